import { accountOf, figure, flow, flowMeasures, noteDeparted, post, register, unsplit } from './books.js';
import type { Account, Books, Cause } from './books.js';
import { exactly, minus, plus, zero, type Bounds } from './count.js';
import { ancestorsOf, type Node } from './components.js';
import { measureOf, peopleIn, told } from './measures.js';

/** A total that a report states: how many there were, at its time. */
export interface Assertion {
  measure: 'baseline' | 'present' | 'departed';
  /** The base it is about; the whole mission without it. */
  base?: string;
  node: Node;
  /** What the total lies between, and its own best value. */
  claim: Bounds;
  exact: boolean;
}

/** What became of an assertion: the difference that was posted, or why nothing was. */
export type Outcome = { difference: number } | { refused: 'people do not come back'; books: Bounds };

/**
 * Brings the books to a stated total, as plain-text accounting does with `balance` and `pad`: an exact count sets the
 * total, a bounded one moves it only as far as needed. The difference is posted as unattributed.
 */
export function assertTotal(books: Books, cause: Cause, assertion: Assertion): Outcome {
  const { node, claim } = assertion;
  const account = accountFor(books, assertion);
  const untouched = !isTouched(books, account, node);
  register(books, node);
  const now =
    assertion.base === undefined
      ? measureOf(books, assertion.measure, node)
      : peopleIn(books, `base/${assertion.base}`, node);
  if (assertion.measure === 'departed' && claim.high !== null && claim.high < now.low) {
    return { refused: 'people do not come back', books: now };
  }
  const settled = settle(now, claim, assertion.exact, untouched);
  const difference = bring(books, cause, assertion, account, settled);
  return { difference };
}

/** Where the report and the books meet: best moves only as far as needed, low and high become the overlap. */
function settle(now: Bounds, claim: Bounds, exact: boolean, untouched: boolean): Bounds {
  if (exact || untouched) return { ...claim };
  const most = claim.high ?? Number.MAX_SAFE_INTEGER;
  const best = Math.min(Math.max(now.best, claim.low), most);
  const low = Math.max(now.low, claim.low);
  const high = now.high === null ? claim.high : Math.min(now.high, most);
  const overlap = high === null || low <= high;
  const range = overlap ? { low, high } : { low: claim.low, high: claim.high };
  return { low: Math.min(range.low, best), best, high: range.high === null ? null : Math.max(range.high, best) };
}

/** Sets the node's total, takes from what lies unsplit above it first, and posts what is still missing. */
function bring(books: Books, cause: Cause, assertion: Assertion, account: Account, settled: Bounds): number {
  const { node } = assertion;
  const before = assertion.base === undefined ? told(books, assertion.measure, node) : figure(books, account, node);
  let rest = settled.best - before.best;
  const difference = rest;
  let taken = 0;
  for (const above of ancestorsOf(node)) {
    const there = unsplit(account, above);
    if (rest === 0 || Math.sign(there) !== Math.sign(rest)) continue;
    const part = Math.sign(rest) * Math.min(Math.abs(rest), Math.abs(there));
    respread(books, cause, assertion, above, node, part);
    taken += part;
    rest -= part;
  }
  if (rest !== 0 || taken === 0) {
    const change = taken === 0 ? boundsBetween(before, settled) : exactly(rest);
    postDifference(books, cause, assertion, node, change, rest);
  }
  pin(account, node, settled);
  if (assertion.measure === 'departed') noteDeparted(books, cause, node);
  return difference;
}

/** Remembers the stated total, and what lay unsplit above it: those people are elsewhere. */
function pin(account: Account, node: Node, bounds: Bounds): void {
  const above: Record<Node, number> = {};
  for (const place of ancestorsOf(node)) above[place] = unsplit(account, place);
  account.asserted.set(node, { bounds, unsplit: above });
}

/** How far each bound moved; a bound that was or is unknown moves as far as the best value. */
const boundsBetween = (before: Bounds, after: Bounds): Bounds => ({
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

function accountFor(books: Books, assertion: Assertion): Account {
  if (assertion.base !== undefined) return accountOf(books, `base/${assertion.base}`);
  return assertion.measure === 'departed' ? accountOf(books, 'departed') : books.measures[assertion.measure];
}

/** Says of people booked at a parent that they belong to one of its children: no total changes. */
function respread(books: Books, cause: Cause, assertion: Assertion, from: Node, to: Node, amount: number): void {
  const shift = (account: Account): void => {
    account.own.set(from, minus(account.own.get(from) ?? zero, exactly(amount)));
    account.own.set(to, plus(account.own.get(to) ?? zero, exactly(amount)));
  };
  const name =
    assertion.base !== undefined
      ? `base/${assertion.base}`
      : assertion.measure === 'departed'
        ? 'departed'
        : 'unallocated';
  shift(accountOf(books, name));
  // The other half keeps each component's books in balance: whom one account has more of, another has fewer.
  const other = assertion.base !== undefined || assertion.measure === 'departed' ? 'unallocated' : 'departed';
  const balance = assertion.measure === 'baseline' ? 'establishment' : other;
  const counter = accountOf(books, balance);
  counter.own.set(from, plus(counter.own.get(from) ?? zero, exactly(amount)));
  counter.own.set(to, minus(counter.own.get(to) ?? zero, exactly(amount)));
  post(books, cause, balance, name, to, amount, true);
  post(books, cause, name, balance, from, amount, true);
  if (assertion.base === undefined) shiftMeasures(books, assertion, from, to, amount);
}

/** The mission-wide totals follow a change of component. */
function shiftMeasures(books: Books, assertion: Assertion, from: Node, to: Node, amount: number): void {
  const { present, baseline } = books.measures;
  const sign = assertion.measure === 'departed' ? -1 : 1;
  present.own.set(from, minus(present.own.get(from) ?? zero, exactly(sign * amount)));
  present.own.set(to, plus(present.own.get(to) ?? zero, exactly(sign * amount)));
  if (assertion.measure !== 'baseline') return;
  baseline.own.set(from, minus(baseline.own.get(from) ?? zero, exactly(amount)));
  baseline.own.set(to, plus(baseline.own.get(to) ?? zero, exactly(amount)));
}

/** Posts what no unsplit amount could explain, by the ruling of each measure. */
function postDifference(
  books: Books,
  cause: Cause,
  assertion: Assertion,
  node: Node,
  change: Bounds,
  best: number,
): void {
  const [from, to] = counterparts(assertion, best);
  flow(accountOf(books, from), node, change, -1);
  flow(accountOf(books, to), node, change, 1);
  post(books, cause, from, to, node, best, true);
  if (assertion.measure === 'baseline') flow(books.measures.baseline, node, change, 1);
  if (assertion.measure === 'present' && best > 0 && assertion.base === undefined) {
    flow(books.measures.arrived, node, change, 1);
  }
  flowMeasures(books, cause, from, to, node, change);
}

/** From which account to which the (signed) difference goes. */
function counterparts(assertion: Assertion, best: number): [string, string] {
  if (assertion.base !== undefined) return ['unallocated', `base/${assertion.base}`];
  if (assertion.measure === 'departed') return ['unallocated', 'departed'];
  if (assertion.measure === 'baseline') return ['establishment', 'unallocated'];
  return best > 0 ? ['establishment', 'unallocated'] : ['departed', 'unallocated'];
}
