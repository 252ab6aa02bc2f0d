import { minus, plus, zero, type Bounds, type Count } from '../values/count.js';
import { ancestorsOf, contingentOf, isWithin, lineOf, parentOf, type Node } from '../values/components.js';
import type { Cause, Parcel, Population } from './population.js';
import { PersistentList as PagedList, PersistentMap as VersionedMap } from '#libs/persistent';

/** People of one kind, with the count as given. */
export interface LineLike {
  component: string;
  contingent?: string;
  count: Count;
}

export type { Cause } from './population.js';

/** One half of a movement: `best` people more (or fewer) in an account. The postings of an entry add up to zero. */
export interface Posting {
  revision: number;
  /** Milliseconds since 1970. */
  at: number;
  account: string;
  node: Node;
  best: number;
  /** True if a total implied the movement and no entry told it. */
  unattributed: boolean;
}

/** What was asserted of a node at a place: its bounds, kept up to date by the flows since. */
export interface Asserted {
  bounds: Bounds;
  /** What each node above held unsplit then: those people are known not to be here. */
  unsplit: Record<Node, number>;
}

/** What one account holds, by node. */
interface Holdings {
  /** People booked at the node itself, not at one below it. */
  own: Map<Node, Bounds>;
  asserted: Map<Node, Readonly<Asserted>>;
  /** Whom those booked at a node without naming a part are taken to be: nodes below it, best values; below zero for who left. */
  guessed: Map<Node, ReadonlyMap<Node, number>>;
  /** What was posted of each component, those below it included: best values. */
  totals: Map<Node, number>;
  /** The posting that last took the total of a component from nobody to fewer. */
  crossed: Map<Node, Cause>;
}

/** One account, for reading: `writable` gives what may be changed. */
export type Account = {
  readonly [R in keyof Holdings]: Holdings[R] extends Map<Node, infer V> ? ReadonlyMap<Node, V> : never;
};

/** The figure of those departed as it stood after an entry, for `since` and for the pace. */
export interface DepartedPoint {
  at: number;
  revision: number;
  bounds: Bounds;
}

/**
 * Double-entry accounts of people. The sum of best values over all accounts is always zero. What is told of the whole mission
 * (`population`, `parcels`) is kept as it was told, and what is guessed of its parts is worked out when it is asked for.
 */
export interface Books {
  /** Who is booked where. Of accounts that are no place only what was posted is kept. */
  accounts: VersionedMap<string, Account>;
  /** What was told of each node of the population, summed up. */
  population: VersionedMap<Node, Population>;
  /** The amounts themselves by `<account> <node>`, oldest first. */
  parcels: VersionedMap<string, PagedList<Parcel>>;
  /** How many parcels and totals were told. */
  age: number;
  /** How often what is known of the population was changed. */
  changes: number;
  /** Nodes that the entry being folded told something of. */
  touched: Node[];
  /** Parts that lost more people than any baseline told could hold. */
  uncovered: VersionedMap<Node, true>;
  journal: PagedList<Posting>;
  departed: VersionedMap<Node, PagedList<DepartedPoint>>;
  /** The last entry by which people departed on the newest day: of the parts nothing is noted yet. */
  departing: { readonly at: number; readonly revision: number } | undefined;
  /** When people of each contributor were last booked out of the country, in milliseconds since 1970. */
  lastDepartures: VersionedMap<string, number>;
  /** Every node that an entry named, and those above them: parent to children, in order of name. */
  tree: VersionedMap<Node, Node[]>;
}

/** All that is empty in accounts: of most nothing was asserted or guessed, and there are many of them. */
const none: ReadonlyMap<Node, never> = new Map<Node, never>();

const emptyAccount = (): Account => ({ own: none, asserted: none, guessed: none, totals: none, crossed: none });

/** Books in which nobody is booked. */
export const emptyBooks = (): Books => ({
  accounts: new VersionedMap(),
  population: new VersionedMap(),
  parcels: new VersionedMap(),
  age: 0,
  changes: 0,
  touched: [],
  uncovered: new VersionedMap(),
  journal: new PagedList(),
  departed: new VersionedMap(),
  departing: undefined,
  lastDepartures: new VersionedMap(),
  tree: new VersionedMap(),
});

const copyMap = <V>(map: ReadonlyMap<Node, V>): ReadonlyMap<Node, V> => (map.size === 0 ? none : new Map(map));

const copyAccount = ({ own, asserted, guessed, totals, crossed }: Account): Account => ({
  own: copyMap(own),
  asserted: copyMap(asserted),
  guessed: copyMap(guessed),
  totals: copyMap(totals),
  crossed: copyMap(crossed),
});

/** Other books with the same content: see `forkState`. */
export const forkBooks = (books: Books): Books => ({
  accounts: books.accounts.fork(),
  population: books.population.fork(),
  parcels: books.parcels.fork(),
  age: books.age,
  changes: books.changes,
  touched: [],
  uncovered: books.uncovered.fork(),
  journal: books.journal.fork(),
  departed: books.departed.fork(),
  departing: books.departing,
  lastDepartures: books.lastDepartures.fork(),
  tree: books.tree.fork(),
});

