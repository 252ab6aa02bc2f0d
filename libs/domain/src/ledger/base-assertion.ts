import {
  accountOf,
  figure,
  flow,
  post,
  register,
  unsplit,
  writable,
  type Account,
  type Books,
  type Cause,
} from './accounts.js';
import { ancestorsOf, type Node } from '../values/components.js';
import { exactly, minus, plus, zero, type Bounds } from '../values/count.js';
import { peopleIn, stopGuessing } from './places.js';

/** A total that a report states of the people at one base. */
export interface BaseTotal {
  base: string;
  node: Node;
  /** What the total lies between, and its own best value. */
  claim: Bounds;
  exact: boolean;
}

/**
 * Brings a base to a stated total. The difference comes out of those booked there above the part without being split, then
 * out of those whose place is unknown: the mission's totals stay. Answers the difference that was posted (best value).
 */
export function assertAtBase(books: Books, cause: Cause, { base, node, claim, exact }: BaseTotal): number {
  const name = `base/${base}`;
  const account = accountOf(books, name);
  const untouched = !isTouched(books, account, node);
  register(books, node);
  const settled = exact || untouched ? claim : settle(peopleIn(books, name, node), claim);
  const before = figure(books, account, node);
  const difference = settled.best - before.best;
  let rest = difference;
  for (const above of ancestorsOf(node)) {
    const there = unsplit(account, above);
    if (rest === 0 || Math.sign(there) !== Math.sign(rest)) continue;
    const part = Math.sign(rest) * Math.min(Math.abs(rest), Math.abs(there));
    split(books, cause, name, above, node, part);
    rest -= part;
  }
  const change = rest === difference ? apart(before, settled) : exactly(rest);
  flow(accountOf(books, 'unallocated'), node, change, -1);
  flow(account, node, change, 1);
  post(books, cause, 'unallocated', name, node, rest, true);
  pin(account, node, settled);
  return difference;
}

/** Where the report and the books meet: best moves only as far as needed, low and high become the overlap. */
export function settle(now: Bounds, claim: Bounds): Bounds {
  const most = claim.high ?? Number.MAX_SAFE_INTEGER;
  const best = Math.min(Math.max(now.best, claim.low), most);
  const low = Math.max(now.low, claim.low);
  const high = now.high === null ? claim.high : Math.min(now.high, most);
  const overlap = high === null || low <= high;
  const range = overlap ? { low, high } : { low: claim.low, high: claim.high };
  return { low: Math.min(range.low, best), best, high: range.high === null ? null : Math.max(range.high, best) };
}

/** How far each bound moved; a bound that was or is unknown moves as far as the best value. */
const apart = (before: Bounds, after: Bounds): Bounds => ({
  low: after.low - before.low,
  best: after.best - before.best,
  high: after.high === null ? null : after.high - (before.high ?? before.best),
});

/** Whether any entry has booked anyone at the node, below it or unsplit above it. */
function isTouched(books: Books, account: Account, node: Node): boolean {
  const within = (place: Node): boolean =>
    account.own.has(place) || account.asserted.has(place) || (books.tree.get(place) ?? []).some(within);
  return within(node) || ancestorsOf(node).some((place) => unsplit(account, place) !== 0);
}

/** Remembers the stated total, and what lay unsplit above it: those people are of other parts. */
function pin(account: Account, node: Node, bounds: Bounds): void {
  const above: Record<Node, number> = {};
  for (const place of ancestorsOf(node)) above[place] = unsplit(account, place);
  writable(account, 'asserted').set(node, { bounds, unsplit: above });
  stopGuessing(account, node);
}

/** Says of people booked at a base without being split that they are of a part: no total changes. */
function split(books: Books, cause: Cause, name: string, from: Node, to: Node, people: number): void {
  const [account, unallocated] = [accountOf(books, name), accountOf(books, 'unallocated')];
  for (const [held, sign] of [
    [account, 1],
    [unallocated, -1],
  ] as const) {
    const own = writable(held, 'own');
    own.set(from, minus(own.get(from) ?? zero, exactly(sign * people)));
    own.set(to, plus(own.get(to) ?? zero, exactly(sign * people)));
  }
  post(books, cause, 'unallocated', name, from, -people, true);
  post(books, cause, 'unallocated', name, to, people, true);
}
