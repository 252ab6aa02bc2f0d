import { renameSync, writeFileSync } from 'node:fs';
import {
  LogRolledBack,
  MarkUnusable,
  NotRemoved,
  OutcomeUnknown,
  removeStream,
  removeStreamOfCluster,
  StoreLocked,
  StoreUnavailable,
} from '#libs/event-store';
import { streamOf } from '../../../server/src/reads/read-line.js';
import { keptCheckpointsFile } from '../../../server/src/reads/removed-months.js';
import { Failure, writing } from '../failure.js';
import { say } from '../output.js';

/** Servers of a cluster write on while a month is removed: one whose clock is behind may have a line for it yet. */
const behindMsMax = 86_400_000;

/**
 * Removes a month of the access log that is over from the log in a folder, while no server runs there; its checkpoints are kept beside
 * it. Throws a Failure.
 */
export function removeAccessLog(month: string, dataDir: string, now: number): void {
  const stream = streamOver(month, now);
  const file = keptCheckpointsFile(dataDir, stream);
  try {
    told(
      removeStream(dataDir, stream, (checkpoints) => keep(file, checkpoints)),
      month,
      file,
    );
  } catch (error) {
    throw asFailure(error);
  }
}

/** The same in a cluster, by the account of an administrator, whether servers stand beside it or not. Throws a Failure. */
export async function removeAccessLogOfCluster(
  month: string,
  cluster: string,
  dataDir: string,
  now: number,
): Promise<void> {
  const stream = streamOver(month, now - behindMsMax);
  const file = keptCheckpointsFile(dataDir, stream);
  try {
    told(await removeStreamOfCluster(cluster, stream, (checkpoints) => keep(file, checkpoints)), month, file);
  } catch (error) {
    throw asFailure(error);
  }
}

/** The stream of a month. Throws a Failure unless that is one, and over. */
function streamOver(month: string, now: number): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Failure(`"${month}" is no month, such as 2026-11.`, 2);
  if (month >= new Date(now).toISOString().slice(0, 7)) throw new Failure(`${month} is not over yet.`, 2);
  return streamOf(month);
}

const told = (count: number, month: string, file: string): void =>
  say(`${count} sheets of lines of ${month} were removed. Their checkpoints are in ${file}.`);

function asFailure(error: unknown): unknown {
  if (error instanceof StoreLocked) return new Failure(error.message, 73);
  if (error instanceof NotRemoved) return new Failure(`Nothing was removed: ${error.message}.`, 1);
  if (error instanceof LogRolledBack || error instanceof MarkUnusable) return new Failure(error.message, 70);
  if (error instanceof StoreUnavailable || error instanceof OutcomeUnknown)
    return new Failure(`EVENT_STORE: ${error.message}.`, 75);
  return error;
}

/** Each as a line, as in checkpoints.ndjson; durable before a line of the month is removed. */
function keep(file: string, checkpoints: readonly string[]): void {
  const text = checkpoints.map((checkpoint) => `${JSON.stringify({ checkpoint })}\n`).join('');
  writing(file, () => {
    writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  });
}
