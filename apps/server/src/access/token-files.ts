import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the first token of a server is put. */
export const adminTokenFile = (dataDir: string): string => join(dataDir, 'admin.token');

/** Where the command line of the same person finds the token of the server on a port of this machine. */
export function stateTokenFile(port: string, { XDG_STATE_HOME }: NodeJS.ProcessEnv): string {
  return join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'drawdown', `${port}.token`);
}

/** The port of an address, whether it says it or not. */
export function portOf(url: string): string {
  const { port, protocol } = new URL(url);
  return port || (protocol === 'https:' ? '443' : '80');
}

/** The token in a file; undefined if it cannot be read. */
export function tokenIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Writes a token for its owner alone to read, whatever stood there. */
export function writeToken(file: string, token: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Who made the former file may read it still: another takes its place.
  rmSync(file, { force: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx', flush: true });
}
