import { apportion } from './apportion.js';
import type { Books } from './accounts.js';
import type { Node } from '../values/components.js';
import { parcelsAt, populationOf } from './parcels.js';
import { goneAccounts, type Parcel, type Population, type Told, type Weights } from './population.js';

/** People at one node itself, not at those below it (best values): told there, and the shares that fell to it. */
export type Figures = Readonly<Record<Told, number>>;

/** The figures of each node itself. */
export type Exact = (node: Node) => Figures;

/**
 * What each node itself holds: parcels of those gone, and baselines below nothing, are shared by who was there when they were
 * told, but nobody gives more than there are. As long as nobody would have to, shares stay as they were when told, and their
 * sums are known; else they are worked out anew.
 */
export function exactly(books: Books): Exact {
  const known = lastAsked.get(books);
  if (known?.changes === books.changes) return known.exact;
  const exact: Exact = isAnyLimited(books) ? limited(books) : (node) => unlimited(populationOf(books, node));
  lastAsked.set(books, { changes: books.changes, exact });
  return exact;
}

/** What was worked out last of books, for as long as they stay so. */
const lastAsked = new WeakMap<Books, { changes: number; exact: Exact }>();

/** Whether shares alone would take more than there are from anybody. */
export function isAnyLimited(books: Books): boolean {
  for (const known of books.population.values()) if (isLimited(known)) return true;
  return false;
}

function isLimited(known: Readonly<Population>): boolean {
  const { baseline, arrived, departed, separated, died } = known;
  if (baseline.several < 0 && -baseline.fallen > baseline.held) return true;
  if (departed.several + separated.several + died.several <= 0) return false;
  return departed.fallen + separated.fallen + died.fallen > baseline.held + baseline.fallen + arrived.held;
}

const unlimited = ({ baseline, arrived, departed, separated, died }: Readonly<Population>): Figures => ({
  baseline: baseline.held + baseline.fallen,
  arrived: arrived.held,
  departed: departed.fallen,
  separated: separated.fallen,
  died: died.fallen,
});

interface Sharing {
  account: Told;
  node: Node;
  parcel: Parcel;
}

/** The parcels of some accounts that several nodes may have a share of: those with the fewest first, then the oldest. */
function ofSeveral(books: Books, accounts: readonly Told[]): Sharing[] {
  const found: Sharing[] = [];
  for (const [node, known] of books.population) {
    for (const account of accounts) {
      if (known[account].shared === 0) continue;
      for (const parcel of parcelsAt(books, account, node))
        if (parcel.candidates > 1) found.push({ account, node, parcel });
    }
  }
  return found.sort((a, b) => a.parcel.candidates - b.parcel.candidates || a.parcel.age - b.parcel.age);
}

/** How each parcel is shared now. */
export function sharesNow(books: Books): (parcel: Parcel) => Weights {
  const now = new Map<Parcel, Weights>();
  if (isAnyLimited(books)) limited(books, now);
  return (parcel) => now.get(parcel) ?? parcel.shares;
}

/** Shares within limits; how each parcel was shared is noted in `given`. */
function limited(books: Books, given?: Map<Parcel, Weights>): Exact {
  const figures = new Map<Node, Record<Told, number>>();
  const at = (node: Node): Record<Told, number> => {
    let figure = figures.get(node);
    if (!figure) figures.set(node, (figure = alone(populationOf(books, node))));
    return figure;
  };
  for (const { node, parcel } of ofSeveral(books, ['baseline'])) {
    // A baseline gives at the most what was told there.
    const shares = shareOut(parcel, node, (name) => at(name).baseline);
    for (const [name, people] of shares) at(name).baseline -= people;
    given?.set(parcel, shares);
  }
  for (const { account, node, parcel } of ofSeveral(books, goneAccounts)) {
    const shares = shareOut(parcel, node, (name) => left(at(name)));
    for (const [name, people] of shares) at(name)[account] += people;
    given?.set(parcel, shares);
  }
  return at;
}

/** Those of a node whom no parcel of several candidates could change. */
const alone = ({ baseline, arrived, departed, separated, died }: Readonly<Population>): Record<Told, number> => ({
  baseline: baseline.held + baseline.fallen - baseline.several,
  arrived: arrived.held,
  departed: departed.fallen - departed.several,
  separated: separated.fallen - separated.several,
  died: died.fallen - died.several,
});

/** Whom a node still has. */
export const left = ({ baseline, arrived, departed, separated, died }: Figures): number =>
  baseline + arrived - departed - separated - died;

/** How one parcel is shared within limits; what nobody can hold stays at its node. */
function shareOut({ amount, shares, among }: Parcel, node: Node, limitOf: (node: Node) => number): Weights {
  // Most parcels take no more than there are, also where others do.
  if (shares.every(([name, people]) => people === 0 || people <= limitOf(name))) return shares;
  const possible = new Set(shares.map(([name]) => name));
  const parts = among
    .filter(([name]) => possible.has(name))
    .map(([name, weight]) => ({ name, weight, limit: Math.max(0, limitOf(name)) }));
  const given = apportion(Math.abs(amount.best), parts, node);
  let rest = Math.abs(amount.best);
  for (const people of given.values()) rest -= people;
  if (rest > 0) given.set(node, (given.get(node) ?? 0) + rest);
  return [...given];
}
