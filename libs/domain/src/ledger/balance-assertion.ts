import { nodesBelow, register, type Books, type Cause } from './accounts.js';
import { ancestorsOf, isWithin, type Node } from '../values/components.js';
import { settle as settleWithin } from './base-assertion.js';
import type { Bounds } from '../values/count.js';
import { figuring } from './measures.js';
import { bookPiece, bookUntold, leftAt, noteDeparted } from './movements.js';
import {
  editPopulation,
  exclude,
  flowUp,
  mayBe,
  noteMoved,
  parcelOf,
  parcelsAt,
  populationOf,
  put,
  standingOf,
  reduce,
  takeDown,
  tell,
  withShares,
  type Taking,
} from './parcels.js';
import { sharesNow } from './shares.js';
import { toldAccounts, type Parcel, type Told } from './population.js';
import { boundsIn, difference, exactRange, negated, rangeOf, sum, without, type Range } from './range.js';

/** A total that a report states of the whole mission: how many there were, at its time. */
export interface Total {
  measure: 'baseline' | 'present' | 'departed';
  node: Node;
  /** What the total lies between, and its own best value. */
  claim: Bounds;
  exact: boolean;
}

/** What became of a total: the difference from what was told, of which `untold` came from outside; or why it did nothing. */
export type Outcome =
  { difference: number; untold: number; beyond: number } | { refused: 'people do not come back'; books: Bounds };

/**
 * Brings the books to a stated total of the mission, as plain-text accounting does with `balance` and `pad`. What it finds
 * missing of a part comes out of the amounts told above that part; what is still missing comes from outside, and its
 * ancestors grow. After it the part is in no older amount above it.
 */
export function assertTotal(books: Books, cause: Cause, total: Total): Outcome {
  const { measure, node, claim } = total;
  register(books, node);
  const told = toldRange(books, total);
  if (measure === 'departed' && claim.high !== null && claim.high < boundsIn(told).low)
    return { refused: 'people do not come back', books: boundsIn(told) };
  const settled = rangeOf(settle(books, total, told));
  const gap = settled.best - told.best;
  const bring = { baseline: bringBaseline, present: bringPresent, departed: bringDeparted }[measure];
  const { untold, beyond } = bring(books, cause, node, settled, rangeOf({ ...claim, best: settled.best }));
  const known = editPopulation(books, node);
  known.totals = { ...known.totals, [measure]: cause };
  if (measure === 'present') known.present = settled;
  else known[measure].tally = settled;
  for (const account of measure === 'present' ? toldAccounts : [measure]) exclude(books, account, node);
  books.touched.push(node);
  if (measure !== 'baseline') noteDeparted(books, cause);
  return { difference: gap, untold, beyond };
}

const toldRange = (books: Books, { measure, node }: Pick<Total, 'measure' | 'node'>): Range =>
  measure === 'present' ? populationOf(books, node).present : standingOf(books, measure, node).tally;

/** Whether people told above a part may be in it, so that what the books say of it is in part a guess. */
function isGuessed(books: Books, { measure, node }: Total): boolean {
  const accounts = measure === 'present' ? toldAccounts : [measure];
  return accounts.some((account) =>
    ancestorsOf(node).some((above) =>
      [...parcelsAt(books, account, above)].some(
        (parcel) => parcel.amount.best !== 0 && mayBe(books, account, parcel, above, node),
      ),
    ),
  );
}

/** Whether there are books of it at all. */
function isTouched(books: Books, { measure, node }: Total): boolean {
  const { totals, ...known } = populationOf(books, node);
  if (totals[measure] !== undefined) return true;
  return (measure === 'present' ? toldAccounts : [measure]).some((account) => known[account].count > 0);
}

/**
 * Where the report and the books meet. An exact count, and one of which there are no books, stands as said. A bounded one of a
 * part of which the books have a guess has its own best, as far as they allow; else it moves best only as far as needed.
 * Low and high become the overlap of both, or the report's if there is none.
 */
function settle(books: Books, total: Total, told: Range): Bounds {
  const { claim, exact, measure, node } = total;
  if (exact) return claim;
  const guessed = isGuessed(books, total);
  if (!guessed && !isTouched(books, total)) return claim;
  const now = guessed ? figuring(books)(measure, node) : { ...boundsIn(told), best: told.best };
  if (!guessed) return settleWithin(now, claim);
  // A guess gives way to the report's own best value, as far as the books allow it.
  const unbounded = Number.MAX_SAFE_INTEGER;
  const [low, high] = [Math.max(now.low, claim.low), Math.min(now.high ?? unbounded, claim.high ?? unbounded)];
  const best = low <= high ? Math.min(Math.max(claim.best, low), high) : now.best;
  return settleWithin({ ...now, best }, claim);
}

