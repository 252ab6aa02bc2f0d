/** Numbers as people give them ("about 200"), and the low/best/high that they become. */

/** A count as given: exact, or in the words of its source. Always whole and never negative. */
export type Count =
  number | { about: number } | { atLeast: number } | { atMost: number } | { from: number; to: number };

/** Three whole numbers, low <= best <= high; `high` is null if nobody knows it. */
export interface Bounds {
  low: number;
  best: number;
  high: number | null;
}

/** Exactly n. */
export const exactly = (n: number): Bounds => ({ low: n, best: n, high: n });

/** Nobody. */
export const zero: Readonly<Bounds> = Object.freeze(exactly(0));

/** Turns a count into its bounds: "about" is 10% either way, rounded outward. */
export function boundsOf(count: Count): Bounds {
  if (typeof count === 'number') return exactly(count);
  if ('about' in count) {
    // Integer arithmetic: 0.1 * n would round 110 outward to 98.
    const low = Math.floor((count.about * 9) / 10);
    return { low, best: count.about, high: Math.ceil((count.about * 11) / 10) };
  }
  if ('atLeast' in count) return { low: count.atLeast, best: count.atLeast, high: null };
  if ('atMost' in count) return { low: 0, best: count.atMost, high: count.atMost };
  return { low: count.from, best: Math.floor((count.from + count.to) / 2), high: count.to };
}

/** Sum of two uncertain figures, bound by bound. */
export const plus = (a: Bounds, b: Bounds): Bounds => ({
  low: a.low + b.low,
  best: a.best + b.best,
  high: a.high === null || b.high === null ? null : a.high + b.high,
});

/** What remains of `a` when `b` leaves: the least remains when the most left. */
export const minus = (a: Bounds, b: Bounds): Bounds => ({
  low: b.high === null ? 0 : a.low - b.high,
  best: a.best - b.best,
  high: a.high === null ? null : a.high - b.low,
});

/** Makes bounds presentable: no low below zero, low <= best <= high, high within `most` if that is known, also where nobody knows it. */
export function tidy(b: Bounds, most: number | null = null): Bounds {
  const capped = most === null ? b.high : Math.min(b.high ?? most, most);
  return {
    low: Math.min(Math.max(b.low, 0), b.best),
    best: b.best,
    high: capped === null ? null : Math.max(capped, b.best),
  };
}

/** A number as people read it: 12,425. */
export const digits = (n: number): string => n.toLocaleString('en-GB');

/** The words of a count, for sentences and messages. */
export function countInWords(count: Count): string {
  if (typeof count === 'number') return digits(count);
  if ('about' in count) return `about ${digits(count.about)}`;
  if ('atLeast' in count) return `at least ${digits(count.atLeast)}`;
  if ('atMost' in count) return `at most ${digits(count.atMost)}`;
  return `${digits(count.from)} to ${digits(count.to)}`;
}
