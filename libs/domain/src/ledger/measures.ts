import type { Books } from './accounts.js';
import { tidy, type Bounds } from '../values/count.js';
import { ancestorsOf, type Node } from '../values/components.js';
import { mayBe, parcelsAt, populationOf, upTo } from './parcels.js';
import { goneAccounts, toldAccounts, type Standing, type Told } from './population.js';
import { boundsIn, type Range } from './range.js';
import { exactly, isAnyLimited, left, type Exact } from './shares.js';

/** What is counted of a population: who is to withdraw, who is still there, who has gone and how. */
export type Measure = Told | 'present';

/** The people of each node, as long as nothing is booked: what all nodes share is worked out once. */
export type ByNode = (node: Node) => Bounds;

/** The figures of all measures, as long as nothing is booked. */
export type Figures = (measure: Measure, node: Node) => Bounds;

/** Best values of a node, those below it and its share of what lies above it included. */
type Best = (measure: Measure, node: Node) => number;

function bestOf(books: Books): Best {
  let within: Best | undefined;
  return (measure, node) => {
    // Nothing lies above the whole: what is told of it is its figure.
    if (node === 'all') return toldOf(books)(measure, node);
    within ??= isAnyLimited(books) ? summed(books, exactly(books)) : toldOf(books);
    return within(measure, node);
  };
}

/** What is told of a node, and the shares of what lies above it as long as no limit is reached. */
const toldOf =
  (books: Books): Best =>
  (measure, node) =>
    toldAt(books, measure, node);

function toldAt(books: Books, measure: Measure, node: Node): number {
  const known = populationOf(books, node);
  if (measure !== 'present') return bestIn(known[measure]);
  const { baseline, arrived, departed, separated, died } = known;
  return bestIn(baseline) + bestIn(arrived) - bestIn(departed) - bestIn(separated) - bestIn(died);
}

const bestIn = ({ tally, fromAbove }: Readonly<Standing>): number => tally.best + fromAbove;

function summed(books: Books, exact: Exact): Best {
  const best = remembered((measure, node): number => {
    const own = exact(node);
    let sum = measure === 'present' ? left(own) : own[measure];
    for (const child of books.tree.get(node) ?? []) sum += best(measure, child);
    return sum;
  });
  return best;
}

/** The same, each answer worked out once. */
function remembered<T>(answer: (measure: Measure, node: Node) => T): (measure: Measure, node: Node) => T {
  const known: { [M in Measure]?: Map<Node, T> } = {};
  return (measure, node) => {
    const answers = (known[measure] ??= new Map<Node, T>());
    let one = answers.get(node);
    if (one === undefined) answers.set(node, (one = answer(measure, node)));
    return one;
  };
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
    for (const parcel of parcelsAt(books, account, above)) {
      if (parcel.age < since || !mayBe(books, account, parcel, above, node)) continue;
      low += Math.min(0, parcel.amount.low);
      high += Math.max(0, parcel.amount.high);
      highOpen += parcel.amount.highOpen > 0 ? 1 : 0;
    }
  }
  return { low, high, highOpen };
}

/** The range of a node before it is made presentable: what is told, widened by what may be its part of what lies above. */
function rangeAt(books: Books, measure: Measure, node: Node): Range {
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

/**
 * The figures of all measures as views show them: low <= best <= high, no low below zero. The lows of parts never add up to
 * more than their parent's; a high that nobody knows is at most the parent's, and one of those gone at most who could be there.
 */
export function figuring(books: Books): Figures {
  const best = bestOf(books);
  const figures: Figures = remembered((measure, node) => ({
    low: lowOf(measure, node),
    best: best(measure, node),
    high: highOf(measure, node),
  }));
  const plain: Figures = remembered((measure, node) =>
    tidy(boundsIn({ ...rangeAt(books, measure, node), best: best(measure, node) })),
  );
  const lowOf = remembered((measure, node): number => {
    const own = plain(measure, node);
    // What is certain already cannot become more so.
    if (own.low >= own.best) return own.low;
    let parts = 0;
    for (const child of books.tree.get(node) ?? []) parts += lowOf(measure, child);
    return Math.max(own.low, Math.min(own.best, parts));
  });
  const highOf = (measure: Measure, node: Node): number | null => {
    const own = plain(measure, node);
    let { high } = own;
    const [above] = ancestorsOf(node);
    if (high === null && above !== undefined) high = highOf(measure, above);
    if (isGone(measure)) {
      const [there, came] = [highOf('baseline', node), highOf('arrived', node)];
      if (high !== null && there !== null && came !== null) high = Math.min(high, there + came);
    }
    return high === null ? null : Math.max(high, own.best);
  };
  return figures;
}

/** How many of the whole mission a measure holds (best value), which nothing is shared into. */
export const wholeOf = (books: Books, measure: Measure): number => toldAt(books, measure, 'all');

/** A measure of the whole mission, which nothing is shared into and nothing lies above: it is remembered after each entry. */
export function roughlyWhole(books: Books, measure: Measure): Bounds {
  const known = populationOf(books, 'all');
  const { low, high, lowOpen, highOpen } = measure === 'present' ? known.present : known[measure].tally;
  return tidy(boundsIn({ low, best: wholeOf(books, measure), high, lowOpen, highOpen }));
}

/** The figures of a measure without what parents and parts know of each other: what is remembered at the end of a day. */
export function roughly(books: Books, measure: Measure): ByNode {
  const best = bestOf(books);
  return (node) => tidy(boundsIn({ ...rangeAt(books, measure, node), best: best(measure, node) }));
}

/** Whether an account is of those who are no longer there: their people are shared by who was there when they left. */
export const isGone = (account: string): account is (typeof goneAccounts)[number] =>
  (goneAccounts as readonly string[]).includes(account);

/** The figures of one measure as views show them. */
export function measuring(books: Books, measure: Measure): ByNode {
  const figures = figuring(books);
  return (node) => figures(measure, node);
}

/** The figure of a measure for a node, as views show it. */
export const measureOf = (books: Books, measure: Measure, node: Node): Bounds => figuring(books)(measure, node);
