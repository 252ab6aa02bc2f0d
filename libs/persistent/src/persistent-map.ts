import { KeyIndex, type Key } from './key-index.js';

const pageBits = 5;
const pageSize = 1 << pageBits;
const inPage = pageSize - 1;

/** The value in a slot whose key was deleted. */
const gone = Symbol('gone');

interface Page<K, V> {
  /** In which tick of its map it was made or copied: it may be written into until the next fork. */
  tick: number;
  keys: K[];
  /** Whether no other page has the same list of keys: most copies change values alone. */
  ownsKeys: boolean;
  values: (V | typeof gone)[];
  /** Which values were put there or copied since, a bit each: they may be changed in place until the next fork. */
  owned: number;
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
  /** The keys that were set, taken for a change or deleted since somebody asked for them last; undefined if nobody did. */
  private noted: Set<K> | undefined;

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
    return slot === undefined ? undefined : (this.pages[slot >>> pageBits]?.values[slot & inPage] as V);
  }

  /** Whether there is such a key. */
  has(key: K): boolean {
    return this.index.find(key) !== undefined;
  }

  /** The value of a key, for changing in place: a copy of it if a fork may hold the same one. */
  edit(key: K, copy: (value: V) => V): V | undefined {
    const slot = this.index.find(key);
    if (slot === undefined) return undefined;
    this.noted?.add(key);
    const page = this.own(slot >>> pageBits);
    const place = slot & inPage;
    const value = page.values[place] as V;
    if (page.owned & (1 << place)) return value;
    page.owned |= 1 << place;
    return (page.values[place] = copy(value));
  }

  /** Sets the value of a key. The map then owns it. */
  set(key: K, value: V): void {
    this.noted?.add(key);
    const slot = this.index.find(key);
    if (slot === undefined) {
      this.index.put(key, this.taken, this.tick);
      this.count++;
      return this.add(key, value, true);
    }
    const page = this.own(slot >>> pageBits);
    const place = slot & inPage;
    page.values[place] = value;
    page.owned |= 1 << place;
  }

  /** Takes a key out. */
  delete(key: K): void {
    const slot = this.index.find(key);
    if (slot === undefined) return;
    this.index.remove(key, this.tick);
    this.noted?.add(key);
    this.own(slot >>> pageBits).values[slot & inPage] = gone;
    this.count--;
    if (this.taken > pageSize && this.taken > 2 * this.count) this.close();
  }

  /** The pairs in order of insertion. */
  *[Symbol.iterator](): Generator<[K, V]> {
    for (const { keys, values } of this.pages)
      for (let place = 0; place < values.length; place++) {
        const value = values[place] as V | typeof gone;
        if (value !== gone) yield [keys[place] as K, value];
      }
  }

  /** The keys in order of insertion. */
  *keys(): Generator<K> {
    for (const { keys, values } of this.pages)
      for (let place = 0; place < values.length; place++) if (values[place] !== gone) yield keys[place] as K;
  }

  /** The values in order of insertion, for reading. */
  *values(): Generator<V> {
    for (const { values } of this.pages) for (const value of values) if (value !== gone) yield value;
  }

  /** The keys that were set, taken for a change or deleted since this was asked last; all there are if it never was. */
  touched(): K[] {
    const keys = [...(this.noted ?? this.keys())];
    this.noted = new Set();
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
        if (isSame && was?.values[place] !== gone) continue;
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
    const { keys, values } = page;
    return (this.pages[number] = { tick: this.tick, keys, ownsKeys: false, values: values.slice(), owned: 0 });
  }

  /** Puts a pair into the next slot. */
  private add(key: K, value: V, isOwned: boolean): void {
    const slot = this.taken++;
    if ((slot & inPage) === 0) this.pages.push({ tick: this.tick, keys: [], ownsKeys: true, values: [], owned: 0 });
    const page = this.own(slot >>> pageBits);
    if (!page.ownsKeys) [page.keys, page.ownsKeys] = [page.keys.slice(), true];
    page.keys.push(key);
    page.values.push(value);
    if (isOwned) page.owned |= 1 << (slot & inPage);
  }

  /** Closes the gaps that deleted keys have left. What a fork may hold is not owned, as before. */
  private close(): void {
    const { pages } = this;
    this.pages = [];
    this.index = new KeyIndex<K>();
    this.taken = 0;
    for (const { keys, values, tick, owned } of pages)
      for (const [place, value] of values.entries()) {
        if (value === gone) continue;
        this.index.put(keys[place] as K, this.taken, this.tick);
        this.add(keys[place] as K, value, tick === this.tick && (owned & (1 << place)) !== 0);
      }
  }
}
