import {
  accountOf,
  figure,
  flow,
  nodesBelow,
  nodesOf,
  post,
  register,
  writable,
  type Account,
  type Books,
} from './accounts.js';
import type { Cause, DepartedPoint, LineLike } from './accounts.js';
import { ancestorsOf, componentOf, contingentOf, nodeOf, type Node } from '../values/components.js';
import { boundsOf, exactly as exactBounds, zero, type Bounds } from '../values/count.js';
import { isGone, roughly, roughlyWhole } from './measures.js';
import { flowUp, parcelOf, parcelsAt, put, reduce, tell } from './parcels.js';
import { exactAt, guess, guessParts, isPlace, thereAt } from './places.js';
import type { Gone, Parcel, Told, Weights } from './population.js';
import { exactRange, isAnybody, negated, rangeOf, without } from './range.js';
import { exactly, left } from './shares.js';
import { PersistentList as PagedList } from '#libs/persistent';

/** Moves people, each line with its own bounds. Throws nothing: what cannot be becomes a negative balance, and that a discrepancy. */
export function move(books: Books, cause: Cause, from: string, to: string, lines: readonly LineLike[]): void {
  const people = lines.map(
    ({ component, contingent, count }) => [nodeOf(component, contingent), boundsOf(count)] as const,
  );
  moveSome(books, cause, from, to, people);
}

/** People at a node, and the one contributor whose people they are, if they are booked above where those were counted. */
export type People = readonly [node: Node, people: Bounds, contributor?: string];

/** The same of people by node. Of whoever is said to have gone to where they are, nothing is booked: the population alone is named. */
export function moveSome(books: Books, cause: Cause, from: string, to: string, people: Iterable<People>): void {
  if (from === to) {
    for (const [node] of people) register(books, node);
    return;
  }
  const source = accountOf(books, from);
  const target = accountOf(books, to);
  for (const [node, amount, contributor] of people) {
    register(books, node);
    const there = hasParts(books, node) ? ofContributor(thereAt(books, from, node), contributor) : [];
    const parts = guessParts(there, node, amount.best);
    guess(source, node, parts, -1);
    flow(source, node, amount, -1);
    flow(target, node, amount, 1);
    const back = cross(books, cause, from, to, node, amount, there, contributor);
    if (isPlace(to)) guess(target, node, isGone(from) ? back : parts, 1);
    post(books, cause, from, to, node, amount.best);
  }
  clearIfEmpty(books, from);
}

/** What ends empty is empty for certain. */
export function clearIfEmpty(books: Books, name: string): void {
  const account = accountOf(books, name);
  if (isPlace(name) && figure(books, account, 'all').best === 0) clearBounds(account);
}

/** Makes the bounds of an empty place zero; what is booked at single nodes stays, adding up to nothing. */
function clearBounds(account: Account): void {
  writable(account, 'asserted').clear();
  const own = writable(account, 'own');
  for (const [node, held] of own) {
    if (held.best === 0) own.delete(node);
    else own.set(node, exactBounds(held.best));
  }
}

/** Moves everyone booked in one account to another, each at the node where they are booked. */
export function moveAll(books: Books, cause: Cause, from: string, to: string): void {
  const source = accountOf(books, from);
  const target = accountOf(books, to);
  const exact = exactAt(books, from);
  const booked = [...source.own];
  for (const [node, held] of booked) {
    const there = [...exact].filter(
      ([part, people]) => people > 0 && (part === node || ancestorsOf(part).includes(node)),
    );
    flow(target, node, held, 1);
    cross(books, cause, from, to, node, held, there);
    post(books, cause, from, to, node, held.best);
  }
  if (isPlace(to)) for (const [node, guesses] of source.guessed) guess(target, node, [...guesses], 1);
  // An account of nobody is no account: a log of many convoys does not keep one for each that has arrived.
  books.accounts.delete(from);
}

/**
 * Tells of people who leave those present, or come back to them; `there` are those told to be where they left. Answers of
 * which parts those were taken to be, at the place that they left, who came back.
 */
function cross(
  books: Books,
  cause: Cause,
  from: string,
  to: string,
  node: Node,
  amount: Bounds,
  there: Weights,
  contributor?: string,
): Weights {
  if (isGone(to)) goneTo(books, to, node, amount, there, contributor);
  const back = isGone(from) ? comeBack(books, from, node, amount) : [];
  if (to === 'departed' || from === 'departed') noteDeparted(books, cause);
  return back;
}

function comeBack(books: Books, account: Gone, node: Node, amount: Bounds): Weights {
  const before = partsOf(books, account, node);
  const back = negated(rangeOf(amount));
  flowUp(books, account, node, back);
  const missing = reduce(books, account, node, amount.best, { sign: 1, first: 'newest' });
  // Whom no parcel holds are fewer than none; how uncertain their number is stays, whoever they are.
  const rest = without(back, exactRange(missing - amount.best));
  if (isAnybody(rest)) tell(books, account, node, rest, []);
  const after = partsOf(books, account, node);
  return [...before].map(([part, share]) => [part, share - (after.get(part) ?? 0)]);
}

/** Which parts those told at a node itself were taken to be at the places that they left. */
function partsOf(books: Books, account: Gone, node: Node): Map<Node, number> {
  const parts = new Map<Node, number>();
  for (const parcel of parcelsAt(books, account, node))
    if (parcel.atPlace)
      for (const [part, people] of guessedOf(parcel, node)) parts.set(part, (parts.get(part) ?? 0) + people);
  return parts;
}