interface Brought {
  /** People whom no amount told before could explain (best value, signed). */
  untold: number;
  /** Of a baseline: by how much the totals above were exceeded. */
  beyond: number;
}

/** Takes pieces down to a part and books them. Answers how many people they hold. */
export function take(books: Books, cause: Cause, account: Told, node: Node, needed: number, taking?: Taking): number {
  const moved = takeDown(books, account, node, needed, taking);
  settleAt(
    books,
    account,
    node,
    moved.map(({ parcel }) => parcel),
  );
  let taken = 0;
  for (const one of moved) {
    noteMoved(books, account, node, one);
    bookPiece(books, cause, account, one.from, node, one.parcel.amount.best);
    taken += one.parcel.amount.best;
  }
  return taken;
}

/** Puts what came to a part; a baseline is first set off against parcels of the other sign there. */
function settleAt(books: Books, account: Told, node: Node, parcels: readonly Parcel[]): void {
  for (const parcel of parcels) {
    const against = account === 'baseline' ? setOff(books, node, parcel.amount.best) : 0;
    const rest = { ...parcel, amount: sum(parcel.amount, exactRange(-against)) };
    if (against !== parcel.amount.best) put(books, account, node, withShares(books, account, node, rest));
  }
}

/** How much (signed) of what came to a baseline was set off against parcels of the other sign at the node itself, oldest first. */
function setOff(books: Books, node: Node, came: number): number {
  const sign = came > 0 ? 1 : -1;
  const rest = reduce(books, 'baseline', node, Math.abs(came), { sign: sign === 1 ? -1 : 1, first: 'oldest' });
  return sign * (Math.abs(came) - rest);
}

/** Adds to what is told of a part that is being settled, and of those above it, what no amount told before explains. */
function fromOutside(
  books: Books,
  account: 'baseline' | 'departed',
  node: Node,
  settled: Range,
  isWhole: boolean,
  keeps?: { keeper: Node; beyond: number },
): Range {
  const told = standingOf(books, account, node).tally;
  const apart = difference(settled, told);
  // As long as nobody asserted a total in between, those above are what their parts are: also if a part became narrower.
  let change = isWhole ? without(settled, told) : apart;
  let felt = change;
  let isKept = false;
  for (const place of [node, ...ancestorsOf(node)]) {
    const known = editPopulation(books, place);
    // Nobody above an ancestor that keeps its total feels more than what exceeds that total.
    isKept ||= place === keeps?.keeper;
    if (keeps && isKept) change = felt = exactRange(keeps.beyond);
    else if (place !== node && known.totals[account] !== undefined && isWhole) change = felt = apart;
    else if (known.totals.present !== undefined && isWhole) felt = apart;
    known[account].tally = sum(known[account].tally, change);
    known[account].count++;
    known.present = sum(known.present, account === 'baseline' ? felt : negated(felt));
  }
  return apart;
}

function bringDeparted(books: Books, cause: Cause, node: Node, settled: Range): Brought {
  const taken = take(books, cause, 'departed', node, settled.best - standingOf(books, 'departed', node).tally.best);
  const amount = fromOutside(books, 'departed', node, settled, taken === 0);
  if (amount.best < 0) {
    const missing = reduce(books, 'departed', node, -amount.best, { sign: 1, first: 'newest' });
    if (missing > 0) tell(books, 'departed', node, exactRange(-missing), []);
  } else if (amount.best > 0) tell(books, 'departed', node, amount, leftAt(books, node));
  bookUntold(books, cause, 'unallocated', 'departed', node, amount.best);
  return { untold: amount.best, beyond: 0 };
}

function bringPresent(books: Books, cause: Cause, node: Node, settled: Range, report: Range): Brought {
  const gap = settled.best - populationOf(books, node).present.best;
  if (gap < 0) return { untold: -missingAt(books, cause, node, report, -gap), beyond: 0 };
  return { untold: arrivedAt(books, cause, node, settled, gap), beyond: 0 };
}

