import { measureOf } from '../measures.js';
import type { MissionState } from '../mission-state.js';
import { daysBetween, endOf, shiftDay } from '../occurrence.js';
import { dayIn, today, type Shown } from './shown.js';

/** The departed total at an earlier report, and the calendar day of that report. */
export interface Compared {
  date: string;
  departed: number;
}

/** How fast people leave, in people a day (best values, one decimal). */
export interface Pace {
  /** Present / days left (at least 1). */
  requiredPerDay: number;
  /** (Departed now less departed at the last report at or before n days ago) / the days between. */
  lastDays: { 7: number; 30: number };
  /** That report; null where there is none. */
  comparedWith: { 7: Compared | null; 30: Compared | null };
  /** Departed / days since the start (at least 1). */
  sinceStartPerDay: number;
  /** Today plus present divided by the pace that `status` uses, rounded up; null when nothing has moved. */
  projectedCompletion: string | null;
}

/** What a pace is worked out from: days of the mission's zone, and people (best values). */
export interface PaceInputs {
  date: string;
  startsOn: string;
  departed: number;
  comparedWith30: Compared | null;
}

/** To one decimal, as paces are shown. */
export const oneDecimal = (n: number): number => Math.round(n * 10) / 10;

/** Rounds up, but not for what binary fractions add: 100 / (100 / 30) is 30 days. */
export const roundUp = (n: number): number => Math.ceil(n - 1e-6);

/** People a day since the report compared with; 0 where there is none. */
export const perDaySince = (compared: Compared | null, departed: number, date: string): number =>
  compared === null ? 0 : (departed - compared.departed) / daysBetween(compared.date, date);

/** People a day since the start, of which at least one day is counted. */
export const perDaySinceStart = ({ startsOn, departed, date }: PaceInputs): number =>
  departed / Math.max(1, daysBetween(startsOn, date));

/** The pace of the last 30 days, or since the start where that is zero. */
export const paceNow = (inputs: PaceInputs): number =>
  perDaySince(inputs.comparedWith30, inputs.departed, inputs.date) || perDaySinceStart(inputs);

/** The day on which nobody remains at a pace; null where nothing has moved. */
export const completionAt = (date: string, present: number, pace: number): string | null =>
  pace > 0 ? later(date, roundUp(Math.max(0, present) / pace)) : null;

/** A day so many days later; null beyond the year 9999, which no calendar of ours can write. */
const later = (day: string, days: number): string | null => (days > 2_900_000 ? null : shiftDay(day, days));

/** The end of the day so many days before the one shown, in milliseconds since 1970. */
export const endOfDayBefore = (state: MissionState, shown: Shown, days: number): number =>
  endOf(shiftDay(today(state, shown), -days), state.mission?.timeZone ?? 'UTC');

/** The last report of departures at or before the end of the day so many days ago. */
export function comparedWith(state: MissionState, shown: Shown, days: number): Compared | null {
  const before = endOfDayBefore(state, shown, days);
  const point = state.books.departed.get('all')?.lastLeading(({ at }) => at <= before);
  return point ? { date: dayIn(state, point.at), departed: point.bounds.best } : null;
}

/** What the pace of a mission is worked out from. */
export function paceInputsOf(state: MissionState, shown: Shown): PaceInputs {
  const date = today(state, shown);
  return {
    date,
    startsOn: state.mission?.startsOn ?? date,
    departed: measureOf(state.books, 'departed', 'all').best,
    comparedWith30: comparedWith(state, shown, 30),
  };
}

/** Pace and projection for a day. */
export function paceOf(state: MissionState, shown: Shown): Pace {
  const present = measureOf(state.books, 'present', 'all').best;
  const inputs = paceInputsOf(state, shown);
  const { date, departed, comparedWith30 } = inputs;
  const comparedWith7 = comparedWith(state, shown, 7);
  return {
    requiredPerDay: oneDecimal(present / Math.max(1, daysLeft(state, shown))),
    lastDays: {
      7: oneDecimal(perDaySince(comparedWith7, departed, date)),
      30: oneDecimal(perDaySince(comparedWith30, departed, date)),
    },
    comparedWith: { 7: comparedWith7, 30: comparedWith30 },
    sinceStartPerDay: oneDecimal(perDaySinceStart(inputs)),
    projectedCompletion: completionAt(date, present, paceNow(inputs)),
  };
}

/** Calendar days to the deadline in the mission's zone; below zero after it. */
export function daysLeft(state: MissionState, shown: Shown): number {
  const now = today(state, shown);
  return daysBetween(now, state.mission?.deadline ?? now);
}
