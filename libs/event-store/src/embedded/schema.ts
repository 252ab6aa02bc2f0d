import Database from 'better-sqlite3';
import { join } from 'node:path';
import { keepPrivate } from './own-files.js';

const schemaVersion = 3;

/** Entries are never changed or removed, by anybody who goes through SQLite. */
const schema = `
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE entries (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    type TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    hash BLOB NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries BEGIN SELECT RAISE (ABORT, 'entries are immutable'); END;
  CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries BEGIN SELECT RAISE (ABORT, 'entries are immutable'); END;
`;

/** Signed checkpoints: one for each stream of each commit, stored with it. */
const checkpoints = `
  CREATE TABLE checkpoints (
    stream INTEGER NOT NULL REFERENCES streams (id),
    size INTEGER NOT NULL,
    checkpoint TEXT NOT NULL,
    frontier TEXT NOT NULL,
    PRIMARY KEY (stream, size)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER checkpoints_are_not_changed BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE (ABORT, 'checkpoints are immutable'); END;
  CREATE TRIGGER checkpoints_are_not_removed BEFORE DELETE ON checkpoints BEGIN SELECT RAISE (ABORT, 'checkpoints are immutable'); END;
`;

/** What other processes have sent to the endpoint, if an entry does not say all of it. */
const originals = 'ALTER TABLE entries ADD COLUMN original TEXT;';

/** The log's file in a data directory. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'drawdown.sqlite');

/** Opens the log's file and brings it to this version's schema. Throws if a newer version has written it. */
export function openDatabase(dataDir: string): Database.Database {
  const file = databaseFile(dataDir);
  keepPrivate(file);
  const db = new Database(file, { timeout: 1000 });
  db.pragma('journal_mode = WAL');
  // Nothing is acknowledged before it is on the disk: this is not a setting.
  db.pragma('synchronous = FULL');
  db.pragma('trusted_schema = OFF');
  db.pragma('foreign_keys = ON');
  db.pragma('journal_size_limit = 67108864');
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > schemaVersion) {
    db.close();
    throw new Error(`${file} was written by a newer version (schema ${version}). Start that version instead.`);
  }
  if (version < schemaVersion) {
    db.transaction(() => {
      if (version === 0) db.exec(schema);
      if (version < 2) db.exec(checkpoints);
      db.exec(originals);
      db.pragma(`user_version = ${schemaVersion}`);
    })();
  }
  return db;
}
