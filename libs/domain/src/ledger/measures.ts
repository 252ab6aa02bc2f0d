import type { Books } from './accounts.js';
import { tidy, type Bounds } from '../values/count.js';
import type { Node } from '../values/components.js';
import { populationOf } from './parcels.js';
import { boundsIn } from './range.js';
import { rangesIn, type Measure, type RangeOf } from './ranges.js';
import { Reckoning, toldAt } from './reckoning.js';

export { type Measure } from './ranges.js';
export { isGone } from './reckoning.js';

/** The people of each node, as long as nothing is booked: what all nodes share is worked out once. */
export type ByNode = (node: Node) => Bounds;

/** The figures of all measures, as long as nothing is booked. */
export type Figures = (measure: Measure, node: Node) => Bounds;

/**
 * The figures of all measures as views show them: low <= best <= high, no low below zero. The lows of parts never add up to
 * more than their parent's; a high that nobody knows is at most the parent's, and one of those gone at most who could be there.
 * `rangeOf` are the ranges of these books, where somebody has kept them.
 */
export function figuring(books: Books, rangeOf: RangeOf = rangesIn(books)): Figures {
  const reckoning = new Reckoning(books, rangeOf);
  return (measure, node) => reckoning.figure(measure, node);
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
  const reckoning = new Reckoning(books, rangesIn(books));
  return (node) => reckoning.plain(measure, node);
}

/** The figures of one measure as views show them. */
export function measuring(books: Books, measure: Measure): ByNode {
  const figures = figuring(books);
  return (node) => figures(measure, node);
}

/** The figure of a measure for a node, as views show it. */
export const measureOf = (books: Books, measure: Measure, node: Node): Bounds => figuring(books)(measure, node);
