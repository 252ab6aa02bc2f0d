import { readConfig } from '../../../server/src/config.js';
import { exitCodeOf } from '../../../server/src/exit-code.js';
import { serve, type Running } from '../../../server/src/server.js';
import { Failure, type ExitCode } from '../failure.js';

/** Settings that stand above those of the environment. */
export interface ServeOptions {
  port?: string;
  host?: string;
  dataDir?: string;
}

/** Serves until SIGINT or SIGTERM. Throws a Failure with the exit code of what kept it from starting. */
export async function start(env: NodeJS.ProcessEnv, { port, host, dataDir }: ServeOptions): Promise<Running> {
  try {
    return await serve(
      readConfig({ ...env, PORT: port ?? env.PORT, HOST: host ?? env.HOST, DATA_DIR: dataDir ?? env.DATA_DIR }),
    );
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), exitCodeOf(error) as ExitCode);
  }
}
