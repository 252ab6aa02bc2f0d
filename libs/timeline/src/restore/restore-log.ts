import { createHash } from 'node:crypto';
import type { EventStore, NewEntry } from '#libs/event-store';
import { streamOf } from '../codec.js';
import { LogReader, NotRestored, type LogFile, type LogLines } from './log-file.js';

/** How a log is put into a store. */
export interface Restoring {
  mission: string;
  lines: LogLines;
  /** What `checkLogFile` found in the file. */
  file: LogFile;
  /** Whether the beginning of this very file may be there already, from a restore that was cut. */
  isBegun: boolean;
  /** Notes that the restore begins: called once, when nothing stands against it any more and before anything is appended. */
  begin(): void;
  /** Most bytes of one append: the log is there whole or not at all if it has no more. */
  bytesMax: number;
}

/** Most entries of one append, whatever their size. */
const entriesMax = 100_000;

/**
 * Appends a checked log verbatim to a store that does not have the mission yet, and reads it back. Throws NotRestored if
 * the mission exists, somebody else writes to it, or the file is no longer what was checked; and what the store throws.
 */
export async function restoreLog(store: EventStore, restoring: Restoring): Promise<void> {
  const { mission, file } = restoring;
  const stream = streamOf(mission);
  const there = await store.headRevision(stream);
  if (there >= 0 && !restoring.isBegun)
    throw new NotRestored(`${mission} exists in this store already. A restore overwrites nothing and adds to nothing.`);
  if (there >= file.entries || !(await beginsWith(restoring, store, stream))) throw other(mission);
  if (!restoring.isBegun) restoring.begin();
  let revision = there;
  for await (const entries of portions(restoring, there + 1)) {
    const result = await store.append(stream, revision, entries);
    if (result.outcome === 'conflict')
      throw new NotRestored(`somebody else writes to ${mission} in this store. Stop them first.`);
    revision += entries.length;
  }
  if ((await digestOf(store, stream)) !== file.digest) throw other(mission);
}

/** Whether what the store has of the stream is how the file begins. */
async function beginsWith({ lines }: Restoring, store: EventStore, stream: string): Promise<boolean> {
  const file = lines()[Symbol.asyncIterator]();
  try {
    for await (const page of store.readStream(stream))
      for (const { body, damaged } of page) if (damaged || (await file.next()).value !== body) return false;
    return true;
  } finally {
    await file.return?.();
  }
}

const other = (mission: string): NotRestored =>
  new NotRestored(`${mission} in this store is not the log of this file. Restore it into another store.`);

/** The rows of the file from a revision on, so many at a time. */
async function* portions({ mission, lines, file, bytesMax }: Restoring, from: number): AsyncGenerator<NewEntry[]> {
  const reader = new LogReader(mission);
  let [portion, bytes, revision]: [NewEntry[], number, number] = [[], 0, 0];
  for await (const line of lines()) {
    const entry = reader.read(line);
    if (revision++ < from) continue;
    const size = Buffer.byteLength(line);
    if (portion.length > 0 && (bytes + size > bytesMax || portion.length >= entriesMax)) {
      yield portion;
      [portion, bytes] = [[], 0];
    }
    portion.push(entry);
    bytes += size;
  }
  // What was not appended yet is left out if the file has changed under our hands.
  if (reader.done().digest !== file.digest) throw new NotRestored('the file has changed while it was read. Try again.');
  if (portion.length > 0) yield portion;
}

async function digestOf(store: EventStore, stream: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const page of store.readStream(stream)) {
    for (const { id, body, revision, damaged } of page) {
      if (damaged) throw new NotRestored(`entry ${revision} of ${stream} does not read back as it was written`);
      digest.update(`${id}\n${body}\n`);
    }
  }
  return digest.digest('hex');
}
