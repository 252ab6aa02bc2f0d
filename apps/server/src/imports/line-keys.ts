import { hash } from 'node:crypto';
import { canonical } from '#libs/canonical-json';

/**
 * Keys of lines that have none: a line's digest and its ordinal among equal ones. A file that is imported twice has the same
 * keys again, wherever its lines have moved to, and two equal lines are still two entries.
 */
export class LineKeys {
  private readonly seen = new Map<string, number>();

  /** The key of the next line. */
  of(line: object): string {
    const digest = hash('sha256', canonical(line));
    const ordinal = this.seen.get(digest) ?? 0;
    this.seen.set(digest, ordinal + 1);
    return `import-${digest}-${ordinal}`;
  }
}
