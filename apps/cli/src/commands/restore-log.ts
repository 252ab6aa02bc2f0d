import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isSlug } from '#libs/domain';
import { StoreFull, StoreUnavailable } from '#libs/event-store';
import { checkLogFile, NotRestored, restoreLog, type LogFile, type LogLines } from '#libs/timeline';
import { Frontier, leafHash, NoteInvalid, openCheckpoint, type Checkpoint } from '#libs/transparency';
import { Failure } from '../failure.js';
import { decode, split } from '../lines.js';
import { say } from '../output.js';
import { addNote, isBegun } from '../restore-notes.js';
import { openStore } from '../stores.js';

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
export async function restoreMission(mission: string, file: string, options: RestoreOptions): Promise<void> {
  if (!isSlug(mission))
    throw new Failure(`"${mission}" is no id of a mission: lower-case letters, digits and hyphens.`, 2);
  if (!existsSync(file)) throw new Failure(`${file} does not exist.`, 2);
  const lines = linesOf(file);
  try {
    const found = await checkLogFile(mission, lines);
    await compareRoot(mission, lines, options);
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

/** Compares the log with a checkpoint, if one was given. */
async function compareRoot(mission: string, lines: LogLines, { checkpoint, vkey }: RestoreOptions): Promise<void> {
  if (checkpoint === undefined) {
    if (vkey !== undefined) throw new Failure('--vkey is the key of a checkpoint: name that with --checkpoint.', 2);
    return;
  }
  if (vkey === undefined)
    throw new Failure('Name the verifier key of the checkpoint with --vkey: the key itself, or a file of it.', 2);
  const key = existsSync(vkey) ? readFileSync(vkey, 'utf8').trim() : vkey;
  if (!existsSync(checkpoint)) throw new Failure(`${checkpoint} does not exist.`, 2);
  try {
    await checkRoot(mission, lines(), openCheckpoint(readFileSync(checkpoint, 'utf8'), key));
  } catch (error) {
    if (!(error instanceof NoteInvalid)) throw error;
    throw new NotRestored(`${checkpoint} ${error.message}. Nothing was restored.`);
  }
}

async function checkRoot(
  mission: string,
  bodies: AsyncIterable<string>,
  { origin, size, root }: Checkpoint,
): Promise<void> {
  if (!origin.endsWith(`/${mission}`))
    throw new NotRestored(`The checkpoint is of ${origin}, not of ${mission}. Nothing was restored.`);
  const tree = new Frontier();
  for await (const body of bodies) tree.append(leafHash(body));
  if (tree.size !== size)
    throw new NotRestored(`The log has ${tree.size} entries, the checkpoint covers ${size}. Nothing was restored.`);
  if (!tree.root().equals(root))
    throw new NotRestored('The entries are not those that the checkpoint was signed for. Nothing was restored.');
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
