import type { Plan } from './plan.js';

/** The bases of a plan, each after all that it waits for; those of equal standing by their place. Throws on a cycle. */
export function inOrder({ bases, arcs }: Pick<Plan, 'bases' | 'arcs'>): number[] {
  const waiting = bases.map(() => 0);
  const next = bases.map((): number[] => []);
  for (const { before, after } of arcs) {
    next[before]?.push(after);
    waiting[after] = (waiting[after] ?? 0) + 1;
  }
  const order = [...bases.keys()].filter((index) => waiting[index] === 0);
  for (const index of order)
    for (const after of next[index] ?? []) {
      const left = (waiting[after] ?? 0) - 1;
      waiting[after] = left;
      if (left === 0) order.push(after);
    }
  if (order.length < bases.length) throw new Error('a plan whose bases wait for each other in a circle');
  return order;
}
