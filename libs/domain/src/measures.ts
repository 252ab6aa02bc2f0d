import { accountIn, figure, unsplit, type Account, type Books } from './books.js';
import { minus, plus, tidy, zero, type Bounds } from './count.js';
import { ancestorsOf, type Node } from './components.js';

/** What is counted of a population: who is to withdraw, who is still there, who has gone and how. */
export type Measure = 'baseline' | 'present' | 'departed' | 'separated' | 'died' | 'arrived';

/** The accounts of those who are no longer there: their people are shared by who is still present. */
export const isGone = (account: string): account is 'departed' | 'separated' | 'died' =>
  account === 'departed' || account === 'separated' || account === 'died';

const holder = (books: Books, measure: Measure): Account =>
  measure === 'baseline' || measure === 'present' || measure === 'arrived'
    ? books.measures[measure]
    : accountIn(books, measure);

/** What entries give for a node alone: no share of what lies unsplit above it. */
export function told(books: Books, measure: Measure, node: Node): Bounds {
  if (measure !== 'present' || books.measures.present.asserted.has(node)) {
    return figure(books, holder(books, measure), node);
  }
  const there = plus(told(books, 'baseline', node), told(books, 'arrived', node));
  return (['departed', 'separated', 'died'] as const).reduce(
    (left, gone) => minus(left, told(books, gone, node)),
    there,
  );
}

/** People that no entry has split lie above the nodes below them: how many of the ones at `above` may be at `node`. */
function exposure(account: Account, above: Node, node: Node): number {
  const now = unsplit(account, above);
  const then = account.asserted.get(node)?.unsplit[above] ?? 0;
  if (then === 0 || Math.sign(then) !== Math.sign(now)) return now;
  return Math.abs(now) > Math.abs(then) ? now - then : 0;
}

/** Splits a whole number in proportion to weights, none above its limit, by largest remainder; ties go by name. */
export function apportion(
  amount: number,
  parts: readonly { name: string; weight: number; limit: number }[],
): Map<string, number> {
  const shares = new Map<string, number>();
  let left = amount;
  let open = parts.filter((part) => part.weight > 0 && part.limit > 0);
  while (left > 0 && open.length > 0) {
    const total = open.reduce((sum, part) => sum + part.weight, 0);
    const exact = open.map((part) => ({ ...part, due: (left * part.weight) / total }));
    const full = exact.filter((part) => part.due >= part.limit);
    if (full.length > 0) {
      for (const part of full) shares.set(part.name, part.limit);
      left -= full.reduce((sum, part) => sum + part.limit, 0);
      open = open.filter((part) => !full.some((done) => done.name === part.name));
      continue;
    }
    let rest = left - exact.reduce((sum, part) => sum + Math.floor(part.due), 0);
    const byRemainder = exact.toSorted(
      (a, b) => b.due - Math.floor(b.due) - (a.due - Math.floor(a.due)) || (a.name < b.name ? -1 : 1),
    );
    for (const part of byRemainder) shares.set(part.name, Math.floor(part.due) + (rest-- > 0 ? 1 : 0));
    return shares;
  }
  return shares;
}

/** How the people whom nobody has split are shared among the nodes below, best values. */
function sharesOf(books: Books, account: Account, top: Node, received: number, leaves: boolean): Map<Node, number> {
  const shares = new Map<Node, number>();
  const amount = unsplit(account, top) + received;
  const children = books.tree.get(top) ?? [];
  if (children.length === 0) return shares;
  if (amount !== 0) {
    const held = (node: Node): number => figure(books, account, node).best;
    const present = (node: Node): number => figure(books, books.measures.present, node).best;
    const baseline = (node: Node): number => told(books, 'baseline', node).best;
    const weigh = amount < 0 ? held : leaves ? present : baseline;
    const anyone = children.some((child) => weigh(child) > 0);
    // Where nodes hold fewer than nobody, the unsplit must have been theirs.
    const lacking = children.map((child) => ({ name: child, weight: -held(child), limit: -held(child) }));
    const covered = amount > 0 ? apportion(amount, lacking) : new Map<Node, number>();
    const rest = [...covered.values()].reduce((left, share) => left - share, Math.abs(amount));
    const parts = children.map((child) => ({
      name: child,
      weight: Math.max(0, anyone ? weigh(child) : baseline(child)),
      limit: amount < 0 ? Math.max(0, held(child)) : Math.max(0, amount - knownElsewhere(account, top, child)),
    }));
    const shared = apportion(rest, parts);
    for (const child of children) {
      const share = (covered.get(child) ?? 0) + Math.sign(amount) * (shared.get(child) ?? 0);
      if (share !== 0) shares.set(child, share);
    }
  }
  for (const child of children) {
    for (const [node, share] of sharesOf(books, account, child, shares.get(child) ?? 0, leaves))
      shares.set(node, share);
  }
  return shares;
}

/** Of the people unsplit at `top`, those who were so when `child` was asserted and are therefore not in it. */
const knownElsewhere = (account: Account, top: Node, child: Node): number =>
  unsplit(account, top) - exposure(account, top, child);

/** The people of each node, as long as nothing is booked: what all nodes share is worked out once. */
export type ByNode = (node: Node) => Bounds;

/** What an account holds of a node, with its share of what lies unsplit above it, and the doubt that this brings. */
function sharing(books: Books, account: Account, ownOf: ByNode, leaves: boolean): ByNode {
  let shares: Map<Node, number> | undefined;
  return (node) => {
    const own = ownOf(node);
    const above = ancestorsOf(node);
    if (above.every((place) => unsplit(account, place) === 0)) return own;
    const moved = above.map((place) => exposure(account, place, node));
    shares ??= sharesOf(books, account, 'all', 0, leaves);
    return {
      low: own.low + moved.reduce((sum, u) => sum + Math.min(u, 0), 0),
      best: own.best + (shares.get(node) ?? 0),
      high: own.high === null ? null : own.high + moved.reduce((sum, u) => sum + Math.max(u, 0), 0),
    };
  };
}

/** The figures of a measure as views show them: low <= best <= high, no low below zero. */
export function measuring(books: Books, measure: Measure): ByNode {
  const shown = sharing(books, holder(books, measure), (node) => told(books, measure, node), isGone(measure));
  if (measure === 'baseline' || measure === 'arrived') return (node) => tidy(shown(node), null);
  const [baseline, arrived] = [measuring(books, 'baseline'), measuring(books, 'arrived')];
  const whoCouldBe = (node: Node): number | null => plus(baseline(node), arrived(node)).high;
  return (node) => tidy(shown(node), whoCouldBe(node));
}

/** The figure of a measure for a node, as views show it. */
export const measureOf = (books: Books, measure: Measure, node: Node): Bounds => measuring(books, measure)(node);

/** The people in one account (a base, a convoy, a medical place), as views show them. */
export function within(books: Books, name: string): ByNode {
  const account = books.accounts.get(name);
  if (!account) return () => ({ ...zero });
  const shown = sharing(books, account, (node) => figure(books, account, node), false);
  return (node) => tidy(shown(node));
}

/** The people of a node in one account, as views show them. */
export const peopleIn = (books: Books, account: string, node: Node = 'all'): Bounds => within(books, account)(node);

/** The nodes at which an account or a measure holds anyone, and those above them, in order of name. */
export function nodesOf(books: Books): Node[] {
  const nodes = new Set<Node>(books.tree.keys());
  for (const children of books.tree.values()) for (const child of children) nodes.add(child);
  return [...nodes].toSorted();
}
