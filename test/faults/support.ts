import { execFileSync } from 'node:child_process';
import { run } from '../support/program.js';
import { post } from '../support/server.js';
import type { Logged } from './history-checker.js';
import { openingOf } from '../support/opening.js';

/** Whether a tool is here. Says by name which test is left out where it is not. */
export function hasTool(tool: string, test: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write(`LEFT OUT: "${test}" needs ${tool}, which is not here.\n`);
    return false;
  }
}

/** A mission to write notes into. */
export const opening = openingOf(100);

/** Sends a command; undefined if no answer came. */
export async function send(
  url: string,
  command: string,
  body: object,
  key: string,
): Promise<{ status: number; revision: number } | undefined> {
  try {
    const path = `/v1/missions/m/commands/${command}`;
    const { status, body: answer } = await post(url, path, JSON.stringify(body), { 'idempotency-key': key });
    return { status, revision: answer.revision };
  } catch {
    return undefined;
  }
}

/** Reads the whole log of a server. */
export async function readLog(url: string): Promise<Logged[]> {
  const { stdout } = await run(['export', 'm'], { DRAWDOWN_URL: url });
  return stdout
    .trim()
    .split('\n')
    .map((body) => {
      const { revision, commandId } = JSON.parse(body) as { revision: number; commandId: string };
      return { revision, key: commandId, body };
    });
}
