import { boundsOf, minus, plus, zero, type Bounds, type Count } from './count.js';
import { ancestorsOf, contingentOf, isWithin, nodeOf, parentOf, type Node } from './components.js';
import { PagedList } from './versioned/paged-list.js';
import { VersionedMap } from './versioned/versioned-map.js';

/** People of one kind, with the count as given. */
export interface LineLike {
  component: string;
  contingent?: string;
  count: Count;
}

/** One half of a movement: `best` people more (or fewer) in an account. The postings of an entry add up to zero. */
export interface Posting {
  revision: number;
  /** Milliseconds since 1970. */
  at: number;
  account: string;
  node: Node;
  best: number;
  /** True where a total implied the movement and no entry told it. */
  unattributed: boolean;
}

/** What was asserted of a node: its bounds, kept up to date by the flows since. */
export interface Asserted {
  bounds: Bounds;
  /** What each node above held unsplit then: those people are known not to be here. */
  unsplit: Record<Node, number>;
}

/** What one account holds, by node. */
export interface Account {
  /** People booked at the node itself, not at one below it. */
  own: Map<Node, Bounds>;
  asserted: Map<Node, Readonly<Asserted>>;
  /** What was posted of each component, those below it included: best values. */
  totals: Map<Node, number>;
  /** The posting that last took the total of a component from nobody to fewer. */
  crossed: Map<Node, Cause>;
}

/** The figure of a departed total as it stood after an entry, for `since` and for the pace. */
export interface DepartedPoint {
  at: number;
  revision: number;
  bounds: Bounds;
}

/**
 * Double-entry accounts of people. The sum of best values over all accounts is always zero.
 * `measures` follow the whole mission: `present` (of which only what is unsplit or asserted is read), `baseline`, `arrived`.
 */
export interface Books {
  accounts: VersionedMap<string, Account>;
  measures: { present: Account; baseline: Account; arrived: Account };
  journal: PagedList<Posting>;
  departed: VersionedMap<Node, PagedList<DepartedPoint>>;
  /** When people of each contributor were last booked out of the country, in milliseconds since 1970. */
  lastDepartures: VersionedMap<string, number>;
  /** People brought from each convoy to a medical place, best values. */
  evacuated: VersionedMap<string, number>;
  /** Every node that an entry named, and those above them: parent to children, in order of name. */
  tree: VersionedMap<Node, Node[]>;
}

/** Which entry moves people, and when. */
export interface Cause {
  revision: number;
  at: number;
}

const emptyAccount = (): Account => ({ own: new Map(), asserted: new Map(), totals: new Map(), crossed: new Map() });

/** Books in which nobody is booked. */
export const emptyBooks = (): Books => ({
  accounts: new VersionedMap(),
  measures: { present: emptyAccount(), baseline: emptyAccount(), arrived: emptyAccount() },
  journal: new PagedList(),
  departed: new VersionedMap(),
  lastDepartures: new VersionedMap(),
  evacuated: new VersionedMap(),
  tree: new VersionedMap(),
});

/** Most accounts hold few nodes, and of many nothing was asserted: then there is nothing to be read. */
const copyMap = <K, V>(map: Map<K, V>): Map<K, V> => (map.size === 0 ? new Map<K, V>() : new Map(map));

const copyAccount = ({ own, asserted, totals, crossed }: Account): Account => ({
  own: copyMap(own),
  asserted: copyMap(asserted),
  totals: copyMap(totals),
  crossed: copyMap(crossed),
});

/** Other books with the same content: see `forkState`. */
export const forkBooks = (books: Books): Books => ({
  accounts: books.accounts.fork(),
  measures: {
    present: copyAccount(books.measures.present),
    baseline: copyAccount(books.measures.baseline),
    arrived: copyAccount(books.measures.arrived),
  },
  journal: books.journal.fork(),
  departed: books.departed.fork(),
  lastDepartures: books.lastDepartures.fork(),
  evacuated: books.evacuated.fork(),
  tree: books.tree.fork(),
});

