const pageBits = 9;
const pageSize = 1 << pageBits;
const inPage = pageSize - 1;

interface Page<T> {
  /** The tick of the list that made it: only that list, before its next fork, may write into it. */
  tick: number;
  items: T[];
}

/**
 * A list that can be forked: both sides share what they hold in common, page by page, and copy a page when they first write
 * into it. A fork costs a reference for each 512 items.
 */
export class PersistentList<T> implements Iterable<T> {
  private tick = 0;
  private count = 0;
  private pages: Page<T>[] = [];

  /** A list of these items. */
  static of<T>(items: Iterable<T>): PersistentList<T> {
    const list = new PersistentList<T>();
    for (const item of items) list.push(item);
    return list;
  }

  /** How many items there are. */
  get length(): number {
    return this.count;
  }

  /** The item at an index, counted from the end if it is negative; undefined if there is none. */
  at(index: number): T | undefined {
    const place = index < 0 ? this.count + index : index;
    return place < this.count ? this.pages[place >>> pageBits]?.items[place & inPage] : undefined;
  }

  /** Adds an item at the end. */
  push(item: T): void {
    const number = this.count >>> pageBits;
    if (number === this.pages.length) this.pages.push({ tick: this.tick, items: [item] });
    else this.own(number).push(item);
    this.count++;
  }

  /** Puts another item if there is one. */
  set(index: number, item: T): void {
    if (index < this.count) this.own(index >>> pageBits)[index & inPage] = item;
  }

  /** The last of the leading items that a test holds for, if it holds for none after one that it does not hold for. */
  lastLeading(test: (item: T) => boolean): T | undefined {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (test(this.at(middle) as T)) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : this.at(low - 1);
  }

  /** How many items this list and another one have in common at their beginning, and then at their end: pages that they share are not looked through. */
  inCommon(other: PersistentList<T>): [number, number] {
    const most = Math.min(this.count, other.count);
    let first = 0;
    while (first < most && this.at(first) === other.at(first))
      first = this.isShared(other, first) ? Math.min(most, first + pageSize) : first + 1;
    let last = 0;
    while (last < most - first && this.at(-1 - last) === other.at(-1 - last)) last++;
    return [first, last];
  }

  /** The items that a test holds for, in order. */
  filter(test: (item: T) => boolean): T[] {
    const found: T[] = [];
    for (const { items } of this.pages) for (const item of items) if (test(item)) found.push(item);
    return found;
  }

  /** The items in order. */
  *[Symbol.iterator](): Generator<T> {
    for (const { items } of this.pages) for (const item of items) yield item;
  }

  /** Another list with the same items: what is written into one is not seen in the other. */
  fork(): PersistentList<T> {
    const fork = new PersistentList<T>();
    fork.count = this.count;
    fork.pages = this.pages.slice();
    // Pages made until now are of an earlier tick on both sides, so that neither writes into them.
    fork.tick = ++this.tick;
    return fork;
  }

  /** Whether the page that begins at an index is the same in another list. */
  private isShared(other: PersistentList<T>, index: number): boolean {
    return (index & inPage) === 0 && this.pages[index >>> pageBits] === other.pages[index >>> pageBits];
  }

  private own(number: number): T[] {
    const page = this.pages[number] as Page<T>;
    if (page.tick === this.tick) return page.items;
    const items = page.items.slice();
    this.pages[number] = { tick: this.tick, items };
    return items;
  }
}
