import type { Bounds } from '#libs/domain';

/** A count as a view shows it: one number (null if nobody knows it), or its bounds; undefined if there is none yet. */
export type Figure = number | null | Bounds | undefined;

/** How far one number moved: by so many, or from or to "nobody knows". */
export type Step = number | { from: number | null; to: number | null };

/** What an entry contributed to a count: the figure after it less the figure before it, bound by bound. */
export type Contributed = Step | { low: Step; best: Step; high: Step };

/** The names of the three bounds. */
export const boundNames = ['low', 'best', 'high'] as const;

export type BoundName = (typeof boundNames)[number];

/** Whether a text names a bound. */
export const isBoundName = (text: string | undefined): text is BoundName => boundNames.some((name) => name === text);

/** Whether a value is the bounds of a count. */
export const isBounds = (value: unknown): value is Bounds =>
  typeof value === 'object' && value !== null && boundNames.every((name) => name in value);

/** That an entry changed a figure: what it was before, and after. */
export interface Moved<T> {
  revision: number;
  before: T | undefined;
  after: T;
}

/** Whether two figures are equal. They are plain data: equal where their JSON is. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isBounds(a) && isBounds(b)) return a.low === b.low && a.best === b.best && a.high === b.high;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}

/** One number of a count: one of its bounds, or itself. Where there is no count yet, it is of nobody. */
export function numberOf(figure: Figure, bound?: BoundName): number | null {
  if (figure === undefined) return 0;
  return isBounds(figure) ? figure[bound ?? 'best'] : figure;
}

const step = (before: number | null, after: number | null): Step => {
  if (before !== null && after !== null) return after - before;
  return before === after ? 0 : { from: before, to: after };
};

/** How far a count moved. */
export function difference(before: Figure, after: Figure): Contributed {
  if (!isBounds(before) && !isBounds(after)) return step(numberOf(before), numberOf(after));
  const of = (bound: BoundName): Step => step(numberOf(before, bound), numberOf(after, bound));
  return { low: of('low'), best: of('best'), high: of('high') };
}

/** Whether anything moved. */
export function isNothing(contributed: Contributed): boolean {
  if (typeof contributed === 'number') return contributed === 0;
  return 'low' in contributed && boundNames.every((bound) => contributed[bound] === 0);
}

const after = (before: number | null, moved: Step): number | null => {
  if (typeof moved !== 'number') return moved.to;
  return before === null ? null : before + moved;
};

/** The figure that contributions, in their order, add up to. */
export function sumOfContributions(contributions: readonly Contributed[], hasBounds: boolean): Figure {
  if (!hasBounds) {
    return contributions.reduce<number | null>((sum, one) => after(sum, bestOf(one)), 0);
  }
  const of = (bound: BoundName): number | null =>
    contributions.reduce<number | null>((sum, one) => after(sum, stepOf(one, bound)), 0);
  return { low: of('low') ?? 0, best: of('best') ?? 0, high: of('high') };
}

/** How far one bound moved. */
export const stepOf = (contributed: Contributed, bound: BoundName): Step =>
  typeof contributed === 'object' && 'low' in contributed ? contributed[bound] : contributed;

/** How far the best value moved. */
export const bestOf = (contributed: Contributed): Step => stepOf(contributed, 'best');
