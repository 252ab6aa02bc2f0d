import { memoryMax } from './room.js';

/** How much of the memory something may take up, and what is done with what has no room any more. */
export interface KeptHow<K, V> {
  /** Which part of the memory that the process may have. */
  part: number;
  /** What one takes up as it is now, in bytes, about: it may have grown since it was used. */
  bytesOf: (value: V) => number;
  onDrop?: (value: V, key: K) => void;
}

/**
 * What can be made again, kept to be used again: as much as fits into a part of the memory, those used last. The one that was used last
 * stays, however large it is.
 */
export class KeptByUse<K, V> {
  /** Those used last stand last. */
  private readonly all = new Map<K, V>();
  private readonly bytesMax: number;

  constructor(private readonly how: KeptHow<K, V>) {
    this.bytesMax = memoryMax() * how.part;
  }

  /** How many are kept. */
  get size(): number {
    return this.all.size;
  }

  /** One that is kept; undefined if it is not. That is no use of it. */
  get(key: K): V | undefined {
    return this.all.get(key);
  }

  /** All that are kept, those used last at the end. */
  values(): V[] {
    return [...this.all.values()];
  }

  /** Keeps one, and drops those used longest ago for which there is no room beside it. */
  use(key: K, value: V): V {
    this.all.delete(key);
    this.all.set(key, value);
    let sum = 0;
    for (const one of this.all.values()) sum += this.how.bytesOf(one);
    for (const [oldest, one] of this.all) {
      if (sum <= this.bytesMax || oldest === key) break;
      sum -= this.how.bytesOf(one);
      this.drop(oldest);
    }
    return value;
  }

  /** Drops one, if it is kept. */
  drop(key: K): void {
    const value = this.all.get(key);
    if (value === undefined) return;
    this.all.delete(key);
    this.how.onDrop?.(value, key);
  }
}
