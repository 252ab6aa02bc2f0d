import { adminTokenFile, portOf, stateTokenFile, tokenIn } from '../../server/src/access/token-files.js';
import { isLoopbackName } from '../../server/src/loopback.js';
import { Failure } from './failure.js';

/** The token for a server: of a file that is named, else DRAWDOWN_TOKEN, else of a server of this machine the one that it has put aside. */
export function tokenOf(url: string, tokenFile: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (tokenFile !== undefined) return readNamed(tokenFile);
  if (env.DRAWDOWN_TOKEN) return env.DRAWDOWN_TOKEN;
  if (!URL.canParse(url) || !isLoopbackName(new URL(url).hostname)) return undefined;
  return tokenIn(stateTokenFile(portOf(url), env)) ?? tokenIn(adminTokenFile(env.DATA_DIR || './data'));
}

function readNamed(file: string): string {
  const token = tokenIn(file);
  if (token === undefined)
    throw new Failure(`${file} cannot be read. --token-file names a file with a token in it.`, 2);
  return token;
}
