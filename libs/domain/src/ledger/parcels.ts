import { apportion } from './apportion.js';
import type { Books } from './accounts.js';
import { ancestorsOf, isWithin, lineOf, type Node } from '../values/components.js';
import { spaced } from '../values/kept.js';
import {
  copyPopulation,
  emptyPopulation,
  type Parcel,
  type Population,
  type Standing,
  type Told,
  type Weights,
} from './population.js';
import { exactRange, negated, sum, type Range } from './range.js';
import { PersistentList as PagedList } from '#libs/persistent';

const nobodyKnown: Population = Object.freeze(emptyPopulation());

/** What is known of a node, for reading. */
export const populationOf = (books: Books, node: Node): Readonly<Population> =>
  books.population.get(node) ?? nobodyKnown;

/** The same for changing in place. */
export function editPopulation(books: Books, node: Node): Population {
  books.changes++;
  let known = books.population.edit(node, copyPopulation);
  if (!known) books.population.set(node, (known = emptyPopulation()));
  return known;
}

const forkOf = (parcels: PagedList<Parcel>): PagedList<Parcel> => parcels.fork();

/** The parcels told at a node itself, oldest first. */
export const parcelsAt = (books: Books, account: Told, node: Node): Iterable<Parcel> =>
  books.parcels.get(spaced(account, node)) ?? [];

/** Whether people told at `above` may be at `node` below it: no total of that told since says otherwise. */
export function mayBe(books: Books, account: Told, parcel: Unshared, above: Node, node: Node): boolean {
  for (const place of lineOf(node)) {
    if (place === above) return true;
    if (populationOf(books, place)[account].since > parcel.age || parcel.not.includes(place)) return false;
  }
  return false;
}

const none: readonly Node[] = [];

/** The nodes from one up to one above it, which is left out. */
export function upTo(node: Node, end: Node): readonly Node[] {
  if (node === end) return none;
  const line = lineOf(node);
  const length = line.indexOf(end);
  return length === -1 ? line : line.slice(0, length);
}

/** A new amount told at a node, by those who are there now, without parts that it cannot be. */
export const parcelOf = (
  books: Books,
  account: Told,
  node: Node,
  amount: Range,
  among: Weights,
  not: readonly Node[] = [],
  atPlace?: true,
): Parcel => withShares(books, account, node, { age: books.age++, amount, among, not, atPlace });

/** Puts a new amount among the parcels of a node; of a place if those are the people of one. */
export const tell = (books: Books, account: Told, node: Node, amount: Range, among: Weights, atPlace?: true): void =>
  put(books, account, node, parcelOf(books, account, node, amount, among, [], atPlace));

type Unshared = Pick<Parcel, 'age' | 'amount' | 'among' | 'not' | 'atPlace'>;

const shared = ({ age, amount, among, atPlace, not }: Unshared, shares: Weights, candidates: number): Parcel => ({
  age,
  amount,
  among,
  atPlace,
  not,
  shares,
  candidates,
});

const nobodyIn: Weights = [];

/** A parcel with its shares, as long as no limit is reached. Baselines and arrivals are people of no named part. */
export function withShares(books: Books, account: Told, node: Node, unshared: Unshared): Parcel {
  const { best } = unshared.amount;
  if (best === 0 || account === 'arrived' || (account === 'baseline' && best > 0)) return shared(unshared, nobodyIn, 1);
  const open = unshared.among.filter(([name]) => name === node || mayBe(books, account, unshared, node, name));
  const candidates = 1 + open.filter(([name, weight]) => name !== node && weight > 0).length;
  if (candidates === 1 || (best < 0 && account !== 'baseline')) return shared(unshared, [[node, Math.abs(best)]], 1);
  const parts = open.map(([name, weight]) => ({ name, weight, limit: Number.POSITIVE_INFINITY }));
  return shared(unshared, [...apportion(Math.abs(best), parts, node)], candidates);
}

