import type Database from 'better-sqlite3';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isPassing } from './full-disk.js';

/** How long a commit may wait to be marked, in milliseconds. */
const markMs = 1000;

/** How far the log had come: kept outside the database, so that a lost tail or an old file put back is noticed. */
interface HighWaterMark {
  position: number;
  /** SHA-256 of the entry's body there, hexadecimal. */
  hash: string;
}

/** The log is not the one that this folder had: its tail is lost, or an older or another file was put in its place. */
export class LogRolledBack extends Error {
  constructor(dataDir: string, what: string) {
    super(
      `The log in ${dataDir} is not the one that was last written there: ${what}. Entries that were acknowledged may be missing. ` +
        'Put the right file back (with its -wal file), or restore a backup elsewhere. To go on with what is there, start once with --accept-rollback.',
    );
  }
}

const fileOf = (dataDir: string): string => join(dataDir, 'high-water.json');

/** Nobody can tell whether the log is the one that this folder had. */
export class MarkUnusable extends Error {}

function readMark(dataDir: string): HighWaterMark | undefined {
  try {
    const mark = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as HighWaterMark;
    return Number.isSafeInteger(mark.position) && typeof mark.hash === 'string' ? mark : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Compares a log with its mark. Throws LogRolledBack if it falls short of it, and MarkUnusable if a log has entries and no mark
 * that can be read, unless that is accepted.
 */
export function checkHighWater(db: Database.Database, dataDir: string, isAccepted: boolean): void {
  if (isAccepted) return;
  const mark = readMark(dataDir);
  const head = db.prepare('SELECT coalesce(max(position), 0) FROM entries').pluck().get() as number;
  if (!mark) {
    if (head === 0 && !existsSync(fileOf(dataDir))) return;
    throw new MarkUnusable(
      `${fileOf(dataDir)} is missing or damaged, so that nobody can tell whether the log is the one that was last written there. ` +
        'Put it back; or verify the log, compare it with the last that you know of it, and start once with --accept-rollback.',
    );
  }
  const { position, hash } = mark;
  if (position === 0) return;
  const found = db.prepare('SELECT lower(hex(hash)) FROM entries WHERE position = ?').pluck().get(position) as
    string | undefined;
  if (found === undefined)
    throw new LogRolledBack(dataDir, `it ends at position ${head}, and position ${position} had been written`);
  if (found !== hash) throw new LogRolledBack(dataDir, `position ${position} holds another entry`);
}

/** Marks how far a log has come, at once. Throws MarkUnusable if that cannot be written. */
export function markNow(db: Database.Database, dataDir: string): void {
  const fresh = `${fileOf(dataDir)}.new`;
  try {
    writeFileSync(fresh, textOf(newestOf(db)), { mode: 0o600, flush: true });
    renameSync(fresh, fileOf(dataDir));
  } catch (error) {
    if (!isPassing(error)) throw notWritten(dataDir, error);
  }
}

const newestOf = (db: Database.Database): Database.Statement =>
  db.prepare('SELECT position, lower(hex(hash)) AS hash FROM entries ORDER BY position DESC LIMIT 1');

const textOf = (newest: Database.Statement): string =>
  `${JSON.stringify((newest.get() as HighWaterMark | undefined) ?? { position: 0, hash: '' })}\n`;

const notWritten = (dataDir: string, cause: unknown): MarkUnusable =>
  new MarkUnusable(
    `${fileOf(dataDir)} cannot be written (${String(cause)}): a lost tail would not be noticed. Make it writable for this user.`,
    { cause },
  );

/** Marks how far the log has come: when it is opened, within a second of each commit, and when it is closed. */
export class HighWater {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private readonly newest;

  /** `onFatal` is called if the mark cannot be kept any more. Throws MarkUnusable if it cannot be kept from the beginning. */
  constructor(
    db: Database.Database,
    private readonly dataDir: string,
    private readonly onFatal: (error: MarkUnusable) => void,
  ) {
    this.newest = newestOf(db);
    markNow(db, dataDir);
  }

  /** Something was committed. */
  advance(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.writing = this.writing.then(() => this.write());
    }, markMs).unref();
  }

  /** Marks the end; resolves when that is kept. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
    await this.write();
  }

  /**
   * Writes the mark so that a crash leaves the old one or the new one, whole. One for which there is no room leaves the old one,
   * which is still true; the next commit tries again.
   */
  private async write(): Promise<void> {
    const fresh = `${fileOf(this.dataDir)}.new`;
    const text = textOf(this.newest);
    try {
      const file = await open(fresh, 'w', 0o600);
      await file
        .writeFile(text)
        .then(() => file.sync())
        .finally(() => file.close());
      await rename(fresh, fileOf(this.dataDir));
    } catch (error) {
      if (!isPassing(error)) this.onFatal(notWritten(this.dataDir, error));
    }
  }
}
