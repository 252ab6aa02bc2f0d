import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { StoreFull, StoreUnavailable } from '#libs/event-store';
import { checkLogFile, NotRestored, restoreLog, type LogFile, type LogLines } from '#libs/timeline';
import { Failure } from '../failure.js';
import { decode, split } from '../lines.js';
import { say } from '../output.js';
import { addNote, isBegun } from '../restore-notes.js';
import { openStore } from '../stores.js';

/**
 * Compares the bodies of a log, in order, with a signed checkpoint. Throws an Error that says what differs: the signature,
 * the size, or the root.
 */
export type CheckRoot = (bodies: AsyncIterable<string>, checkpointText: string, vkey: string) => Promise<void>;

/** Where a log is put, and what it must agree with. */
export interface RestoreOptions {
  /** `embedded:<folder>` or a connection string of a cluster; the data directory without it. */
  to?: string;
  /** The folder of the log; beside a cluster, that of the note. */
  dataDir: string;
  /** A file with a checkpoint, and a file with its verifier key, or that key itself. */
  checkpoint?: string;
  vkey?: string;
}

/** An embedded log of at most so many bytes is restored in one append: all of it or nothing. */
const embeddedBytesMax = 64 * 1024 * 1024;
/** Clusters take about a megabyte at once. */
const clusterBytesMax = 512 * 1024;

/** Restores the log of a mission from its envelopes into a store that does not have it yet. Throws a Failure. */
export async function restoreMission(
  mission: string,
  file: string,
  options: RestoreOptions,
  checkRoot?: CheckRoot,
): Promise<void> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(mission) || mission.length > 64)
    throw new Failure(`"${mission}" is no id of a mission: lower-case letters, digits and hyphens.`, 2);
  if (!existsSync(file)) throw new Failure(`${file} does not exist.`, 2);
  const lines = linesOf(file);
  try {
    const found = await checkLogFile(mission, lines);
    await compareRoot(lines, options, checkRoot);
    await restoreChecked(mission, file, lines, found, options);
  } catch (error) {
    throw failureOf(error);
  }
}

async function restoreChecked(
  mission: string,
  file: string,
  lines: LogLines,
  found: LogFile,
  { to, dataDir, checkpoint }: RestoreOptions,
): Promise<void> {
  const target = to ?? `embedded:${dataDir}`;
  const [, folder] = /^embedded:(.+)$/.exec(target) ?? [];
  const notes = folder ?? dataDir;
  const { entries, digest, first, last } = found;
  // A connection string may hold a password.
  const where = folder === undefined ? { store: hostsOf(target) } : {};
  const note = { mission, file: basename(file), entries, digest, ...where };
  const store = await openStore(target);
  try {
    await restoreLog(store, {
      mission,
      lines,
      file: found,
      isBegun: isBegun(notes, note),
      begin: () => addNote(notes, { ...note, began: new Date().toISOString() }),
      bytesMax: folder === undefined ? clusterBytesMax : embeddedBytesMax,
    });
    const agreed = checkpoint === undefined ? {} : { checkpoint: basename(checkpoint) };
    addNote(notes, { ...note, ...agreed, finished: new Date().toISOString() });
  } finally {
    await store.close();
  }
  say(`${mission}: ${entries} entries, recorded from ${first} to ${last}, restored (SHA-256 ${digest}).`);
}

const hostsOf = (connection: string): string =>
  connection.replace(/^\w+(\+discover)?:\/\/([^@/]*@)?/, '').split(/[/?]/, 1)[0] ?? '';

/** Compares the log with a checkpoint, where one was given. */
async function compareRoot(
  lines: LogLines,
  { checkpoint, vkey }: RestoreOptions,
  checkRoot: CheckRoot | undefined,
): Promise<void> {
  if (checkpoint === undefined) return;
  if (!checkRoot) throw new Failure('This version cannot compare a log with a checkpoint. Nothing was restored.', 2);
  if (vkey === undefined)
    throw new Failure('Name the verifier key of the checkpoint with --vkey: the key itself, or a file of it.', 2);
  const key = existsSync(vkey) ? readFileSync(vkey, 'utf8').trim() : vkey;
  if (!existsSync(checkpoint)) throw new Failure(`${checkpoint} does not exist.`, 2);
  try {
    await checkRoot(lines(), readFileSync(checkpoint, 'utf8'), key);
  } catch (error) {
    throw new NotRestored(`${error instanceof Error ? error.message : String(error)}. Nothing was restored.`);
  }
}

/** The lines of a file, which must be UTF-8 and end each with a line feed alone. */
const linesOf = (file: string): LogLines =>
  async function* () {
    for await (const { number, bytes } of split(createReadStream(file) as AsyncIterable<Uint8Array>)) {
      const text = bytes && decode(bytes);
      if (text === undefined)
        throw new NotRestored(`line ${number} is ${bytes ? 'not UTF-8' : 'longer than 1 MiB'}. Nothing was restored.`);
      yield text;
    }
  };

function failureOf(error: unknown): unknown {
  if (error instanceof NotRestored) return new Failure(error.message, 1);
  if (error instanceof StoreUnavailable || error instanceof StoreFull)
    return new Failure(`${error.message}. What was appended stays; run it again to go on.`, 75);
  return error;
}
