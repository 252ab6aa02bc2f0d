import type { Node } from '../values/components.js';
import type { Parcel, Weights } from './population.js';
import { holdsFor, share, type Outcome, type Sharing } from './sharing-run.js';

/** How many parcels are shared at once at least and, about, at most: for so many what came out is remembered. */
const blockLength = 8;

interface Block {
  parcels: Sharing[];
  /** What came out last; undefined if parcels came or went since. */
  outcome: Outcome | undefined;
}

/** Parcels in the order in which they are shared, which remembers what came out of each part of them. */
export class SharingOrder {
  private blocks: Block[] = [];

  /** In an order in which two are equal that are shared as they come. */
  constructor(private readonly compare: (a: Sharing, b: Sharing) => number) {}

  /** Puts all of an empty order in. */
  begin(parcels: readonly Sharing[]): void {
    const sorted = parcels.toSorted(this.compare);
    for (let from = 0; from < sorted.length; from += blockLength)
      this.blocks.push({ parcels: sorted.slice(from, from + blockLength), outcome: undefined });
  }

  /** Puts a parcel in, after those that are equal. */
  add(one: Sharing): void {
    const place = Math.min(this.blockBefore(one, 1), this.blocks.length - 1);
    const block = this.blocks[place];
    if (!block) return void this.blocks.push({ parcels: [one], outcome: undefined });
    const { parcels } = block;
    parcels.splice(
      leading(parcels, (other) => this.compare(other, one) <= 0),
      0,
      one,
    );
    block.outcome = undefined;
    if (parcels.length <= 2 * blockLength) return;
    this.blocks.splice(place + 1, 0, { parcels: parcels.splice(blockLength), outcome: undefined });
  }

  /** Takes a parcel out. */
  remove(one: Sharing): void {
    for (let place = this.blockBefore(one, 0); place < this.blocks.length; place++) {
      const { parcels } = this.blocks[place] as Block;
      const index = parcels.findIndex(({ parcel }) => parcel === one.parcel);
      if (index === -1) continue;
      parcels.splice(index, 1);
      if (parcels.length === 0) this.blocks.splice(place, 1);
      else (this.blocks[place] as Block).outcome = undefined;
      return;
    }
  }

  /** Shares all among nodes that have so many each, and takes from them; what each gives is told. Of those noted in `shares` nothing is remembered. */
  share(
    have: number[],
    placeOf: (node: Node) => number,
    give: (given: Outcome['given'][number]) => void,
    shares?: Map<Parcel, Weights>,
  ): void {
    for (const block of this.blocks) {
      let { outcome } = block;
      if (shares || !outcome || !holdsFor(outcome, have))
        block.outcome = outcome = share(block.parcels, have, placeOf, shares);
      for (const given of outcome.given) {
        have[given.place] = (have[given.place] ?? 0) - given.people;
        give(given);
      }
    }
  }

  /** The first block that does not end before a parcel (0), or with one that is equal (1). */
  private blockBefore(one: Sharing, orEqual: 0 | 1): number {
    return leading(this.blocks, ({ parcels }) => this.compare(parcels.at(-1) as Sharing, one) < orEqual);
  }
}

/** How many leading items a test holds for, where it holds for none after one that it does not hold for. */
function leading<T>(items: readonly T[], test: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
