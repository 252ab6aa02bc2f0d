import type { Bounds } from '../values/count.js';

/**
 * Bounds that can be added and taken away again: how many of the amounts in them have no known end is counted, so that a
 * sum of amounts of which one is unknown becomes known when that one goes.
 */
export interface Range {
  low: number;
  best: number;
  /** Amounts of unknown high count with their best here. */
  high: number;
  /** How many amounts were added of which the low is unknown; likewise the high. */
  lowOpen: number;
  highOpen: number;
}

/** Nobody. */
export const nothing: Readonly<Range> = Object.freeze({ low: 0, best: 0, high: 0, lowOpen: 0, highOpen: 0 });

/** Exactly n, which may be below zero. */
export const exactRange = (n: number): Range => ({ low: n, best: n, high: n, lowOpen: 0, highOpen: 0 });

/** The range of bounds. */
export const rangeOf = ({ low, best, high }: Bounds): Range => ({
  low,
  best,
  high: high ?? best,
  lowOpen: 0,
  highOpen: high === null ? 1 : 0,
});

/** Whether a range is of anybody, for certain or not. */
export const isAnybody = ({ low, best, high, lowOpen, highOpen }: Readonly<Range>): boolean =>
  low !== 0 || best !== 0 || high !== 0 || lowOpen !== 0 || highOpen !== 0;

/** Both together. */
export const sum = (a: Readonly<Range>, b: Readonly<Range>): Range => ({
  low: a.low + b.low,
  best: a.best + b.best,
  high: a.high + b.high,
  lowOpen: a.lowOpen + b.lowOpen,
  highOpen: a.highOpen + b.highOpen,
});

/** The same amount the other way: what is most one way is least the other. */
export const negated = ({ low, best, high, lowOpen, highOpen }: Readonly<Range>): Range => ({
  low: -high,
  best: -best,
  high: -low,
  lowOpen: highOpen,
  highOpen: lowOpen,
});

/** Takes a term out of a sum that it was added to: `without(sum(a, b), b)` is `a`. */
export const without = (a: Readonly<Range>, b: Readonly<Range>): Range => ({
  low: a.low - b.low,
  best: a.best - b.best,
  high: a.high - b.high,
  lowOpen: a.lowOpen - b.lowOpen,
  highOpen: a.highOpen - b.highOpen,
});

/** How far apart two figures lie that were told independently, `to` being the later one; nothing if both have one best value. */
export function difference(to: Readonly<Range>, from: Readonly<Range>): Range {
  const best = to.best - from.best;
  if (best === 0) return { ...nothing };
  const low = to.low - from.high;
  const high = to.high - from.low;
  const isMore = best > 0;
  return {
    low: Math.min(best, isMore ? Math.max(0, from.highOpen > 0 ? 0 : low) : low),
    best,
    high: Math.max(best, isMore ? high : Math.min(0, from.lowOpen > 0 ? 0 : high)),
    lowOpen: isMore ? 0 : Math.max(0, from.highOpen),
    highOpen: isMore ? Math.max(0, to.highOpen) : 0,
  };
}

/** A range as bounds: what has no known end begins at nobody, or ends nowhere. */
export const boundsIn = ({ low, best, high, lowOpen, highOpen }: Readonly<Range>): Bounds => ({
  low: lowOpen > 0 ? Math.min(0, best) : low,
  best,
  high: highOpen > 0 ? null : high,
});
