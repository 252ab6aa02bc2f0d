import { levels } from '#libs/forecast';

/** Values at the nineteen levels. */
export type Quantile19 = readonly number[];

/** A forecast of one thing on one day, what came of it, and what others would have said. */
export interface Pair {
  /** What is drawn anew as a whole in a bootstrap: a base. */
  whose: string;
  truth: number;
  /** The last day on which it may have been, where it is known by its month alone; `truth` is the first one then. */
  until?: number;
  ours: Quantile19;
  others: Readonly<Record<string, Quantile19 | number>>;
  isPlanned: boolean;
}

/** What came, as far as it is known. */
export type Came = Pick<Pair, 'truth' | 'until'>;

/** By how much what came lies after a value; 0 if it may have been that. */
const missOf = (value: number, { truth, until = truth }: Came): number =>
  Math.max(0, truth - value) + Math.min(0, until - value);

/** The continuous ranked probability score, as twice the mean pinball loss; of a single value, how far it is off. */
export function crps(said: Quantile19 | number, came: Came): number {
  if (typeof said === 'number') return Math.abs(missOf(said, came));
  const losses = levels.map((level, one) => {
    const miss = missOf(said[one] as number, came);
    return miss >= 0 ? level * miss : (level - 1) * miss;
  });
  return 2 * mean(losses);
}

/** How often what came lay between two levels. */
export const coverage = (pairs: readonly Pair[], low: number, high: number): number =>
  mean(
    pairs.map(({ ours, truth, until = truth }) =>
      Number(until >= (ours[levels.indexOf(low)] as number) && truth <= (ours[levels.indexOf(high)] as number)),
    ),
  );

/** How many pairs came out in each tenth of what was forecast. */
export function pitDeciles(pairs: readonly Pair[]): number[] {
  const deciles = Array.from({ length: 10 }, () => 0);
  for (const { ours, truth, until = truth } of pairs) {
    const below = ours.filter((value) => value < (truth + until) / 2).length;
    const decile = Math.min(9, Math.floor(below / 2));
    deciles[decile] = (deciles[decile] ?? 0) + 1;
  }
  return deciles;
}

/** Mean of numbers; 0 of none. */
export const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** Our mean score as a part of another's, and the skill (1 less that part) with 90 percent of bootstraps over whole bases. */
export interface Against {
  ratio: number;
  skill: [number, number];
}

/** Compares scores with those of another. `random` draws in [0, 1). */
export function against(pairs: readonly Pair[], other: string, random: () => number): Against {
  const groups = wholes(pairs).map((group) => ({
    ours: group.reduce((sum, { ours, ...came }) => sum + crps(ours, came), 0),
    theirs: group.reduce((sum, { others, ...came }) => sum + crps(others[other] as number, came), 0),
  }));
  const ratioOf = (chosen: typeof groups): number =>
    chosen.reduce((sum, { ours }) => sum + ours, 0) / chosen.reduce((sum, { theirs }) => sum + theirs, 0);
  const skills = Array.from(
    { length: 1000 },
    () => 1 - ratioOf(groups.map(() => groups[Math.floor(random() * groups.length)] as (typeof groups)[number])),
  ).toSorted((one, two) => one - two);
  return { ratio: ratioOf(groups), skill: [skills[50] as number, skills[949] as number] };
}

function wholes(pairs: readonly Pair[]): Pair[][] {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) groups.set(pair.whose, [...(groups.get(pair.whose) ?? []), pair]);
  return [...groups.values()];
}