/** Too many are told to be present: who is missing died, left the mission or departed. Answers of how many nobody told. */
function missingAt(books: Books, cause: Cause, node: Node, report: Range, missing: number): number {
  let needed = missing;
  // Shares as they are before anything moves: what became the part's own must not be shared to it a second time.
  const share = shareIn(books, node);
  for (const account of ['died', 'separated'] as const) {
    needed -= take(books, cause, account, node, needed, { most: share });
  }
  needed -= take(books, cause, 'departed', node, needed);
  if (needed === 0) return 0;
  const told = populationOf(books, node).present;
  const amount = negated(difference(report, told));
  flowUp(books, 'departed', node, amount);
  tell(books, 'departed', node, amount, leftAt(books, node));
  bookUntold(books, cause, 'unallocated', 'departed', node, needed);
  return needed;
}

/** Too few are told to be present: the part has more of the baseline or of those who arrived. Answers how many came untold. */
function arrivedAt(books: Books, cause: Cause, node: Node, settled: Range, more: number): number {
  let needed = more;
  if (populationOf(books, node).totals.baseline === undefined)
    needed -= take(books, cause, 'baseline', node, needed, { last: totalAbove(books, node) });
  needed -= take(books, cause, 'arrived', node, needed);
  if (needed === 0) return 0;
  const amount = difference(settled, populationOf(books, node).present);
  flowUp(books, 'arrived', node, amount);
  tell(books, 'arrived', node, amount, []);
  bookUntold(books, cause, 'establishment', 'unallocated', node, needed);
  return needed;
}

/** The nearest node above one of which a baseline was stated. */
export const totalAbove = (books: Books, node: Node): Node | undefined =>
  ancestorsOf(node).find((above) => populationOf(books, above).totals.baseline !== undefined);

function bringBaseline(books: Books, cause: Cause, node: Node, settled: Range): Brought {
  const gap = settled.best - standingOf(books, 'baseline', node).tally.best;
  const sign = gap < 0 ? -1 : 1;
  const keeper = totalAbove(books, node);
  const taken = take(books, cause, 'baseline', node, Math.abs(gap), { sign, last: keeper });
  const rest = gap - taken;
  const among = baselinesAt(books, node);
  const others = keeper === undefined ? [] : partsWithTotal(books, keeper, node);
  const most = keeper === undefined ? 0 : rest > 0 ? reach(books, keeper, others) : -rest;
  const kept = sign * Math.min(Math.abs(rest), most);
  const keeps = keeper === undefined ? undefined : { keeper, beyond: rest - kept };
  const amount = fromOutside(books, 'baseline', node, settled, taken === 0, keeps);
  if (rest !== 0) settleAt(books, 'baseline', node, [parcelOf(books, 'baseline', node, amount, among)]);
  if (keeper !== undefined && kept !== 0) {
    // The ancestor was stated, too: what the part has more, others have fewer.
    const counter = parcelOf(books, 'baseline', keeper, exactRange(-kept), baselinesAt(books, keeper), others);
    put(books, 'baseline', keeper, counter);
  }
  bookUntold(books, cause, 'establishment', 'unallocated', node, rest);
  if (keeper !== undefined) bookUntold(books, cause, 'establishment', 'unallocated', keeper, -kept);
  return { untold: rest, beyond: keeper === undefined ? 0 : rest - kept };
}

/** A part, and those parts below a node of which a baseline was stated: what the node keeps cannot be theirs. */
const partsWithTotal = (books: Books, top: Node, part: Node): Node[] => [
  part,
  ...nodesBelow(books, top).filter((node) => populationOf(books, node).totals.baseline !== undefined),
];

/** How many the baselines told of the others at a node and below it hold, less what lies below nothing there. */
function reach(books: Books, top: Node, others: readonly Node[]): number {
  let most = 0;
  for (const node of [top, ...nodesBelow(books, top)]) {
    if (others.some((other) => isWithin(node, other))) continue;
    for (const { amount } of parcelsAt(books, 'baseline', node)) most += amount.best;
  }
  return Math.max(0, most);
}

/** The baselines told at a node itself and at each below it. */
function baselinesAt(books: Books, top: Node): [Node, number][] {
  const baselines: [Node, number][] = [];
  for (const node of [top, ...nodesBelow(books, top)]) {
    let told = 0;
    for (const { amount } of parcelsAt(books, 'baseline', node)) told += amount.best;
    if (told > 0) baselines.push([node, told]);
  }
  return baselines;
}

/** How many of a parcel above a part are shared to it and to those below it, as long as nothing is booked. */
function shareIn(books: Books, node: Node): (parcel: Parcel) => number {
  const shares = sharesNow(books);
  return (parcel) => {
    let people = 0;
    for (const [name, share] of shares(parcel)) if (isWithin(name, node)) people += share;
    return people;
  };
}
