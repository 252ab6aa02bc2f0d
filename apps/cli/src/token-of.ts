import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopbackName } from '../../server/src/loopback.js';
import { Failure } from './failure.js';

/** The token for a server: of a file that is named, else DRAWDOWN_TOKEN, else of a server of this machine the one that it made first. */
export function tokenOf(url: string, tokenFile: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (tokenFile !== undefined) return readNamed(tokenFile);
  if (env.DRAWDOWN_TOKEN) return env.DRAWDOWN_TOKEN;
  if (!URL.canParse(url) || !isLoopbackName(new URL(url).hostname)) return undefined;
  return read(join(env.DATA_DIR || './data', 'admin.token'));
}

function readNamed(file: string): string {
  const token = read(file);
  if (token === undefined)
    throw new Failure(`${file} cannot be read. --token-file names a file with a token in it.`, 2);
  return token;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
