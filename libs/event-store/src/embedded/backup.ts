import Database from 'better-sqlite3';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Altered } from '../tree-comparison.js';
import { TreeCheck } from './check-trees.js';
import { markNow } from './high-water.js';
import { keepPrivate } from './own-files.js';
import { databaseFile } from './schema.js';
import { checkedRow, columnsOf, type Row } from './rows.js';
import { damageOf, type Damage } from './scrub.js';
import { takeWriterLock } from './writer-lock.js';

/** What a log file holds. */
export interface Verified {
  entries: number;
  streams: number;
  /** How many entries each stream has, by name. */
  entriesOf: ReadonlyMap<string, number>;
  /** Entries whose bytes are not those that were written. */
  damaged: Damage[];
  /** Streams whose revisions do not run 0, 1, 2 ... without a gap. */
  gaps: { stream: string; revision: number }[];
  /** Where the entries are not those that their checkpoints were signed for. */
  altered: Altered[];
  /** What SQLite finds wrong with the structure of the file. */
  structure: string[];
}

/** Whether nothing was found. */
export const isWhole = ({ damaged, gaps, altered, structure }: Verified): boolean =>
  [damaged, gaps, altered, structure].every((found) => found.length === 0);

/** A file that holds no log, or cannot be read as one. */
export class NoLog extends Error {}

function openForReading(file: string): Database.Database {
  if (!existsSync(file)) throw new NoLog(`${file} does not exist.`);
  try {
    const db = new Database(file, { readonly: true });
    db.prepare('SELECT 1 FROM entries LIMIT 1').get();
    return db;
  } catch (error) {
    throw new NoLog(`${file} holds no log (${error instanceof Error ? error.message : 'it cannot be read'}).`);
  }
}

const structureOf = (db: Database.Database): string[] =>
  (db.pragma('integrity_check(20)') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((found) => found !== 'ok');

/**
 * Reads every entry of a log file and compares it with its hash, and all of them with the checkpoints stored with them; with
 * their signatures as well, if the keys of streams are given. Safe beside a running server. Throws NoLog.
 */
export function verifyFile(file: string, verifierKeyOf?: (stream: string) => string | undefined): Verified {
  const db = openForReading(file);
  try {
    const names = new Map(db.prepare('SELECT id, name FROM streams').raw().all() as [number, string][]);
    const heads = new Map<string, number>();
    const entriesOf = new Map<string, number>();
    const verified: Verified = {
      entries: 0,
      streams: 0,
      entriesOf: new Map(),
      damaged: [],
      gaps: [],
      altered: [],
      structure: structureOf(db),
    };
    const trees = new TreeCheck(db, verifierKeyOf);
    for (const row of db
      .prepare(`SELECT ${columnsOf(db)} FROM entries ORDER BY position`)
      .raw()
      .iterate() as IterableIterator<Row>) {
      const stream = names.get(row[1]) ?? `unknown stream ${row[1]}`;
      const entry = checkedRow(row, stream);
      verified.entries++;
      entriesOf.set(stream, (entriesOf.get(stream) ?? 0) + 1);
      verified.damaged.push(...damageOf(entry));
      if (entry.revision !== (heads.get(stream) ?? -1) + 1) verified.gaps.push({ stream, revision: entry.revision });
      heads.set(stream, entry.revision);
      trees.add(entry);
    }
    return { ...verified, streams: heads.size, entriesOf, altered: trees.end() };
  } finally {
    db.close();
  }
}

/** Makes what was renamed or written last through a power cut. */
function syncFile(file: string): void {
  const descriptor = openSync(file, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/**
 * Copies a log into one file, beside a running server and under load: the copy holds what had been committed when it began,
 * or more. It appears under its name only when it is whole and verified. Throws NoLog, and an Error if the file exists.
 */
export async function backUp(dataDir: string, file: string): Promise<Verified> {
  if (existsSync(file)) throw new NoLog(`${file} exists already. Name a new file: a backup overwrites nothing.`);
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const db = openForReading(databaseFile(dataDir));
  try {
    keepPrivate(unfinished);
    // One moment of the log: a copy of what goes on changing begins anew with each commit, and does not end under load.
    db.exec('BEGIN');
    db.prepare('SELECT 1 FROM entries LIMIT 1').get();
    await db.backup(unfinished);
  } finally {
    db.close();
  }
  const copy = new Database(unfinished);
  // One file alone, that can be carried away.
  copy.pragma('journal_mode = DELETE');
  copy.close();
  const verified = verifyFile(unfinished);
  syncFile(unfinished);
  renameSync(unfinished, file);
  syncFile(dirname(resolve(file)));
  return verified;
}

/**
 * Makes a data directory of a backup. Throws NoLog if the backup is damaged or the directory holds a log already, and
 * StoreLocked if a server has it.
 */
export function restore(file: string, dataDir: string): Verified {
  const verified = verifyFile(file);
  if (!isWhole(verified)) throw new NoLog(`${file} is damaged. Verify it to see where, and take another backup.`);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = takeWriterLock(dataDir);
  try {
    if (existsSync(databaseFile(dataDir)))
      throw new NoLog(`${dataDir} holds a log already. Name an empty folder: a restore overwrites nothing.`);
    const unfinished = join(dataDir, 'restoring.sqlite');
    keepPrivate(unfinished);
    copyFileSync(file, unfinished);
    chmodSync(unfinished, 0o600);
    syncFile(unfinished);
    const db = new Database(unfinished, { readonly: true });
    markNow(db, dataDir);
    db.close();
    renameSync(unfinished, databaseFile(dataDir));
    syncFile(dataDir);
    return verified;
  } finally {
    lock.release();
  }
}
