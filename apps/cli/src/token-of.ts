import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.js';

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The token for a server: of a file that is named, else DRAWDOWN_TOKEN, else of a server of this machine the one that it made first. */
export function tokenOf(url: string, tokenFile: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (tokenFile !== undefined) return readNamed(tokenFile);
  if (env.DRAWDOWN_TOKEN) return env.DRAWDOWN_TOKEN;
  if (!URL.canParse(url) || !loopback.has(new URL(url).hostname)) return undefined;
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
