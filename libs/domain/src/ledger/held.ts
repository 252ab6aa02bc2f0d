import { accountIn, accountOf, writable, type Books } from './accounts.js';
import { clearIfEmpty, type People } from './movements.js';
import { flowUp, tell } from './parcels.js';
import { isPlace } from './places.js';
import { exactRange, isAnybody, negated, rangeOf, without } from './range.js';
import type { Gone } from './population.js';
import { isWithin, type Node } from '../values/components.js';
import { minus, type Bounds } from '../values/count.js';

/** What an account held, as far as it is uncertain: at nodes themselves, and where a total was stated. Never changed in place. */
export interface Held {
  readonly own: readonly (readonly [Node, Bounds])[];
  readonly asserted: readonly (readonly [Node, Bounds])[];
}

/** What an account holds now. */
export function heldIn(books: Books, name: string): Held {
  const { own, asserted } = accountIn(books, name);
  return { own: [...own], asserted: [...asserted].map(([node, { bounds }]) => [node, bounds]) };
}

/**
 * Makes the bounds of a place those of what it held before, without some people; its best values stay. A sum of bounds does not
 * tell what it was before a count without a known high was taken from it, so that cannot be reckoned back.
 */
export function holdWithout(books: Books, name: string, held: Held, people: readonly People[]): void {
  if (!isPlace(name)) return;
  const account = accountOf(books, name);
  const less = (bounds: Bounds, isPart: (node: Node) => boolean): Bounds =>
    people.reduce((left, [node, some]) => (isPart(node) ? minus(left, some) : left), bounds);
  const before = new Map(held.own);
  for (const [node, { best }] of account.own) {
    const was = before.get(node) ?? { low: 0, best: 0, high: 0 };
    writable(account, 'own').set(node, { ...less(was, (one) => one === node), best });
  }
  for (const [node, was] of held.asserted) {
    const asserted = account.asserted.get(node);
    if (!asserted) continue;
    const bounds = { ...less(was, (one) => isWithin(one, node)), best: asserted.bounds.best };
    writable(account, 'asserted').set(node, { ...asserted, bounds });
  }
  clearIfEmpty(books, name);
}

/** Says of people who are gone, of whom `was` was told before, how uncertain the number of them is now; the best values are booked. */
export function restate(books: Books, to: Gone, from: string, node: Node, was: Bounds, is: Bounds): void {
  const widths = without(without(rangeOf(is), rangeOf(was)), exactRange(is.best - was.best));
  if (!isAnybody(widths)) return;
  flowUp(books, to, node, widths);
  tell(books, to, node, widths, []);
  if (from !== 'departed') return;
  flowUp(books, from, node, negated(widths));
  tell(books, from, node, negated(widths), []);
}
