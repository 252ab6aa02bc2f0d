import type { Entry, EntryType } from '../envelope/entry.js';
import { actsElsewhere, standsAtEnd } from '../entries/registry.js';
import { periodOf, precisionOf } from '../values/occurrence.js';

/** Where the entries of a log stand, as they were recorded: what an imprecise time is placed after. Milliseconds since 1970. */
export interface KnownPlacements {
  /** Where single moments stand, in order. */
  instants: number[];
  /** Totals that cover a whole period and stand at its end. */
  totals: { start: number; end: number }[];
}

/** How many of a sorted list are not greater than a limit. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The period that a total covers, if it stands at the end of it. */
function coveredBy(
  { type, occurredAt }: Entry,
  at: number,
  timeZone: string,
): KnownPlacements['totals'][number] | undefined {
  if (!standsAtEnd(type) || precisionOf(occurredAt) === 'exact') return undefined;
  const { start, end } = periodOf(occurredAt, timeZone);
  return at === end ? { start, end } : undefined;
}

/** Notes where one more entry stands. Entries mostly come in order, so that this is mostly a push. */
export function notePlacement({ instants, totals }: KnownPlacements, entry: Entry, timeZone: string): void {
  if (actsElsewhere(entry.type)) return;
  const at = Date.parse(entry.placedAt);
  const covered = coveredBy(entry, at, timeZone);
  if (covered) totals.push(covered);
  else if (at >= (instants.at(-1) ?? at)) instants.push(at);
  else instants.splice(countUpTo(instants, at), 0, at);
}

/** Takes back where an entry stands that was noted. */
export function takeBackPlacement({ instants, totals }: KnownPlacements, entry: Entry, timeZone: string): void {
  if (actsElsewhere(entry.type)) return;
  const at = Date.parse(entry.placedAt);
  const covered = coveredBy(entry, at, timeZone);
  if (!covered) instants.splice(countUpTo(instants, at) - 1, 1);
  else {
    const index = totals.findLastIndex(({ start, end }) => start === covered.start && end === covered.end);
    totals.splice(index, 1);
  }
}

/** Where the entries of a log stand without one of them. */
export function placementsWithout(
  { instants, totals }: KnownPlacements,
  entry: Entry,
  timeZone: string,
): KnownPlacements {
  const others = { instants: instants.slice(), totals: totals.slice() };
  takeBackPlacement(others, entry, timeZone);
  return others;
}

/**
 * The instant (milliseconds since 1970) at which an entry folds, fixed when it is recorded. An exact time is its own
 * place. An imprecise one stands after the entries recorded before it that lie in the same period, else at the
 * period's start; a total stands at the period's end, or at `recordedAt` if that is earlier.
 */
export function placedAtOf(
  type: EntryType,
  occurredAt: string,
  timeZone: string,
  recordedAt: number,
  { instants, totals }: KnownPlacements,
): number {
  const period = periodOf(occurredAt, timeZone);
  if (period.precision === 'exact') return period.start;
  if (standsAtEnd(type)) return Math.min(period.end, recordedAt);
  let place = Math.max(period.start, instants[countUpTo(instants, period.end) - 1] ?? period.start);
  for (const total of totals) {
    // What is said to have happened within the period of a total is counted in it.
    const countsAll = total.start <= period.start && total.end >= period.end;
    if (total.end > place && total.end <= period.end && !countsAll) place = total.end;
  }
  return place;
}
