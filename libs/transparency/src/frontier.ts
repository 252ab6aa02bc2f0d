import { fromBase64 } from './base64.js';
import { emptyRoot, hashBytes, nodeHash } from './hashes.js';

/**
 * The right edge of a tree: the roots of the complete subtrees that make it up, largest first. It is all that appending needs,
 * some 20 hashes for a million leaves.
 */
export class Frontier {
  private leaves = 0;
  private peaks: Buffer[] = [];

  /** How many leaves the tree has. */
  get size(): number {
    return this.leaves;
  }

  /** Appends a leaf by its hash. */
  append(leaf: Buffer): void {
    let hash = leaf;
    for (let rest = this.leaves; rest % 2 === 1; rest = Math.floor(rest / 2)) hash = nodeHash(this.peaks.pop()!, hash);
    this.peaks.push(hash);
    this.leaves++;
  }

  /** Root of the tree (RFC 6962, 2.1). */
  root(): Buffer {
    return this.peaks.length === 0 ? emptyRoot : this.peaks.reduceRight((right, left) => nodeHash(left, right));
  }

  /** A copy that goes its own way. */
  clone(): Frontier {
    return Frontier.of(this.leaves, [...this.peaks]);
  }

  /** As a text: its size, a full stop, and its hashes in Base 64. */
  encode(): string {
    return `${this.leaves}.${Buffer.concat(this.peaks).toString('base64')}`;
  }

  /** Reads what encode() wrote. Throws RangeError for anything else. */
  static decode(text: string): Frontier {
    const [, digits = '', base64 = ''] = /^(0|[1-9]\d{0,15})\.([A-Za-z0-9+/=]*)$/.exec(text) ?? [];
    const size = Number(digits);
    const bytes = fromBase64(base64);
    const wanted = size.toString(2).replaceAll('0', '').length;
    if (digits === '' || !Number.isSafeInteger(size) || bytes?.length !== wanted * hashBytes)
      throw new RangeError(`"${text.slice(0, 40)}" is not the right edge of a tree`);
    return Frontier.of(
      size,
      Array.from({ length: wanted }, (_, at) => bytes.subarray(at * hashBytes, (at + 1) * hashBytes)),
    );
  }

  private static of(size: number, peaks: Buffer[]): Frontier {
    const frontier = new Frontier();
    frontier.leaves = size;
    frontier.peaks = peaks;
    return frontier;
  }
}
