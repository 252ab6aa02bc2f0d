import type { Books } from './accounts.js';
import { tidy, type Bounds } from '../values/count.js';
import { ancestorsOf, type Node } from '../values/components.js';
import { populationOf } from './parcels.js';
import { goneAccounts, type Standing } from './population.js';
import { boundsIn } from './range.js';
import { rangesIn, type Measure, type RangeOf } from './ranges.js';
import { exactly, isAnyLimited, left, type Exact } from './shares.js';

export { type Measure } from './ranges.js';

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

/**
 * The figures of all measures as views show them: low <= best <= high, no low below zero. The lows of parts never add up to
 * more than their parent's; a high that nobody knows is at most the parent's, and one of those gone at most who could be there.
 * `rangeOf` are the ranges of these books, where somebody has kept them.
 */
export function figuring(books: Books, rangeOf: RangeOf = rangesIn(books)): Figures {
  const best = bestOf(books);
  const figures: Figures = remembered((measure, node) => ({
    low: lowOf(measure, node),
    best: best(measure, node),
    high: highOf(measure, node),
  }));
  const plain: Figures = remembered((measure, node) =>
    tidy(boundsIn({ ...rangeOf(measure, node), best: best(measure, node) })),
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
  const rangeOf = rangesIn(books);
  return (node) => tidy(boundsIn({ ...rangeOf(measure, node), best: best(measure, node) }));
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
