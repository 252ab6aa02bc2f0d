import { mkdirSync } from 'node:fs';
import { StoreFailed } from '../event-store.js';
import type { Sealer } from '../sealing.js';
import { EmbeddedStore } from './embedded-store.js';
import { checkHighWater, HighWater } from './high-water.js';
import { newestSealOf, type NewestSeal } from './newest-seal.js';
import { cleanUp, watchPlace } from './own-files.js';
import { databaseFile, openDatabase } from './schema.js';
import { sqliteCodeOf } from './sqlite-code.js';
import { StoreDamaged } from './whole-page.js';
import { takeWriterLock } from './writer-lock.js';
import { Writer } from './writer.js';

/** Where the store lives, and whom to tell when it can no longer be trusted. */
export interface EmbeddedOptions {
  /** Folder of the log; made if it is missing, for its owner alone. */
  dataDir: string;
  /**
   * Signs what is appended; nothing is signed without it. One that is made of the newest checkpoint may refuse the log: by then
   * nobody else has it.
   */
  sealer?: Sealer | ((newest: NewestSeal | undefined) => Sealer);
  /** Goes on with a log that falls short of what had been written there. */
  acceptRollback?: boolean;
  /** Called once when a commit failed with an unknown outcome: the process must end without answering. */
  onFatal?: (error: StoreFailed) => void;
}

/**
 * Opens the embedded store, making its folder if needed. Throws StoreLocked if another process has it, LogRolledBack, MarkUnusable, and
 * StoreDamaged if SQLite cannot read the file.
 */
export function openEmbeddedStore({
  dataDir,
  sealer,
  acceptRollback = false,
  onFatal = () => undefined,
}: EmbeddedOptions): EmbeddedStore {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = takeWriterLock(dataDir);
  try {
    cleanUp(dataDir);
    const db = openDatabase(dataDir);
    try {
      checkHighWater(db, dataDir, acceptRollback);
      const signing = typeof sealer === 'function' ? sealer(newestSealOf(db)) : sealer;
      const highWater = new HighWater(db, dataDir, (error) =>
        onFatal(new StoreFailed(error.message, { cause: error })),
      );
      const file = databaseFile(dataDir);
      const files = { dataDir, isInPlace: watchPlace([file, `${file}-wal`]) };
      return new EmbeddedStore(db, new Writer(db, signing), lock, highWater, files, onFatal);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    const code = sqliteCodeOf(error) ?? '';
    if (!/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw error;
    throw new StoreDamaged(
      `${databaseFile(dataDir)} is damaged (${code}). Keep it as it is, verify it, and restore a backup into another folder.`,
      { cause: error },
    );
  }
}