/** Puts a parcel among those of its node, by age; what it adds is counted. */
export function put(books: Books, account: Told, node: Node, parcel: Parcel): void {
  const key = spaced(account, node);
  const list = books.parcels.edit(key, forkOf);
  const last = list?.at(-1);
  if (!list) books.parcels.set(key, PagedList.of([parcel]));
  else if (last && last.age > parcel.age) {
    const later = [...list].findIndex(({ age }) => age > parcel.age);
    books.parcels.set(key, PagedList.of([...list].toSpliced(later, 0, parcel)));
  } else if (last && areOne(books, account, node, last, parcel)) {
    count(books, account, node, last, -1);
    parcel = withShares(books, account, node, { ...last, amount: sum(last.amount, parcel.amount) });
    list.set(list.length - 1, parcel);
  } else list.push(parcel);
  count(books, account, node, parcel, 1);
}

/** Whether two parcels can be kept as one: nobody but the node itself may have a share, and no total lies between them. */
function areOne(books: Books, account: Told, node: Node, older: Parcel, newer: Parcel): boolean {
  return (
    older.candidates === 1 &&
    newer.candidates === 1 &&
    older.not.length === 0 &&
    newer.not.length === 0 &&
    older.among.every(([name]) => name === node) &&
    newer.among.every(([name]) => name === node) &&
    older.amount.best > 0 === newer.amount.best > 0 &&
    populationOf(books, node)[account].sinceBelow <= older.age
  );
}

/** Counts what a parcel adds to the nodes (`sign` 1), or no longer adds (-1). */
function count(books: Books, account: Told, node: Node, parcel: Parcel, sign: 1 | -1): void {
  const { amount, shares, candidates, not } = parcel;
  const at = editPopulation(books, node)[account];
  if (shares.length === 0) at.held += sign * amount.best;
  at.exposedLow += sign * Math.min(0, amount.low);
  at.exposedHigh += sign * Math.max(0, amount.high);
  at.exposedOpen += sign * (amount.highOpen > 0 ? 1 : 0);
  at.selective += not.length > 0 ? sign : 0;
  at.shared += candidates > 1 ? sign : 0;
  const direction = amount.best < 0 ? -sign : sign;
  for (const [name, share] of shares) {
    const fallen = editPopulation(books, name)[account];
    fallen.fallen += direction * share;
    if (candidates > 1) fallen.several += direction * share;
    for (const place of upTo(name, node)) editPopulation(books, place)[account].fromAbove += direction * share;
  }
}

/** Adds an amount to what is told at a node and above it, and to who is present there. */
export function flowUp(books: Books, account: Told, node: Node, amount: Range): void {
  const change = account === 'baseline' || account === 'arrived' ? amount : negated(amount);
  for (const place of lineOf(node)) {
    const known = editPopulation(books, place);
    const at = known[account];
    at.tally = sum(at.tally, amount);
    at.count++;
    known.present = sum(known.present, change);
  }
  books.touched.push(node);
}

/** What came down from one node. */
export interface Moved {
  from: Node;
  parcel: Parcel;
}

/** How pieces may be taken out of parcels above. */
export interface Taking {
  sign?: 1 | -1;
  /** The last ancestor whose parcels may be used. */
  last?: Node;
  /** Only out of parcels that the part may be. */
  onlyPossible?: true;
  /** The most of a parcel (best value). */
  most?: (parcel: Parcel, above: Node) => number;
}

/**
 * Takes pieces of up to `needed` people out of the parcels above a part: first those that may be it, then those that may not;
 * in each the nearest ancestor first, then the oldest. The pieces are the caller's to put.
 */
export function takeDown(books: Books, account: Told, part: Node, needed: number, taking: Taking = {}): Moved[] {
  const { sign = 1, last, onlyPossible, most } = taking;
  if (needed <= 0) return [];
  const moved: Moved[] = [];
  let left = needed;
  const above = ancestorsOf(part);
  const reach = last === undefined ? above : above.slice(0, above.indexOf(last) + 1);
  for (const possible of onlyPossible ? [true] : [true, false]) {
    for (const from of reach) takeFrom(from, possible);
  }
  return moved;

  function takeFrom(from: Node, possible: boolean): void {
    const parcels = books.parcels.get(spaced(account, from));
    if (!parcels) return;
    const before = left;
    for (let place = 0; place < parcels.length && left > 0; place++) {
      const parcel = parcels.at(place) as Parcel;
      const there = sign * parcel.amount.best;
      if (there <= 0 || mayBe(books, account, parcel, from, part) !== possible) continue;
      const take = Math.min(left, there, most?.(parcel, from) ?? there);
      if (take <= 0) continue;
      left -= take;
      const among = parcel.among.filter(([name]) => isWithin(name, part));
      const not = parcel.not.filter((name) => name !== part && isWithin(name, part));
      const piece = { age: parcel.age, amount: exactRange(sign * take), among, not };
      moved.push({ from, parcel: withShares(books, account, part, piece) });
      lessen(books, account, from, place, parcel, sign * take);
    }
    if (left !== before) dropNobody(books, account, from);
  }
}

