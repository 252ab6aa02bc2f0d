import { KeyIndex, type Key } from './key-index.js';

const pageBits = 6;
const pageSize = 1 << pageBits;
const inPage = pageSize - 1;

/** The tick of a slot whose key was deleted. */
const gone = -1;

interface Page<K, V> {
  tick: number;
  keys: K[];
  values: V[];
  /** In which tick each value was put there or copied: it may be changed in place until the next fork. */
  ticks: number[];
}

/**
 * A map in order of insertion that can be forked: both sides share what they hold in common and copy what they write into,
 * so that a fork costs little more than what changes after it. Values that were in the map before a fork must not be
 * changed in place: `edit` gives one that may be.
 */
export class PersistentMap<K extends Key, V> implements Iterable<[K, V]> {
  private tick = 0;
  private count = 0;
  /** Slots that are taken, those of deleted keys included. */
  private taken = 0;
  private pages: Page<K, V>[] = [];
  private index = new KeyIndex<K>();
  /** Keys that were deleted since somebody asked what was touched; undefined if nobody did since the fork. */
  private deleted: Set<K> | undefined;

  /** A map of these pairs. */
  static of<K extends Key, V>(pairs: Iterable<readonly [K, V]>): PersistentMap<K, V> {
    const map = new PersistentMap<K, V>();
    for (const [key, value] of pairs) map.set(key, value);
    return map;
  }

  /** How many keys there are. */
  get size(): number {
    return this.count;
  }

  /** The value of a key, for reading. */
  get(key: K): V | undefined {
    const slot = this.index.find(key);
    return slot === undefined ? undefined : this.pages[slot >>> pageBits]?.values[slot & inPage];
  }

  /** Whether there is such a key. */
  has(key: K): boolean {
    return this.index.find(key) !== undefined;
  }

  /** The value of a key, for changing in place: a copy of it if a fork may hold the same one. */
  edit(key: K, copy: (value: V) => V): V | undefined {
    const slot = this.index.find(key);
    if (slot === undefined) return undefined;
    const page = this.own(slot >>> pageBits);
    const place = slot & inPage;
    if (page.ticks[place] !== this.tick) {
      page.values[place] = copy(page.values[place] as V);
      page.ticks[place] = this.tick;
    }
    return page.values[place];
  }

  /** Sets the value of a key. The map then owns it. */
  set(key: K, value: V): void {
    let slot = this.index.find(key);
    if (slot === undefined) {
      slot = this.taken++;
      this.count++;
      this.index.put(key, slot, this.tick);
      if (slot >>> pageBits === this.pages.length)
        this.pages.push({ tick: this.tick, keys: [], values: [], ticks: [] });
    }
    const page = this.own(slot >>> pageBits);
    const place = slot & inPage;
    page.keys[place] = key;
    page.values[place] = value;
    page.ticks[place] = this.tick;
  }

  /** Takes a key out. */
  delete(key: K): void {
    const slot = this.index.find(key);
    if (slot === undefined) return;
    this.index.remove(key, this.tick);
    const page = this.own(slot >>> pageBits);
    page.ticks[slot & inPage] = gone;
    page.values[slot & inPage] = undefined as V;
    this.count--;
    this.deleted?.add(key);
    if (this.taken > pageSize && this.taken > 2 * this.count) this.close();
  }

  /** The pairs in order of insertion. */
  *[Symbol.iterator](): Generator<[K, V]> {
    for (const { keys, values, ticks } of this.pages) {
      for (let place = 0; place < keys.length; place++)
        if (ticks[place] !== gone) yield [keys[place] as K, values[place] as V];
    }
  }

  /** The keys in order of insertion. */
  *keys(): Generator<K> {
    for (const { keys, ticks } of this.pages) {
      for (let place = 0; place < keys.length; place++) if (ticks[place] !== gone) yield keys[place] as K;
    }
  }

  /** The values in order of insertion, for reading. */
  *values(): Generator<V> {
    for (const { values, ticks } of this.pages) {
      for (let place = 0; place < ticks.length; place++) if (ticks[place] !== gone) yield values[place] as V;
    }
  }

  /** The keys that were set, taken for a change or deleted since this was asked last; since the last fork, those not deleted. */
  touched(): K[] {
    const keys = [...(this.deleted ?? [])];
    this.deleted = new Set();
    for (const page of this.pages) {
      if (page.tick !== this.tick) continue;
      for (let place = 0; place < page.keys.length; place++)
        if (page.ticks[place] === this.tick) keys.push(page.keys[place] as K);
    }
    this.tick++;
    return keys;
  }

  /** The keys that may have another value than in a map that this one was forked from, or of which it is a fork; all if there is none. */
  changedSince(before: PersistentMap<K, V> | undefined): Set<K> {
    const keys = new Set<K>();
    for (let number = 0; number < Math.max(this.pages.length, before?.pages.length ?? 0); number++) {
      const [was, now] = [before?.pages[number], this.pages[number]];
      if (was === now) continue;
      for (let place = 0; place < pageSize; place++) {
        const isSame = was?.keys[place] === now?.keys[place] && was?.values[place] === now?.values[place];
        if (isSame && was?.ticks[place] !== gone && now?.ticks[place] !== gone) continue;
        for (const page of [was, now]) if (page && place < page.keys.length) keys.add(page.keys[place] as K);
      }
    }
    return keys;
  }

  /** Another map with the same pairs: what is written into one is not seen in the other. */
  fork(): PersistentMap<K, V> {
    const fork = new PersistentMap<K, V>();
    fork.count = this.count;
    fork.taken = this.taken;
    fork.pages = this.pages.slice();
    fork.index = this.index.fork();
    fork.tick = ++this.tick;
    return fork;
  }

  private own(number: number): Page<K, V> {
    const page = this.pages[number] as Page<K, V>;
    if (page.tick === this.tick) return page;
    const { keys, values, ticks } = page;
    return (this.pages[number] = {
      tick: this.tick,
      keys: keys.slice(),
      values: values.slice(),
      ticks: ticks.slice(),
    });
  }

  /** Closes the gaps that deleted keys have left. What a fork may hold stays so: values keep their ticks. */
  private close(): void {
    const { pages } = this;
    this.pages = [];
    this.index = new KeyIndex<K>();
    let slot = 0;
    for (const { keys, values, ticks } of pages) {
      for (let place = 0; place < keys.length; place++) {
        if (ticks[place] === gone) continue;
        if (slot % pageSize === 0) this.pages.push({ tick: this.tick, keys: [], values: [], ticks: [] });
        const page = this.pages[slot >>> pageBits] as Page<K, V>;
        page.keys.push(keys[place] as K);
        page.values.push(values[place] as V);
        page.ticks.push(ticks[place] as number);
        this.index.put(keys[place] as K, slot++, this.tick);
      }
    }
    this.taken = slot;
  }
}