/** The accounts of those who are in the mission and in the country. */
export const isPresent = (account: string): boolean =>
  account === 'unallocated' || /^(base|convoy|medical)\//.test(account);

const nobody: Account = emptyAccount();

/** The account of that name, for reading. */
export const accountIn = (books: Books, name: string): Account => books.accounts.get(name) ?? nobody;

/** The account of that name, opened if it is new, for changing in place. */
export function accountOf(books: Books, name: string): Account {
  let account = books.accounts.edit(name, copyAccount);
  if (!account) books.accounts.set(name, (account = emptyAccount()));
  return account;
}

/** What an account says of nodes in one respect, for changing in place. */
export function writable<R extends keyof Holdings>(account: Account, respect: R): Holdings[R] {
  const holdings = account as Holdings;
  // What is empty may be what is empty elsewhere too.
  if (holdings[respect].size === 0) holdings[respect] = new Map() as Holdings[R];
  return holdings[respect];
}

/** What is told of a node at a place, the nodes below it included, without a share of what lies unsplit above it. */
export function figure(books: Books, account: Account, node: Node): Bounds {
  const asserted = account.asserted.get(node);
  if (asserted) return asserted.bounds;
  if (account.asserted.size === 0) return ownWithin(account, node);
  let sum: Bounds = account.own.get(node) ?? zero;
  for (const child of books.tree.get(node) ?? []) sum = plus(sum, figure(books, account, child));
  return sum;
}

/** The same if nothing was asserted: most accounts hold few nodes of the many in the tree. */
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

/** What `figure` says of each node of which it says anything, for whoever asks for many. */
export function figuresOf({ own, asserted }: Account): ReadonlyMap<Node, Bounds> {
  const figures = new Map<Node, Bounds>();
  // What was asserted of a node stands for whatever is below it.
  const add = (places: readonly Node[], people: Bounds): void => {
    for (const place of places) {
      if (asserted.has(place)) return;
      const sum = figures.get(place);
      figures.set(place, sum ? plus(sum, people) : people);
    }
  };
  own.forEach((held, node) => add(lineOf(node), held));
  asserted.forEach(({ bounds }, node) => {
    figures.set(node, bounds);
    add(ancestorsOf(node), bounds);
  });
  return figures;
}

/** People booked at the node itself (best value): for a node with nodes below it, those whom nobody has split. */
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
  writable(account, 'own').set(node, change(account.own.get(node) ?? zero, amount));
  if (account.asserted.size === 0) return;
  for (const place of lineOf(node)) {
    const asserted = account.asserted.get(place);
    if (asserted) writable(account, 'asserted').set(place, { ...asserted, bounds: change(asserted.bounds, amount) });
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
}

/** Adds a posting to the totals of its component and of those above it. */
function addToTotals(books: Books, cause: Cause, name: string, node: Node, best: number): void {
  // The counter-account is below zero by design.
  if (name === 'establishment') return;
  const account = accountOf(books, name);
  const totals = writable(account, 'totals');
  for (const place of contingentOf(node) === undefined ? lineOf(node) : ancestorsOf(node)) {
    const before = totals.get(place) ?? 0;
    totals.set(place, before + best);
    if (before >= 0 && before + best < 0) writable(account, 'crossed').set(place, cause);
  }
}

/** The nodes below one, those above others first. */
export function nodesBelow(books: Books, node: Node): Node[] {
  const children = books.tree.get(node) ?? [];
  return children.flatMap((child) => [child, ...nodesBelow(books, child)]);
}

/** All nodes that an entry named, and those above them, in order of name. */
export const nodesOf = (books: Books): Node[] =>
  books.tree.size === 0 ? [] : ['all', ...nodesBelow(books, 'all')].sort();

/** A node, those above it and below it, and all of its contributor: whose figures may turn with its own. */
export function nodesAround(books: Books, node: Node): Node[] {
  const contingent = contingentOf(node);
  const ofContributor =
    contingent === undefined ? [] : nodesOf(books).filter((other) => contingentOf(other) === contingent);
  return [...lineOf(node), ...nodesBelow(books, node), ...ofContributor];
}

/** Those of some names that an entry named as nodes, or that are above such nodes. */
export const nodesAmong = ({ tree }: Books, names: Iterable<string>): Node[] =>
  [...names].filter((name) => {
    const parent = parentOf(name);
    return parent === undefined ? tree.size > 0 : tree.get(parent)?.includes(name) === true;
  });

/** Who is booked in an account, by node itself: for stating them again elsewhere. */
export const linesOf = (account: Account): { node: Node; bounds: Bounds }[] =>
  [...account.own].filter(([, held]) => held.best !== 0).map(([node, bounds]) => ({ node, bounds }));
