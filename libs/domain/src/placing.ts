import type { Entry } from './entry.js';
import { periodOf, type Period } from './occurrence.js';

/** Totals that stand at the end of their period, so that a day's total counts that day's moves. */
const standsAtEnd = (type: string): boolean =>
  type === 'StrengthReported' || type === 'EquipmentReported' || type === 'CounterReported';

/** Entries that act at the place of another one: they mark no time of their own. */
export const actsElsewhere = (type: string): boolean =>
  type === 'EntryCorrected' || type === 'EntryRetracted' || type === 'TollRevised';

/**
 * The instant (milliseconds since 1970) at which an entry folds, fixed when it is recorded. An exact time is its own
 * place. An imprecise one stands after the entries recorded before it that lie in the same period, else at the
 * period's start; a total stands at the period's end, or at `recordedAt` where that is earlier.
 */
export function placeOf(
  type: string,
  occurredAt: string,
  timeZone: string,
  recordedAt: number,
  before: readonly Entry[],
): number {
  const period = periodOf(occurredAt, timeZone);
  if (period.precision === 'exact') return period.start;
  if (standsAtEnd(type)) return Math.min(period.end, recordedAt);
  let place = period.start;
  for (const entry of before) {
    const at = Date.parse(entry.placedAt);
    if (at <= place || at > period.end || actsElsewhere(entry.type)) continue;
    if (standsAtEnd(entry.type) && countsAll(entry, at, period, timeZone)) continue;
    place = at;
  }
  return place;
}

/** Whether a total covers the whole period: what is said to have happened within it is counted in it. */
function countsAll(total: Entry, at: number, period: Period, timeZone: string): boolean {
  if (total.occurredAt.length > 10) return false;
  const covered = periodOf(total.occurredAt, timeZone);
  return at === covered.end && covered.start <= period.start && covered.end >= period.end;
}
