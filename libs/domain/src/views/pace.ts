import { measureOf } from '../ledger/measures.js';
import type { MissionState } from '../state/mission.js';
import { daysBetween, endOf, shiftDay } from '../values/occurrence.js';
import { oneDecimal, roundUp } from './rounding.js';
import { today, type AsOf } from './as-of.js';
import { peopleInputsOf, reachedPerDay } from './verdicts/people.js';
import { dayIn, zoneOf } from '../state/calendar.js';

/** The departed total at an earlier report, and the calendar day of that report. */
export interface Compared {
  date: string;
  departed: number;
}

/** Why a value of the pace is null, at the place where it stands. */
export interface PaceNotes {
  lastDays?: { 7?: string; 30?: string };
  sinceStartPerDay?: string;
  projectedCompletion?: string;
}

/** How fast people leave, in people a day (best values, one decimal). Null if there are no two reports to compare. */
export interface Pace {
  /** Present / days left (at least 1). */
  requiredPerDay: number;
  /** (Departed now less departed at the last report at or before n days ago) / the days between. */
  lastDays: { 7: number | null; 30: number | null };
  /** That report; null if there is none. */
  comparedWith: { 7: Compared | null; 30: Compared | null };
  /** The calendar day of the last report of departures; null if there is none. */
  reportedOn: string | null;
  /** Departed / days since the start (at least 1). */
  sinceStartPerDay: number | null;
  /** Today plus present divided by the pace that `status` goes by, rounded up. */
  projectedCompletion: string | null;
  notes: PaceNotes;
}

/** What a pace is worked out from: days of the mission's zone, and people (best values). */
export interface PaceInputs {
  date: string;
  startsOn: string;
  daysLeft: number;
  present: number;
  departed: number;
  comparedWith: { 7: Compared | null; 30: Compared | null };
  reportedOn: string | null;
  /** The pace between the totals that `status` goes by, not rounded. */
  reached: number | undefined;
}

/** Works out a pace. */
export function paceFrom(inputs: PaceInputs): Pace {
  const { date, startsOn, daysLeft: left, present, departed, comparedWith, reportedOn, reached } = inputs;
  const of = (days: 7 | 30): number | null => perDaySince(comparedWith[days], departed, date, reportedOn);
  const lastDays = { 7: of(7), 30: of(30) };
  const sinceStartPerDay = reportedOn === null ? null : oneDecimal(departed / Math.max(1, daysBetween(startsOn, date)));
  const projectedCompletion = completionAt(date, present, reached);
  return {
    requiredPerDay: oneDecimal(present / Math.max(1, left)),
    lastDays,
    comparedWith,
    reportedOn,
    sinceStartPerDay,
    projectedCompletion,
    notes: {
      ...windowNotes(lastDays),
      ...(sinceStartPerDay === null && { sinceStartPerDay: 'No report of departures since the start.' }),
      ...(projectedCompletion === null && { projectedCompletion: whyNever(reached) }),
    },
  };
}

/** To one decimal; null if the last report is the one compared with, or there is none. */
const perDaySince = (compared: Compared | null, departed: number, date: string, last: string | null): number | null =>
  compared === null || last === null || last <= compared.date
    ? null
    : oneDecimal((departed - compared.departed) / daysBetween(compared.date, date));

function windowNotes(lastDays: Pace['lastDays']): Pick<PaceNotes, 'lastDays'> {
  const note = (days: 7 | 30) =>
    lastDays[days] === null && {
      [days]: `No two reports of departures to compare: one of the last ${days} days, and one before them.`,
    };
  const notes = { ...note(7), ...note(30) };
  return Object.keys(notes).length > 0 ? { lastDays: notes } : {};
}

const whyNever = (reached: number | undefined): string => {
  if (reached === undefined) return 'No total of the mission, and no report that people moved.';
  return reached > 0 ? 'Beyond the year 9999.' : 'Nobody left up to the last total of the mission.';
};

/** The day on which nobody remains at a pace; null if nothing has moved. */
export const completionAt = (date: string, present: number, reached: number | undefined): string | null =>
  reached !== undefined && reached > 0 ? later(date, roundUp(Math.max(0, present) / reached)) : null;

/** A day so many days later; null beyond the year 9999, which no calendar of ours can write. */
const later = (day: string, days: number): string | null => (days > 2_900_000 ? null : shiftDay(day, days));

/** The end of the day so many days before the one shown, in milliseconds since 1970. */
export const endOfDayBefore = (state: MissionState, asOf: AsOf, days: number): number =>
  endOf(shiftDay(today(state, asOf), -days), zoneOf(state));

/** The last report of departures at or before the end of the day so many days ago. */
export function reportBefore(state: MissionState, asOf: AsOf, days: number): Compared | null {
  const before = endOfDayBefore(state, asOf, days);
  const point = state.books.departed.get('all')?.lastLeading(({ at }) => at <= before);
  return point ? { date: dayIn(state, point.at), departed: point.bounds.best } : null;
}

/** Pace and projection for a day. */
export function paceOf(state: MissionState, asOf: AsOf): Pace {
  const date = today(state, asOf);
  const last = state.books.departed.get('all')?.at(-1);
  return paceFrom({
    date,
    startsOn: state.mission?.startsOn ?? date,
    daysLeft: daysLeft(state, asOf),
    present: measureOf(state.books, 'present', 'all').best,
    departed: measureOf(state.books, 'departed', 'all').best,
    comparedWith: { 7: reportBefore(state, asOf, 7), 30: reportBefore(state, asOf, 30) },
    reportedOn: last ? dayIn(state, last.at) : null,
    reached: reachedPerDay(peopleInputsOf(state, asOf)),
  });
}

/** Calendar days to the deadline in the mission's zone; below zero after it. */
export function daysLeft(state: MissionState, asOf: AsOf): number {
  const now = today(state, asOf);
  return daysBetween(now, state.mission?.deadline ?? now);
}