/** Takes people (best value, signed) out of the parcel at a place among those of a node. */
function lessen(books: Books, account: Told, node: Node, place: number, parcel: Parcel, people: number): void {
  count(books, account, node, parcel, -1);
  const rest = withShares(books, account, node, { ...parcel, amount: sum(parcel.amount, exactRange(-people)) });
  count(books, account, node, rest, 1);
  books.parcels.edit(spaced(account, node), forkOf)?.set(place, rest);
}

const isSomebody = ({ amount: { low, best, high } }: Parcel): boolean => low !== 0 || best !== 0 || high !== 0;

/** Leaves out the parcels of a node of which nobody is left. */
function dropNobody(books: Books, account: Told, node: Node): void {
  const parcels = books.parcels.get(spaced(account, node));
  if (!parcels) return;
  for (let place = 0; place < parcels.length; place++) {
    if (isSomebody(parcels.at(place) as Parcel)) continue;
    books.parcels.set(spaced(account, node), PagedList.of([...parcels].filter(isSomebody)));
    return;
  }
}

/** Notes at the nodes between what moved down: whom they hold for certain now. */
export function noteMoved(books: Books, account: Told, part: Node, { from, parcel }: Moved): void {
  const isThere = account === 'baseline' || account === 'arrived';
  const change = isThere ? parcel.amount : negated(parcel.amount);
  for (const place of upTo(part, from)) {
    const known = editPopulation(books, place);
    known[account].tally = sum(known[account].tally, parcel.amount);
    known[account].count++;
    known.present = sum(known.present, change);
  }
  books.touched.push(part);
}

/** Takes people out of the parcels of one sign at a node itself. Answers how many it could not find. */
export function reduce(
  books: Books,
  account: Told,
  node: Node,
  needed: number,
  { sign, first }: { sign: 1 | -1; first: 'oldest' | 'newest' },
): number {
  const parcels = books.parcels.get(spaced(account, node));
  if (!parcels) return needed;
  let left = needed;
  for (let step = 0; step < parcels.length && left > 0; step++) {
    const place = first === 'newest' ? parcels.length - 1 - step : step;
    const parcel = parcels.at(place) as Parcel;
    const take = Math.min(left, sign * parcel.amount.best);
    if (take <= 0) continue;
    left -= take;
    lessen(books, account, node, place, parcel, sign * take);
  }
  if (left !== needed) dropNobody(books, account, node);
  return left;
}

/** Says of a part that its total is known: it is in no parcel that lies above it now. */
export function exclude(books: Books, account: Told, part: Node): void {
  const { since: before } = populationOf(books, part)[account];
  const now = books.age++;
  editPopulation(books, part)[account].since = now;
  for (const above of ancestorsOf(part)) {
    editPopulation(books, above)[account].sinceBelow = now;
    const list = books.parcels.edit(spaced(account, above), forkOf);
    if (!list) continue;
    for (let place = list.length - 1; place >= 0; place--) {
      const parcel = list.at(place) as Parcel;
      if (parcel.age < before) break;
      if (parcel.candidates === 1 || !parcel.shares.some(([name]) => isWithin(name, part))) continue;
      count(books, account, above, parcel, -1);
      const narrowed = withShares(books, account, above, parcel);
      list.set(place, narrowed);
      count(books, account, above, narrowed, 1);
    }
  }
}

/** What is known of an account at a node. */
export const standingOf = (books: Books, account: Told, node: Node): Readonly<Standing> =>
  populationOf(books, node)[account];