/** What was guessed of parcels, none of which is ever changed: each toll that is revised asks for those of all dead before it. */
const guessed = new WeakMap<Parcel, Weights>();

function guessedOf(parcel: Parcel, node: Node): Weights {
  let parts = guessed.get(parcel);
  if (!parts) guessed.set(parcel, (parts = guessParts(parcel.among, node, parcel.amount.best)));
  return parts;
}

function goneTo(
  books: Books,
  account: Gone,
  node: Node,
  amount: Bounds,
  there: Weights,
  contributor: string | undefined,
): void {
  const isThere = there.length > 0;
  const among = isThere || !hasParts(books, node) ? there : ofContributor(leftAt(books, node), contributor);
  const range = rangeOf(amount);
  flowUp(books, account, node, range);
  const not = contributor === undefined ? [] : nodesBelow(books, node).filter((one) => isOfAnother(one, contributor));
  put(books, account, node, parcelOf(books, account, node, range, among, not, isThere || undefined));
}

const isOfAnother = (node: Node, contributor: string): boolean =>
  ![undefined, contributor].includes(contingentOf(node));

const ofContributor = (people: Weights, contributor: string | undefined): Weights =>
  contributor === undefined ? people : people.filter(([node]) => contingentOf(node) === contributor);

/**
 * Where people of a contributor are booked of whom no part is named (`uniformed@BFA`): at the one node below its component at which
 * those at a place, or else those left, are told; at the component itself, as some of those, if they are told at several.
 */
export function bookedAt(books: Books, place: string, node: Node): Node {
  const [component, contributor] = [componentOf(node), contingentOf(node)];
  if (contributor === undefined) return node;
  const at = ofContributor(thereAt(books, place, component), contributor);
  const people = at.length > 0 ? at : ofContributor(leftAt(books, component), contributor);
  const [only = node] = people.map(([part]) => part);
  return people.length > 1 ? component : only;
}

/** Whether anybody can be of a part of the node: else nothing is shared. */
const hasParts = (books: Books, node: Node): boolean => (books.tree.get(node) ?? []).length > 0;

/** Who of a node is still there, by node itself (best values): told, and shared. */
export function leftAt(books: Books, top: Node): Weights {
  const exact = exactly(books);
  const weights: [Node, number][] = [];
  for (const node of [top, ...nodesBelow(books, top)]) {
    const people = left(exact(node));
    if (people > 0) weights.push([node, people]);
  }
  return weights;
}

/** Brings people into the mission: those who are to withdraw, or who came later. */
export function enter(
  books: Books,
  cause: Cause,
  account: 'baseline' | 'arrived',
  to: string,
  lines: readonly LineLike[],
): void {
  move(books, cause, 'establishment', to, lines);
  for (const { component, contingent, count } of lines) {
    const [node, amount] = [nodeOf(component, contingent), rangeOf(boundsOf(count))];
    flowUp(books, account, node, amount);
    tell(books, account, node, amount, []);
  }
}

/** Books a piece that moved down to a part: one account has more of the part and fewer above it, and another the reverse. */
export function bookPiece(books: Books, cause: Cause, account: Told, from: Node, part: Node, people: number): void {
  const [name, counter] = isGone(account) ? [account, 'unallocated'] : ['unallocated', 'establishment'];
  bookUntold(books, cause, counter, name, from, -people);
  bookUntold(books, cause, counter, name, part, people);
}

/** Books people of whom a total speaks and no entry told: best values. */
export function bookUntold(books: Books, cause: Cause, from: string, to: string, node: Node, people: number): void {
  if (people === 0) return;
  flow(accountOf(books, from), node, exactBounds(people), -1);
  flow(accountOf(books, to), node, exactBounds(people), 1);
  post(books, cause, from, to, node, people, true);
}

const quarterMs = 900_000;

/**
 * Whether no day begins or ends (with its last whole second) between two instants: in every zone days begin on a quarter
 * of an hour, and the totals are asked for at the edges of days alone.
 */
const noDayBetween = (a: number, b: number): boolean =>
  Math.floor(a / quarterMs) === Math.floor(b / quarterMs) &&
  Math.floor((a + 999) / quarterMs) === Math.floor((b + 999) / quarterMs);

/** Remembers how many have departed after an entry; of the parts, that they have to be looked at when the day ends. */
export function noteDeparted(books: Books, { at, revision }: Cause): void {
  books.departing = { at, revision };
  addPoint(books, 'all', { at, revision, bounds: roughlyWhole(books, 'departed') });
}

/** Notes how many have departed by the end of a day: of each component, and of each contributor of whom others had before. */
export function closeDepartures(books: Books): void {
  if (!books.departing) return;
  const { at, revision } = books.departing;
  const departed = roughly(books, 'departed');
  for (const place of nodesOf(books)) {
    if (place === 'all') continue;
    const bounds = departed(place);
    const known = contingentOf(place) === undefined ? undefined : (books.departed.get(place)?.at(-1)?.bounds ?? zero);
    if (known === undefined || !isSame(known, bounds)) addPoint(books, place, { at, revision, bounds });
  }
  books.departing = undefined;
}

const isSame = (a: Bounds, b: Bounds): boolean => a.low === b.low && a.best === b.best && a.high === b.high;

function addPoint(books: Books, node: Node, point: DepartedPoint): void {
  let points = books.departed.edit(node, (shared) => shared.fork());
  if (!points) books.departed.set(node, (points = new PagedList()));
  const last = points.at(-1);
  if (last && noDayBetween(last.at, point.at)) points.set(points.length - 1, point);
  else points.push(point);
}
