import type Database from 'better-sqlite3';
import { existsSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

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

/** Compares a log with its mark. Throws LogRolledBack where it falls short of it, unless that is accepted. */
export function checkHighWater(db: Database.Database, dataDir: string, isAccepted: boolean): void {
  if (isAccepted || !existsSync(fileOf(dataDir))) return;
  const { position, hash } = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as HighWaterMark;
  if (position === 0) return;
  const found = db.prepare('SELECT lower(hex(hash)) FROM entries WHERE position = ?').pluck().get(position) as
    string | undefined;
  if (found === undefined) {
    const head = db.prepare('SELECT coalesce(max(position), 0) FROM entries').pluck().get() as number;
    throw new LogRolledBack(dataDir, `it ends at position ${head}, and position ${position} had been written`);
  }
  if (found !== hash) throw new LogRolledBack(dataDir, `position ${position} holds another entry`);
}

/** Marks how far the log has come: within a second of each commit, and when it is closed. */
export class HighWater {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void>;
  private readonly newest;

  constructor(
    db: Database.Database,
    private readonly dataDir: string,
  ) {
    this.newest = db.prepare('SELECT position, lower(hex(hash)) AS hash FROM entries ORDER BY position DESC LIMIT 1');
    this.writing = this.write();
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
   * Writes the mark so that a crash leaves the old one or the new one, whole. One that cannot be written (the disk may be
   * full) leaves the old one, which is still true; the next commit tries again.
   */
  private async write(): Promise<void> {
    const mark = (this.newest.get() as HighWaterMark | undefined) ?? { position: 0, hash: '' };
    const fresh = `${fileOf(this.dataDir)}.new`;
    try {
      const file = await open(fresh, 'w', 0o600);
      await file
        .writeFile(`${JSON.stringify(mark)}\n`)
        .then(() => file.sync())
        .finally(() => file.close());
      await rename(fresh, fileOf(this.dataDir));
    } catch {
      return;
    }
  }
}
