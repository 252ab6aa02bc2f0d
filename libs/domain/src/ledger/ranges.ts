import type { PersistentList, PersistentMap } from '#libs/persistent';
import type { Books } from './accounts.js';
import { ancestorsOf, isWithin, type Node } from '../values/components.js';
import { keyOf, placeOfKey } from './parcel-key.js';
import { mayBe, populationOf, upTo } from './parcels.js';
import { toldAccounts, type Parcel, type Population, type Told } from './population.js';
import type { Range } from './range.js';

/** What is counted of a population: who is to withdraw, who is still there, who has gone and how. */
export type Measure = Told | 'present';

/** The range of a node before it is made presentable: what is told, widened by what may be its part of what lies above. */
export type RangeOf = (measure: Measure, node: Node) => Readonly<Range>;

/** The ranges of books, as long as nothing is booked. */
export const rangesIn =
  (books: Books): RangeOf =>
  (measure, node) =>
    rangeAt(books, measure, node);

/** The ranges of books as they grow: what nothing touched since the last time is not worked out again. */
export class KeptRanges {
  private population: PersistentMap<Node, Population> | undefined;
  private parcels: PersistentMap<string, PersistentList<Parcel>> | undefined;
  private readonly known = new Map<Node, Map<Measure, Readonly<Range>>>();

  /** The ranges of the books, as long as nothing is booked; asked always of the same books. */
  of(books: Books): RangeOf {
    this.forget(books);
    return (measure, node) => {
      let known = this.known.get(node);
      if (!known) this.known.set(node, (known = new Map()));
      let range = known.get(measure);
      if (!range) known.set(measure, (range = rangeAt(books, measure, node)));
      return range;
    };
  }

  private forget(books: Books): void {
    const { population, parcels } = this;
    // From here on, whoever changes one of either puts another one in its place.
    this.population = books.population.fork();
    this.parcels = books.parcels.fork();
    for (const [node, now] of this.population) {
      const was = population?.get(node);
      if (was === now) continue;
      this.known.delete(node);
      // Of people told above a total, those told before it are in none of its parts.
      for (const account of toldAccounts)
        if (was?.[account].since !== now[account].since) this.forgetBelow(node, account);
    }
    for (const [key, now] of this.parcels) if (parcels?.get(key) !== now) this.forgetBelow(...placeOfKey(key));
  }

  private forgetBelow(top: Node, account: Told): void {
    for (const [node, known] of this.known) {
      if (node === top || !isWithin(node, top)) continue;
      known.delete(account);
      known.delete('present');
    }
  }
}

/** How far people told above a node, in whom it may be, move what its bounds are. */
function exposure(books: Books, account: Told, node: Node): { low: number; high: number; highOpen: number } {
  let [low, high, highOpen] = [0, 0, 0];
  for (const above of ancestorsOf(node)) {
    const there = populationOf(books, above)[account];
    if (there.exposedLow === 0 && there.exposedHigh === 0 && there.exposedOpen === 0) continue;
    let since = 0;
    for (const place of upTo(node, above)) since = Math.max(since, populationOf(books, place)[account].since);
    if (since === 0 && there.selective === 0) {
      low += there.exposedLow;
      high += there.exposedHigh;
      highOpen += there.exposedOpen;
      continue;
    }
    // From the newest: those before the last total are often many, and none of them is in the node.
    const parcels = books.parcels.get(keyOf(account, above));
    for (let place = (parcels?.length ?? 0) - 1; place >= 0; place--) {
      const parcel = parcels?.at(place) as Parcel;
      if (parcel.age < since) break;
      if (there.selective > 0 && !mayBe(books, account, parcel, above, node)) continue;
      low += Math.min(0, parcel.amount.low);
      high += Math.max(0, parcel.amount.high);
      highOpen += parcel.amount.highOpen > 0 ? 1 : 0;
    }
  }
  return { low, high, highOpen };
}

function rangeAt(books: Books, measure: Measure, node: Node): Readonly<Range> {
  const known = populationOf(books, node);
  const range = { ...(measure === 'present' ? known.present : known[measure].tally) };
  const widen = (account: Told): void => {
    const { low, high, highOpen } = exposure(books, account, node);
    const leaves = measure === 'present' && account !== 'baseline' && account !== 'arrived';
    range.low += leaves ? -high : low;
    range.high += leaves ? -low : high;
    if (leaves) range.lowOpen += highOpen;
    else range.highOpen += highOpen;
  };
  if (measure === 'present') toldAccounts.forEach(widen);
  else widen(measure);
  return range;
}
