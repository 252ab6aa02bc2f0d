import { renameSync, writeFileSync } from 'node:fs';
import { LogRolledBack, MarkUnusable, NotRemoved, removeStream, StoreLocked } from '#libs/event-store';
import { streamOf } from '../../../server/src/reads/read-line.js';
import { keptCheckpointsFile } from '../../../server/src/reads/removed-months.js';
import { Failure } from '../failure.js';
import { say } from '../output.js';

/**
 * Removes a month of the access log that is over from the log in a folder, while no server runs there; its checkpoints are kept beside
 * it. Throws a Failure.
 */
export function removeAccessLog(month: string, dataDir: string, now: number): void {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Failure(`"${month}" is no month, such as 2026-11.`, 2);
  if (month >= new Date(now).toISOString().slice(0, 7)) throw new Failure(`${month} is not over yet.`, 2);
  const stream = streamOf(month);
  const file = keptCheckpointsFile(dataDir, stream);
  try {
    const count = removeStream(dataDir, stream, (checkpoints) => keep(file, checkpoints));
    say(`${count} lines of ${month} were removed. Their checkpoints are in ${file}.`);
  } catch (error) {
    if (error instanceof StoreLocked) throw new Failure(`${error.message} Stop the server first.`, 73);
    if (error instanceof NotRemoved) throw new Failure(`Nothing was removed: ${error.message}.`, 1);
    if (error instanceof LogRolledBack || error instanceof MarkUnusable) throw new Failure(error.message, 70);
    throw error;
  }
}

/** Each as a line, as in checkpoints.ndjson; durable before a line of the month is removed. */
function keep(file: string, checkpoints: readonly string[]): void {
  const text = checkpoints.map((checkpoint) => `${JSON.stringify({ checkpoint })}\n`).join('');
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
