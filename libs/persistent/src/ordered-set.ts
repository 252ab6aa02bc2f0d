/** Whether a revision of the sequence stands before what is looked for. */
type IsBefore = (revision: number) => boolean;

interface Page {
  /** See PagedList. */
  tick: number;
  items: number[];
}

const pageMax = 512;

/** How many leading items a test holds for, if it holds for none after one that it does not hold for. */
function countLeading(length: number, test: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Revisions in an order that whoever uses it knows: `isBefore` says which of them stand before a place. It can be forked as
 * a PagedList can, and takes further revisions anywhere at about the same cost.
 */
export class OrderedSet {
  private tick = 0;
  private count = 0;
  private pages: Page[] = [];

  /** How many revisions there are. */
  get size(): number {
    return this.count;
  }

  /** The last revision; undefined if there is none. */
  get last(): number | undefined {
    return this.pages.at(-1)?.items.at(-1);
  }

  /** Puts a revision after all that stand before it. */
  insert(revision: number, isBefore: IsBefore): void {
    this.count++;
    if (this.last === undefined || isBefore(this.last)) return this.append(revision);
    const { page, place } = this.find(isBefore);
    const items = this.own(page);
    items.splice(place, 0, revision);
    if (items.length < pageMax) return;
    const right = { tick: this.tick, items: items.splice(pageMax >>> 1) };
    this.pages.splice(page + 1, 0, right);
  }

  /** Takes out a revision, which must be the first that does not stand before its own place. */
  remove(revision: number, isBefore: IsBefore): void {
    const { page, place } = this.find(isBefore);
    if (this.pages[page]?.items[place] !== revision) throw new Error(`revision ${revision} is not where it was put`);
    const items = this.own(page);
    items.splice(place, 1);
    if (items.length === 0) this.pages.splice(page, 1);
    this.count--;
  }

  /** The revisions in order, from the first that does not stand before a place. */
  *from(isBefore: IsBefore): Generator<number> {
    const start = this.find(isBefore);
    for (let page = start.page; page < this.pages.length; page++) {
      const { items } = this.pages[page] as Page;
      for (let place = page === start.page ? start.place : 0; place < items.length; place++)
        yield items[place] as number;
    }
  }

  /** Another sequence of the same revisions: what is put into one is not seen in the other. */
  fork(): OrderedSet {
    const fork = new OrderedSet();
    fork.count = this.count;
    fork.pages = this.pages.slice();
    fork.tick = ++this.tick;
    return fork;
  }

  private append(revision: number): void {
    const last = this.pages.length - 1;
    if (last < 0 || (this.pages[last] as Page).items.length >= pageMax - 1)
      this.pages.push({ tick: this.tick, items: [revision] });
    else this.own(last).push(revision);
  }

  private find(isBefore: IsBefore): { page: number; place: number } {
    const { pages } = this;
    const page = countLeading(pages.length, (index) => isBefore(pages[index]?.items.at(-1) as number));
    const items = pages[page]?.items ?? [];
    return { page, place: countLeading(items.length, (index) => isBefore(items[index] as number)) };
  }

  private own(number: number): number[] {
    const page = this.pages[number] as Page;
    if (page.tick === this.tick) return page.items;
    const items = page.items.slice();
    this.pages[number] = { tick: this.tick, items };
    return items;
  }
}
