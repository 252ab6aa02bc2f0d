import { measureOf } from '../measures.js';
import type { MissionState } from '../mission-state.js';
import { daysBetween, endOf, shiftDay } from '../occurrence.js';
import { daysOf } from '../planned-date.js';
import { isComplete, isRemaining } from './base-status.js';
import { dayIn, type Shown } from './shown.js';

/** How fast people leave, in people a day (best values, one decimal). */
export interface Pace {
  requiredPerDay: number;
  lastDays: { 7: number; 30: number };
  sinceStartPerDay: number;
  /** Today plus present divided by the pace that `status` uses, rounded up; null when nothing has moved. */
  projectedCompletion: string | null;
}

const oneDecimal = (n: number): number => Math.round(n * 10) / 10;

/** (Departed now less departed at the last report at or before n days ago) / the days between; 0 before any such report. */
function lastDays(state: MissionState, shown: Shown, days: number): number {
  const today = dayIn(state, shown.at);
  const zone = state.mission?.timeZone ?? 'UTC';
  const before = endOf(shiftDay(today, -days), zone);
  const point = state.books.departed.get('all')?.findLast(({ at }) => at <= before);
  if (!point) return 0;
  const between = daysBetween(dayIn(state, point.at), today);
  return (measureOf(state.books, 'departed', 'all').best - point.bounds.best) / Math.max(1, between);
}

function sinceStart(state: MissionState, shown: Shown): number {
  const days = daysBetween(state.mission?.startsOn ?? '', dayIn(state, shown.at));
  return measureOf(state.books, 'departed', 'all').best / Math.max(1, days);
}

/** The pace of the last 30 days, or since the start where that is zero. */
const paceNow = (state: MissionState, shown: Shown): number => lastDays(state, shown, 30) || sinceStart(state, shown);

/** Pace and projection for a day. */
export function paceOf(state: MissionState, shown: Shown): Pace {
  const present = measureOf(state.books, 'present', 'all').best;
  const today = dayIn(state, shown.at);
  const pace = paceNow(state, shown);
  return {
    requiredPerDay: oneDecimal(present / Math.max(1, daysLeft(state, shown))),
    lastDays: { 7: oneDecimal(lastDays(state, shown, 7)), 30: oneDecimal(lastDays(state, shown, 30)) },
    sinceStartPerDay: oneDecimal(sinceStart(state, shown)),
    projectedCompletion: pace > 0 ? later(today, Math.ceil(Math.max(0, present) / pace)) : null,
  };
}

/** A day so many days later; null beyond the year 9999, which no calendar of ours can write. */
const later = (day: string, days: number): string | null => (days > 2_900_000 ? null : shiftDay(day, days));

/** Calendar days to the deadline in the mission's zone; below zero after it. */
export const daysLeft = (state: MissionState, shown: Shown): number =>
  daysBetween(dayIn(state, shown.at), state.mission?.deadline ?? '');

export type Status = 'on-track' | 'at-risk' | 'late' | 'complete';

/** The mission's status and the rule by which it has it. */
export function statusOf(state: MissionState, shown: Shown): { status: Status; statusReason: string } {
  if (isComplete(state)) return { status: 'complete', statusReason: 'every base that is not a liquidation base has been left, and nobody is present outside those' };
  const left = daysLeft(state, shown);
  if (left < 0) return { status: 'late', statusReason: `the deadline passed ${-left} days ago and the withdrawal is not complete` };
  const risk = riskOf(state, shown, left);
  return risk === undefined ? { status: 'on-track', statusReason: 'at the present pace nobody remains on the deadline, and every base is planned by it' } : { status: 'at-risk', statusReason: risk };
}

function riskOf(state: MissionState, shown: Shown, left: number): string | undefined {
  const present = measureOf(state.books, 'present', 'all').best;
  const remain = Math.ceil(present - paceNow(state, shown) * left);
  const today = dayIn(state, shown.at);
  const deadline = state.mission?.deadline ?? '';
  for (const base of state.bases.values()) {
    if (base.liquidation || !isRemaining(base)) continue;
    if (base.plan.state === 'none') {
      if (left < 30) return `${base.name} has no planned date, ${left} days before the deadline`;
      continue;
    }
    const { last } = daysOf(base.plan.on);
    if (last > deadline) return `${base.name} is planned to be left after the deadline`;
    if (today > last) return `${base.name} was to be left by ${last} and has not been`;
  }
  return remain > 0 ? `at the present pace ${remain} people remain on the deadline` : undefined;
}
