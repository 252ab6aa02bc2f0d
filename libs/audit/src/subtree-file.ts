import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hashBytes } from '#libs/transparency';

/**
 * Hashes of the complete subtrees of 256 leaves of one log, 32 bytes each, one after another in a file. It is a cache: without a file it
 * lives in memory, and a file that cannot be written is done without.
 */
export class SubtreeFile {
  private bytes = Buffer.alloc(0);
  private used = 0;
  private isWritable = true;

  constructor(private readonly file: string | undefined) {}

  /** How many hashes there are. */
  get count(): number {
    return this.used / hashBytes;
  }

  /** The hashes from one up to another (exclusive). */
  hashes(from: number, to: number): Buffer[] {
    return Array.from({ length: to - from }, (_, at) =>
      this.bytes.subarray((from + at) * hashBytes, (from + at + 1) * hashBytes),
    );
  }

  /** Reads what an earlier process has kept; half a hash at its end is left aside, and cut off. */
  async load(): Promise<void> {
    if (this.file === undefined) return;
    const kept = await readFile(this.file).catch(() => Buffer.alloc(0));
    const whole = kept.length - (kept.length % hashBytes);
    if (whole !== kept.length) return this.clear();
    this.bytes = kept;
    this.used = whole;
  }

  /** Keeps more hashes. */
  async append(hashes: readonly Buffer[]): Promise<void> {
    const more = Buffer.concat(hashes);
    if (this.used + more.length > this.bytes.length) {
      const grown = Buffer.alloc(Math.max(2 * this.bytes.length, this.used + more.length));
      this.bytes.copy(grown, 0, 0, this.used);
      this.bytes = grown;
    }
    more.copy(this.bytes, this.used);
    this.used += more.length;
    if (this.file === undefined || !this.isWritable) return;
    try {
      await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
      await appendFile(this.file, more, { mode: 0o600 });
    } catch {
      // What is on the disk may now lack some: the next process makes it anew, this one goes on without.
      this.isWritable = false;
      await rm(this.file, { force: true }).catch(() => undefined);
    }
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    this.bytes = Buffer.alloc(0);
    this.used = 0;
    if (this.file !== undefined) await rm(this.file, { force: true });
  }
}
