/**
 * Which states along a fold are kept: those after a number of entries that is a multiple of a power of two, the larger the
 * further from the end. Reports come late by days, not by years, so that most of what is folded again lies near the end;
 * and multiples stay where they are while a log grows.
 */

const nearest = 128;
const farthest = 256;

/** A long fold has so many states, or up to twice as many. */
const statesMin = 256;

const powerUpTo = (n: number): number => 2 ** Math.floor(Math.log2(Math.max(1, n)));

const farthestOf = (length: number): number => Math.max(farthest, powerUpTo(length / statesMin));

/** Whether the state after `size` of `length` entries is kept: no further from the next than an eighth of the way to the end. */
export function isKept(size: number, length: number): boolean {
  const gap = Math.max(nearest, powerUpTo((length - size) / 8));
  return size % Math.min(gap, farthestOf(length)) === 0;
}

/** The same if many folds are kept, which share the states that lie far from their ends. */
export const isKeptInArchive = (size: number, length: number): boolean => size % farthestOf(length) === 0;