/** The accounts of those who are in the mission and in the country. */
export const isPresent = (account: string): boolean =>
  account === 'unallocated' || /^(base|convoy|medical)\//.test(account);

const nobody: Account = emptyAccount();

/** The account of that name, for reading. */
export const accountIn = (books: Books, name: string): Account => books.accounts.get(name) ?? nobody;

/** The account of that name, opened where it is new, for changing in place. */
export function accountOf(books: Books, name: string): Account {
  let account = books.accounts.edit(name, copyAccount);
  if (!account) books.accounts.set(name, (account = emptyAccount()));
  return account;
}

/** What a node holds, the nodes below it included, without a share of what lies unsplit above it. */
export function figure(books: Books, account: Account, node: Node): Bounds {
  const asserted = account.asserted.get(node);
  if (asserted) return asserted.bounds;
  if (account.asserted.size === 0) return ownWithin(account, node);
  let sum: Bounds = account.own.get(node) ?? zero;
  for (const child of books.tree.get(node) ?? []) sum = plus(sum, figure(books, account, child));
  return sum;
}

/** The same where nothing was asserted: most accounts hold few nodes of the many in the tree. */
function ownWithin({ own }: Account, top: Node): Bounds {
  let [low, best, high] = [0, 0, 0 as number | null];
  for (const [node, held] of own) {
    if (!isWithin(node, top)) continue;
    low += held.low;
    best += held.best;
    high = high === null || held.high === null ? null : high + held.high;
  }
  return { low, best, high };
}

/** People booked at the node itself: for a node with nodes below it, those whom nobody has split. */
export const unsplit = (account: Account, node: Node): number => account.own.get(node)?.best ?? 0;

/** Makes a node and those above it known. */
export function register(books: Books, node: Node): void {
  let child = node;
  for (let parent = parentOf(child); parent !== undefined; child = parent, parent = parentOf(child)) {
    const siblings = books.tree.get(parent) ?? [];
    if (siblings.includes(child)) return;
    books.tree.set(parent, [...siblings, child].sort());
  }
}

/** Adds `amount` to what a node holds (`sign` 1) or takes it away (-1); assertions on it and above follow. */
export function flow(account: Account, node: Node, amount: Bounds, sign: 1 | -1): void {
  const change = sign === 1 ? plus : minus;
  account.own.set(node, change(account.own.get(node) ?? zero, amount));
  if (account.asserted.size === 0) return;
  for (const place of [node, ...ancestorsOf(node)]) {
    const asserted = account.asserted.get(place);
    if (asserted) account.asserted.set(place, { ...asserted, bounds: change(asserted.bounds, amount) });
  }
}

/** Writes both halves of a movement of `best` people into the journal. */
export function post(
  books: Books,
  cause: Cause,
  from: string,
  to: string,
  node: Node,
  best: number,
  implied = false,
): void {
  if (best === 0) return;
  const { revision, at } = cause;
  books.journal.push({ revision, at, account: from, node, best: -best, unattributed: implied });
  books.journal.push({ revision, at, account: to, node, best, unattributed: implied });
  addToTotals(books, cause, from, node, -best);
  addToTotals(books, cause, to, node, best);
  const contingent = contingentOf(node);
  const gaining = best > 0 ? to : from;
  if (gaining === 'departed' && contingent !== undefined) books.lastDepartures.set(contingent, at);
  if (from.startsWith('convoy/') && to.startsWith('medical/')) {
    const convoy = from.slice('convoy/'.length);
    books.evacuated.set(convoy, (books.evacuated.get(convoy) ?? 0) + best);
  }
}

