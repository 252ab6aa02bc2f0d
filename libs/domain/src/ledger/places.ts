import { accountIn, figure, figuresOf, unsplit, writable, type Account, type Books } from './accounts.js';
import { apportion } from './apportion.js';
import { ancestorsOf, isWithin, lineOf, parentOf, type Node } from '../values/components.js';
import { tidy, zero, type Bounds } from '../values/count.js';
import type { Weights } from './population.js';

/** Whether an account is a place where people are: a base, a convoy, a medical place. */
export const isPlace = (account: string): boolean =>
  account.startsWith('base/') || account.startsWith('convoy/') || account.startsWith('medical/');

/**
 * Who is at a place, by node itself (best values). Whoever came or went without a part being named is taken to be of those
 * who were there; if that leaves fewer than nobody of a part, the unsplit were theirs, and then others of those guessed.
 */
export function exactAt(books: Books, name: string): Map<Node, number> {
  const account = accountIn(books, name);
  const exact = new Map<Node, number>();
  const add = (node: Node, people: number): void => void exact.set(node, (exact.get(node) ?? 0) + people);
  // Asked of every movement: loops over maps make an object for each turn, `forEach` makes none.
  account.own.forEach(({ best }, node) => add(node, best));
  account.guessed.forEach((guesses, above) =>
    guesses.forEach((people, node) => {
      add(node, people);
      add(above, -people);
    }),
  );
  if (lacksWithin('all')) balance('all');
  return exact;

  /** Whether there are fewer than nobody of a node or of one below it. */
  function lacksWithin(top: Node): boolean {
    let lacks = false;
    exact.forEach((people, node) => {
      if (people < 0 && isWithin(node, top)) lacks = true;
    });
    return lacks;
  }

  function peopleOf(top: Node): number {
    let people = 0;
    exact.forEach((there, node) => {
      if (isWithin(node, top)) people += there;
    });
    return people;
  }

  function balance(node: Node): void {
    const children = books.tree.get(node) ?? [];
    for (const child of children) {
      const lacking = -peopleOf(child);
      if (lacking <= 0) continue;
      const covered = Math.min(lacking, Math.max(0, exact.get(node) ?? 0));
      shift(node, child, covered);
      const guesses = account.guessed.get(node);
      if (!guesses || covered === lacking) continue;
      let guessedGone = 0;
      for (const [part, people] of guesses) if (isWithin(part, child)) guessedGone -= people;
      const wrong = Math.min(lacking - covered, guessedGone);
      const others = positive(node).filter(([other]) => !isWithin(other, child));
      for (const [other, people] of spread(wrong, others)) shift(other, child, people);
    }
    const missing = -(exact.get(node) ?? 0);
    if (missing > 0) for (const [part, people] of spread(missing, positive(node))) shift(part, node, people);
    for (const child of children) if (lacksWithin(child)) balance(child);
  }

  function shift(from: Node, to: Node, people: number): void {
    if (people === 0) return;
    add(from, -people);
    add(to, people);
  }

  function positive(top: Node): [Node, number][] {
    return [...exact].filter(([node, people]) => people > 0 && node !== top && isWithin(node, top));
  }
}

const spread = (people: number, among: Weights): Map<Node, number> =>
  apportion(
    Math.max(0, people),
    among.map(([name, weight]) => ({ name, weight, limit: weight })),
  );

/** Those of a node who are told to be at a place, by node itself; nobody if it is no place. */
export function thereAt(books: Books, name: string, node: Node): Weights {
  if (!isPlace(name)) return [];
  const there: [Node, number][] = [];
  exactAt(books, name).forEach((people, part) => {
    if (people > 0 && isWithin(part, node)) there.push([part, people]);
  });
  return there;
}

/** Which parts people who move from a place are taken to be of, in proportion to who is there; the node itself left out. */
export function guessParts(there: Weights, node: Node, people: number): Weights {
  if (!there.some(([part]) => part !== node)) return [];
  const parts = there.map(([name, weight]) => ({ name, weight, limit: weight }));
  return [...apportion(people, parts, node)].filter(([part, share]) => part !== node && share > 0);
}

/** Adds to what is guessed of those booked at a node without a part being named (`sign` 1), or takes away from it (-1). */
export function guess(account: Account, node: Node, parts: Weights, sign: 1 | -1): void {
  if (parts.length === 0) return;
  const guesses = new Map(account.guessed.get(node));
  for (const [part, people] of parts) guesses.set(part, (guesses.get(part) ?? 0) + sign * people);
  writable(account, 'guessed').set(node, guesses);
}

/** Says of a part that it is counted: nobody booked above it is guessed to be it. */
export function stopGuessing(account: Account, part: Node): void {
  for (const above of ancestorsOf(part)) {
    const guesses = account.guessed.get(above);
    if (guesses)
      writable(account, 'guessed').set(above, new Map([...guesses].filter(([node]) => !isWithin(node, part))));
  }
}

/** How many of those whom nobody has split above may be at a node: all that came since it was counted. */
function exposure(account: Account, above: Node, node: Node): number {
  const now = unsplit(account, above);
  const then = account.asserted.get(node)?.unsplit[above] ?? 0;
  if (then === 0 || Math.sign(then) !== Math.sign(now)) return now;
  return Math.abs(now) > Math.abs(then) ? now - then : 0;
}

/**
 * The people at one place by node, as views show them: low <= best <= high, no low below zero, no high above that of those whom they
 * are a part of. `known` is what `exactAt` said, where somebody has asked it.
 */
export function within(books: Books, name: string, known?: ReadonlyMap<Node, number>): (node: Node) => Bounds {
  const account = books.accounts.get(name);
  if (!account) return () => ({ ...zero });
  let reckoned: { figures: ReadonlyMap<Node, Bounds>; bests: ReadonlyMap<Node, number> } | undefined;
  const most = new Map<Node, number | null>();
  const people = (node: Node): Bounds => {
    const parent = parentOf(node);
    if (parent === undefined) return tidy(figure(books, account, node));
    reckoned ??= { figures: figuresOf(account), bests: sumsUp(known ?? exactAt(books, name)) };
    const told = reckoned.figures.get(node) ?? zero;
    const best = reckoned.bests.get(node) ?? 0;
    let { low, high } = told;
    for (const above of ancestorsOf(node)) {
      const moved = exposure(account, above, node);
      low += Math.min(0, moved);
      if (high !== null) high += Math.max(0, moved);
    }
    return tidy({ low, best, high }, mostOf(parent));
  };
  const mostOf = (node: Node): number | null => {
    let high = most.get(node);
    if (high === undefined) most.set(node, (high = people(node).high));
    return high;
  };
  return people;
}

/** People by node, those of the nodes below each included. */
function sumsUp(exact: ReadonlyMap<Node, number>): Map<Node, number> {
  const sums = new Map<Node, number>();
  exact.forEach((people, part) => {
    for (const place of lineOf(part)) sums.set(place, (sums.get(place) ?? 0) + people);
  });
  return sums;
}

/** The people of a node in one account, as views show them. */
export const peopleIn = (books: Books, account: string, node: Node = 'all'): Bounds => within(books, account)(node);
