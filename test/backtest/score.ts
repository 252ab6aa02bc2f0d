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

/** Mean of numbers, of which there are some. */
export const mean = (numbers: readonly number[]): number => {
  if (numbers.length === 0) throw new Error('a mean of nothing');
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
};

/** Our mean score as a part of another's, and the skill (1 less that part) with 90 percent of bootstraps over whole bases. */
export interface Against {
  /** Null where the other was never off: no part of nothing says anything. */
  ratio: number | null;
  /** Null where there is no part, or one base alone: drawn again it is the same. */
  skill: [number, number] | null;
  note?: string;
}

/** Compares scores with those of another. `random` draws in [0, 1). */
export function against(pairs: readonly Pair[], other: string, random: () => number): Against {
  const groups = wholes(pairs).map((group) => ({
    ours: group.reduce((sum, { ours, ...came }) => sum + crps(ours, came), 0),
    theirs: group.reduce((sum, { others, ...came }) => sum + crps(others[other] as number, came), 0),
  }));
  const ratio = ratioOf(groups);
  if (ratio === null) return { ratio, skill: null, note: 'the other was never off' };
  if (groups.length === 1) return { ratio, skill: null, note: 'one base alone says nothing of others' };
  const skills = Array.from({ length: 1000 }, () =>
    ratioOf(groups.map(() => groups[Math.floor(random() * groups.length)] as (typeof groups)[number])),
  )
    .map((part) => (part === null ? Number.NEGATIVE_INFINITY : 1 - part))
    .toSorted((one, two) => one - two);
  const [low, high] = [skills[50] as number, skills[949] as number];
  if (!Number.isFinite(low)) return { ratio, skill: null, note: 'the other was all but never off' };
  return { ratio, skill: [low, high] };
}

function ratioOf(groups: readonly { ours: number; theirs: number }[]): number | null {
  const theirs = groups.reduce((sum, one) => sum + one.theirs, 0);
  return theirs === 0 ? null : groups.reduce((sum, one) => sum + one.ours, 0) / theirs;
}

function wholes(pairs: readonly Pair[]): Pair[][] {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) groups.set(pair.whose, [...(groups.get(pair.whose) ?? []), pair]);
  return [...groups.values()];
}
