import type { Books } from './accounts.js';
import { parentOf, type Node } from '../values/components.js';
import { tidy, type Bounds } from '../values/count.js';
import { populationOf } from './parcels.js';
import { goneAccounts, type Standing } from './population.js';
import { boundsIn } from './range.js';
import type { Measure, RangeOf } from './ranges.js';
import { exactly, isAnyLimited, left, type Exact } from './shares.js';

/** What was worked out of one measure of a node so far. */
interface Cell {
  best?: number;
  plain?: Bounds;
  low?: number;
  figure?: Bounds;
}

/** A node between the one above it and those below it. */
interface Place {
  node: Node;
  above: Place | undefined;
  below: readonly Place[] | undefined;
  cells: { [M in Measure]?: Cell };
}

/** Works the figures of books out, each once, as long as nothing is booked. */
export class Reckoning {
  private readonly places = new Map<Node, Place>();
  /** What each node itself holds; null as long as nobody has to give more than there are, undefined before that was asked. */
  private exact: Exact | null | undefined;

  constructor(
    private readonly books: Books,
    private readonly rangeOf: RangeOf,
  ) {}

  /** A figure as views show it. */
  figure(measure: Measure, node: Node): Bounds {
    const place = this.placeOf(node);
    const cell = cellOf(place, measure);
    return (cell.figure ??= {
      low: this.lowAt(place, measure),
      best: this.bestAt(place, measure),
      high: this.highAt(place, measure),
    });
  }

  /** A figure without what parents and parts know of each other. */
  plain(measure: Measure, node: Node): Bounds {
    return this.plainAt(this.placeOf(node), measure);
  }

  private placeOf(node: Node): Place {
    let place = this.places.get(node);
    if (!place) {
      const parent = parentOf(node);
      const above = parent === undefined ? undefined : this.placeOf(parent);
      this.places.set(node, (place = { node, above, below: undefined, cells: {} }));
    }
    return place;
  }

  private belowOf(place: Place): readonly Place[] {
    return (place.below ??= (this.books.tree.get(place.node) ?? []).map((node) => this.placeOf(node)));
  }

  private plainAt(place: Place, measure: Measure): Bounds {
    const cell = cellOf(place, measure);
    return (cell.plain ??= tidy(boundsIn({ ...this.rangeOf(measure, place.node), best: this.bestAt(place, measure) })));
  }

  /** The best value of a node, those below it and its share of what lies above it included. */
  private bestAt(place: Place, measure: Measure): number {
    // Nothing lies above the whole: what is told of it is its figure.
    if (place.above === undefined) return toldAt(this.books, measure, place.node);
    if (this.exact === undefined) this.exact = isAnyLimited(this.books) ? exactly(this.books) : null;
    const { exact } = this;
    const cell = cellOf(place, measure);
    return (cell.best ??=
      exact === null ? toldAt(this.books, measure, place.node) : this.summed(exact, place, measure));
  }

  private summed(exact: Exact, place: Place, measure: Measure): number {
    const own = exact(place.node);
    let sum = measure === 'present' ? left(own) : own[measure];
    for (const below of this.belowOf(place)) sum += this.bestAt(below, measure);
    return sum;
  }

  private lowAt(place: Place, measure: Measure): number {
    const cell = cellOf(place, measure);
    if (cell.low !== undefined) return cell.low;
    const own = this.plainAt(place, measure);
    // What is certain already cannot become more so.
    if (own.low >= own.best) return (cell.low = own.low);
    let parts = 0;
    for (const below of this.belowOf(place)) parts += this.lowAt(below, measure);
    return (cell.low = Math.max(own.low, Math.min(own.best, parts)));
  }

  private highAt(place: Place, measure: Measure): number | null {
    const own = this.plainAt(place, measure);
    let { high } = own;
    if (high === null && place.above) high = this.highAt(place.above, measure);
    if (isGone(measure)) {
      const [there, came] = [this.highAt(place, 'baseline'), this.highAt(place, 'arrived')];
      if (high !== null && there !== null && came !== null) high = Math.min(high, there + came);
    }
    return high === null ? null : Math.max(high, own.best);
  }
}

const cellOf = ({ cells }: Place, measure: Measure): Cell => (cells[measure] ??= {});

/** What is told of a node, and the shares of what lies above it as long as no limit is reached. */
export function toldAt(books: Books, measure: Measure, node: Node): number {
  const known = populationOf(books, node);
  if (measure !== 'present') return bestIn(known[measure]);
  const { baseline, arrived, departed, separated, died } = known;
  return bestIn(baseline) + bestIn(arrived) - bestIn(departed) - bestIn(separated) - bestIn(died);
}

const bestIn = ({ tally, fromAbove }: Readonly<Standing>): number => tally.best + fromAbove;

/** Whether an account is of those who are no longer there: their people are shared by who was there when they left. */
export const isGone = (account: string): account is (typeof goneAccounts)[number] =>
  (goneAccounts as readonly string[]).includes(account);
