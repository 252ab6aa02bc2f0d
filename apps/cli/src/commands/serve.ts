import { readConfig } from '../../../server/src/config.js';
import { exitCodeOf } from '../../../server/src/exit-code.js';
import { serve, type Running } from '../../../server/src/server.js';
import { Failure, type ExitCode } from '../failure.js';

/** Settings that stand above those of the environment. */
export interface ServeOptions {
  port?: string;
  host?: string;
  dataDir?: string;
  eventstoredbPort?: string;
  eventstoredbAppend?: boolean;
  acceptRollback?: boolean;
  acceptClock?: boolean;
  rotateKey?: boolean;
}

/** Serves until SIGINT or SIGTERM. Throws a Failure with the exit code of what kept it from starting. */
export async function start(env: NodeJS.ProcessEnv, options: ServeOptions): Promise<Running> {
  const above = {
    PORT: options.port,
    HOST: options.host,
    DATA_DIR: options.dataDir,
    EVENTSTOREDB_PORT: options.eventstoredbPort,
    ROTATE_KEY: options.rotateKey ? 'true' : undefined,
    ACCEPT_ROLLBACK: options.acceptRollback ? 'true' : undefined,
    ACCEPT_CLOCK: options.acceptClock ? 'true' : undefined,
    EVENTSTOREDB_APPEND: options.eventstoredbAppend ? 'true' : undefined,
  };
  const given = Object.fromEntries(Object.entries(above).filter(([, value]) => value !== undefined));
  try {
    return await serve(readConfig({ ...env, ...given }), env);
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), exitCodeOf(error) as ExitCode);
  }
}
