import type { LineLike } from './accounts.js';
import { ancestorsOf, componentOf, contingentOf, isWithin, nodeOf, type Node } from '../values/components.js';
import { boundsOf, exactly, minus, plus, tidy, zero, type Bounds, type Count } from '../values/count.js';

/** Some of one population. */
interface Some {
  node: Node;
  bounds: Bounds;
}

const someOf = (line: LineLike): Some => ({
  node: nodeOf(line.component, line.contingent),
  bounds: boundsOf(line.count),
});

/** A line that says some of one population; a range that no count can say is given by its best value. */
function lineOf({ node, bounds }: Some): LineLike {
  const { low, best, high } = tidy(bounds);
  const words: Count[] = high === null ? [{ atLeast: best }] : [best, { from: low, to: high }, { atMost: high }];
  const isSame = (count: Count): boolean => {
    const said = boundsOf(count);
    return said.low === low && said.best === best && said.high === high;
  };
  return { component: componentOf(node), contingent: contingentOf(node), count: words.find(isSame) ?? best };
}

/** How many people lines tell of, best values. */
export const peopleOf = (lines: readonly LineLike[]): number => boundsOfLines(lines).best;

/** The people of some lines, bound by bound. */
export const boundsOfLines = (lines: readonly LineLike[]): Bounds =>
  lines.reduce<Bounds>((sum, { count }) => plus(sum, boundsOf(count)), zero);

/** The lines of what an account holds: whom it has too few of were among those above or below them. */
export function linesOfHeld(held: readonly Some[]): LineLike[] {
  const lacking = held.filter(({ bounds }) => bounds.best < 0);
  const there = held.filter(({ bounds }) => bounds.best > 0).map(lineOf);
  if (lacking.length === 0) return there;
  return take(
    there,
    lacking.map(({ node, bounds }) => lineOf({ node, bounds: exactly(-bounds.best) })),
  ).left;
}

/** Deeper populations have fewer who may be meant by them: they take first. */
const byDepth = (a: Some, b: Some): number => ancestorsOf(b.node).length - ancestorsOf(a.node).length;

/** Those who may be meant by a population: its own, then parts of it, then those above it whom nobody has split. */
function meantBy(there: readonly Some[], node: Node): Some[] {
  const above = ancestorsOf(node);
  return [
    ...there.filter((one) => one.node === node),
    ...there.filter((one) => one.node !== node && isWithin(one.node, node)),
    ...above.flatMap((place) => there.filter((one) => one.node === place)),
  ];
}

/**
 * Takes those who are told of from those who are there, as far as they may be the same people: who is taken (as told),
 * who is left (as they were), and how many are told beyond those who are there.
 */
export function take(
  there: readonly LineLike[],
  told: readonly LineLike[],
): { taken: LineLike[]; left: LineLike[]; beyond: number } {
  const left = there.map(someOf);
  const taken: LineLike[] = [];
  let beyond = 0;
  for (const { node, bounds } of told.map(someOf).toSorted(byDepth)) {
    let rest = bounds.best;
    for (const one of meantBy(left, node)) {
      const part = Math.min(rest, one.bounds.best);
      if (part <= 0) continue;
      one.bounds = minus(one.bounds, part === bounds.best ? bounds : exactly(part));
      rest -= part;
    }
    beyond += rest;
    const some = rest === 0 ? bounds : exactly(bounds.best - rest);
    if (some.best > 0) taken.push(lineOf({ node, bounds: some }));
  }
  return { taken, left: left.filter(({ bounds }) => bounds.best > 0).map(lineOf), beyond };
}

/** Whether lines tell of the same people, in as many words or other ones that fit. */
export function areSame(some: readonly LineLike[], others: readonly LineLike[]): boolean {
  const { left, beyond } = take(some, others);
  return left.length === 0 && beyond === 0;
}

/** Whether lines say the same in every count. */
export function areEqual(some: readonly LineLike[], others: readonly LineLike[]): boolean {
  const sums = (lines: readonly LineLike[]): string => {
    const byNode = new Map<Node, Bounds>();
    for (const { node, bounds } of lines.map(someOf)) byNode.set(node, plus(byNode.get(node) ?? zero, bounds));
    return JSON.stringify([...byNode].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  return sums(some) === sums(others);
}