/** Adds a posting to the totals of its component and of those above it. */
function addToTotals(books: Books, cause: Cause, name: string, node: Node, best: number): void {
  // The counter-account is below zero by design.
  if (name === 'establishment') return;
  const { totals, crossed } = accountOf(books, name);
  const add = (place: Node): void => {
    const before = totals.get(place) ?? 0;
    totals.set(place, before + best);
    if (before >= 0 && before + best < 0) crossed.set(place, cause);
  };
  if (contingentOf(node) === undefined) add(node);
  for (const place of ancestorsOf(node)) add(place);
}

const quarterMs = 900_000;

/**
 * Whether no day begins or ends (with its last whole second) between two instants: in every zone days begin on a quarter
 * of an hour, and the totals are asked for at the edges of days alone.
 */
const noDayBetween = (a: number, b: number): boolean =>
  Math.floor(a / quarterMs) === Math.floor(b / quarterMs) &&
  Math.floor((a + 999) / quarterMs) === Math.floor((b + 999) / quarterMs);

/** Remembers what the departed totals of a node and those above it are after an entry. */
export function noteDeparted(books: Books, cause: Cause, node: Node): void {
  const departed = accountIn(books, 'departed');
  for (const place of [node, ...ancestorsOf(node)]) {
    let points = books.departed.edit(place, (shared) => shared.fork());
    if (!points) books.departed.set(place, (points = new PagedList()));
    const point = { at: cause.at, revision: cause.revision, bounds: figure(books, departed, place) };
    const last = points.at(-1);
    if (last && noDayBetween(last.at, point.at)) points.set(points.length - 1, point);
    else points.push(point);
  }
}

/** Applies a movement to the totals of the whole mission, where it crosses the mission's border. */
export function flowMeasures(books: Books, cause: Cause, from: string, to: string, node: Node, amount: Bounds): void {
  if (isPresent(from) && !isPresent(to)) flow(books.measures.present, node, amount, -1);
  if (isPresent(to) && !isPresent(from)) flow(books.measures.present, node, amount, 1);
  if (to === 'departed' || from === 'departed') noteDeparted(books, cause, node);
}

/** Whether nobody is left at a place by best values: then it is empty for certain. */
function emptied(books: Books, name: string, account: Account): boolean {
  return /^(base|convoy|medical)\//.test(name) && figure(books, account, 'all').best === 0;
}

/** Moves people, each line with its own bounds. Throws nothing: what cannot be becomes a negative balance, and that a discrepancy. */
export function move(books: Books, cause: Cause, from: string, to: string, lines: readonly LineLike[]): void {
  const source = accountOf(books, from);
  const target = accountOf(books, to);
  for (const line of lines) {
    const node = nodeOf(line.component, line.contingent);
    const amount = boundsOf(line.count);
    register(books, node);
    flow(source, node, amount, -1);
    flow(target, node, amount, 1);
    post(books, cause, from, to, node, amount.best);
    flowMeasures(books, cause, from, to, node, amount);
  }
  if (emptied(books, from, source)) clearBounds(source);
}

/** Makes the bounds of an empty place zero; what is booked at single nodes stays, adding up to nothing. */
function clearBounds(account: Account): void {
  account.asserted.clear();
  for (const [node, held] of account.own) {
    if (held.best === 0) account.own.delete(node);
    else account.own.set(node, { low: held.best, best: held.best, high: held.best });
  }
}

/** Moves everyone booked in one account to another, each at the node where they are booked. */
export function moveAll(books: Books, cause: Cause, from: string, to: string): void {
  const source = accountOf(books, from);
  const target = accountOf(books, to);
  for (const [node, held] of source.own) {
    flow(target, node, held, 1);
    post(books, cause, from, to, node, held.best);
    flowMeasures(books, cause, from, to, node, held);
  }
  // An account of nobody is no account: a log of many convoys does not keep one for each that has arrived.
  books.accounts.delete(from);
}

/** The lines that an account holds, as best values: for stating them again elsewhere. */
export const linesOf = (account: Account): { node: Node; bounds: Bounds }[] =>
  [...account.own].filter(([, held]) => held.best !== 0).map(([node, bounds]) => ({ node, bounds }));
