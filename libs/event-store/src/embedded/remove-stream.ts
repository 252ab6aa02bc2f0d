import type Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { checkHighWater, markNow } from './high-water.js';
import { databaseFile, openDatabase } from './schema.js';
import { takeWriterLock } from './writer-lock.js';

/** Why a stream was not removed. */
export class NotRemoved extends Error {}

/**
 * Takes a stream that is no mission's out of a log that no server has: its entries are overwritten. Its checkpoints are given to `keep`
 * before that, oldest first; if that throws, nothing is removed. Answers how many entries there were. Throws NotRemoved, StoreLocked,
 * LogRolledBack, MarkUnusable.
 */
export function removeStream(dataDir: string, stream: string, keep: (checkpoints: readonly string[]) => void): number {
  if (!existsSync(databaseFile(dataDir))) throw new NotRemoved(`there is no log in ${dataDir}`);
  const lock = takeWriterLock(dataDir);
  try {
    const db = openDatabase(dataDir);
    try {
      checkHighWater(db, dataDir, false);
      const id = db.prepare('SELECT id FROM streams WHERE name = ?').pluck().get(stream);
      if (typeof id !== 'number') throw new NotRemoved(`${stream} is not in this log`);
      const newest = db.prepare('SELECT stream FROM entries ORDER BY position DESC LIMIT 1').pluck().get();
      // Its position would be given to another entry.
      if (newest === id)
        throw new NotRemoved(`${stream} holds the newest entry of the log: start the server once before`);
      keep(db.prepare('SELECT checkpoint FROM checkpoints WHERE stream = ? ORDER BY size').pluck().all(id) as string[]);
      const entries = removed(db, id);
      markNow(db, dataDir);
      return entries;
    } finally {
      db.close();
    }
  } finally {
    lock.release();
  }
}

/** Removes the rows of a stream. What forbids that is put aside within the transaction, and nobody else has the file. */
function removed(db: Database.Database, id: number): number {
  db.pragma('secure_delete = ON');
  const guards = db
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%_not_removed'`)
    .all() as { name: string; sql: string }[];
  const entries = db.transaction(() => {
    for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
    const { changes } = db.prepare('DELETE FROM entries WHERE stream = ?').run(id);
    db.prepare('DELETE FROM checkpoints WHERE stream = ?').run(id);
    db.prepare('DELETE FROM streams WHERE id = ?').run(id);
    for (const { sql } of guards) db.exec(sql);
    return changes;
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  return entries;
}
