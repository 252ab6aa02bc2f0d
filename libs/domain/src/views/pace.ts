import { measureOf } from '../measures.js';
import type { Base, MissionState } from '../mission-state.js';
import { daysBetween, endOf, shiftDay } from '../occurrence.js';
import { daysOf } from '../planned-date.js';
import { isComplete, isRemaining } from './base-status.js';
import { dayIn, today, type Shown } from './shown.js';

/** How fast people leave, in people a day (best values, one decimal). */
export interface Pace {
  /** Present / days left (at least 1). */
  requiredPerDay: number;
  /** (Departed now less departed at the last report at or before n days ago) / the days between. */
  lastDays: { 7: number; 30: number };
  /** Departed / days since the start (at least 1). */
  sinceStartPerDay: number;
  /** Today plus present divided by the pace that `status` uses, rounded up; null when nothing has moved. */
  projectedCompletion: string | null;
}

const oneDecimal = (n: number): number => Math.round(n * 10) / 10;

/** Rounds up, but not for what binary fractions add: 100 / (100 / 30) is 30 days. */
const roundUp = (n: number): number => Math.ceil(n - 1e-6);

/** People a day since the last report at or before the end of the day n days ago; 0 where there is none. */
function lastDays(state: MissionState, shown: Shown, days: number): number {
  const now = today(state, shown);
  const before = endOf(shiftDay(now, -days), state.mission?.timeZone ?? 'UTC');
  const point = state.books.departed.get('all')?.lastLeading(({ at }) => at <= before);
  if (!point) return 0;
  const between = daysBetween(dayIn(state, point.at), now);
  return (measureOf(state.books, 'departed', 'all').best - point.bounds.best) / between;
}

function sinceStart(state: MissionState, shown: Shown): number {
  const now = today(state, shown);
  const days = daysBetween(state.mission?.startsOn ?? now, now);
  return measureOf(state.books, 'departed', 'all').best / Math.max(1, days);
}

/** The pace of the last 30 days, or since the start where that is zero. */
const paceNow = (state: MissionState, shown: Shown): number => lastDays(state, shown, 30) || sinceStart(state, shown);

/** Pace and projection for a day. */
export function paceOf(state: MissionState, shown: Shown): Pace {
  const present = measureOf(state.books, 'present', 'all').best;
  const pace = paceNow(state, shown);
  return {
    requiredPerDay: oneDecimal(present / Math.max(1, daysLeft(state, shown))),
    lastDays: { 7: oneDecimal(lastDays(state, shown, 7)), 30: oneDecimal(lastDays(state, shown, 30)) },
    sinceStartPerDay: oneDecimal(sinceStart(state, shown)),
    projectedCompletion: pace > 0 ? later(today(state, shown), roundUp(Math.max(0, present) / pace)) : null,
  };
}

/** A day so many days later; null beyond the year 9999, which no calendar of ours can write. */
const later = (day: string, days: number): string | null => (days > 2_900_000 ? null : shiftDay(day, days));

/** Calendar days to the deadline in the mission's zone; below zero after it. */
export function daysLeft(state: MissionState, shown: Shown): number {
  const now = today(state, shown);
  return daysBetween(now, state.mission?.deadline ?? now);
}

export type Status = 'on-track' | 'at-risk' | 'late' | 'complete';

/** The mission's status and the rule by which it has it. */
export function statusOf(state: MissionState, shown: Shown): { status: Status; statusReason: string } {
  if (isComplete(state)) {
    const statusReason =
      'Every base that is not a liquidation base has been left, and nobody is present outside those.';
    return { status: 'complete', statusReason };
  }
  const left = daysLeft(state, shown);
  if (left < 0) {
    const statusReason = `The deadline passed ${inDays(-left)} ago and the withdrawal is not complete.`;
    return { status: 'late', statusReason };
  }
  const statusReason = riskOf(state, shown, left);
  if (statusReason !== undefined) return { status: 'at-risk', statusReason };
  return {
    status: 'on-track',
    statusReason:
      'At the present pace nobody remains on the deadline, and no base is unplanned, late or planned after it.',
  };
}

const inDays = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

/** From how many days before the deadline a base without a planned date is a risk. */
const unscheduledDaysMin = 30;

function riskOf(state: MissionState, shown: Shown, left: number): string | undefined {
  for (const base of state.bases.values()) {
    const risk = isRemaining(base) ? riskOfBase(state, base, today(state, shown), left) : undefined;
    if (risk !== undefined) return risk;
  }
  const present = measureOf(state.books, 'present', 'all').best;
  const remain = roundUp(present - paceNow(state, shown) * left);
  return remain > 0 ? `At the present pace ${remain} people remain on the deadline.` : undefined;
}

/** A liquidation base may stay beyond the deadline, planned or not; past its own planned date it is late like others. */
function riskOfBase(state: MissionState, base: Base, now: string, left: number): string | undefined {
  if (base.plan.state === 'none') {
    if (base.liquidation || left >= unscheduledDaysMin) return undefined;
    return `${base.name} has no planned date, ${inDays(left)} before the deadline.`;
  }
  const { last } = daysOf(base.plan.on);
  if (now > last) return `${base.name} was to be left by ${last} and has not been.`;
  if (base.liquidation || !state.mission || last <= state.mission.deadline) return undefined;
  return `${base.name} is planned to be left by ${last}, after the deadline.`;
}
