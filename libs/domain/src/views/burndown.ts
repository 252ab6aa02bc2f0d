import { measureOf } from '../measures.js';
import type { MissionState, SeriesPoint } from '../mission-state.js';
import { dayOf, daysBetween, endOf, shiftDay } from '../occurrence.js';
import { daysOf } from '../planned-date.js';
import { isRemaining } from './base-status.js';
import { dayIn, type Shown } from './shown.js';

/** Most days that a burndown draws: ten years. */
const daysMax = 3660;

/**
 * People, bases and equipment by calendar day in the mission's zone, with the plan (bases still held by it at the end of
 * the day) and the straight line of people from the baseline on the first day to nobody on the deadline.
 */
export function burndown(state: MissionState, shown: Shown) {
  const { mission } = state;
  if (!mission) return { days: [] };
  const { startsOn, deadline, timeZone } = mission;
  const today = dayIn(state, shown.at);
  const last = today > deadline && state.series.some(({ at }) => dayOf(at, timeZone) > deadline) ? today : deadline;
  const length = Math.min(daysMax, Math.max(0, daysBetween(startsOn, last)) + 1);
  const whole = Math.max(1, daysBetween(startsOn, deadline));
  const baseline = measureOf(state.books, 'baseline', 'all').best;
  let index = 0;
  let point: SeriesPoint | undefined;
  const days = Array.from({ length }, (_, number) => {
    const date = shiftDay(startsOn, number);
    const end = endOf(date, timeZone);
    for (let next = state.series[index]; next && next.at <= end; next = state.series[index]) {
      point = next;
      index++;
    }
    const known = date <= today && point ? { present: point.present, departed: point.departed, bases: point.remainingBases, equipment: point.equipment, revision: point.revision } : {};
    return {
      date,
      ...known,
      plannedBases: plannedBases(state, date),
      straightLine: Math.round(baseline * Math.max(0, 1 - number / whole)),
    };
  });
  return { from: startsOn, deadline, days };
}

/** Bases that the plan, as it is now, still holds at the end of a day: those planned for later, or not at all. */
function plannedBases(state: MissionState, date: string): number {
  return [...state.bases.values()].filter((base) => {
    if (base.plan.state === 'scheduled') return daysOf(base.plan.on).middle > date;
    return isRemaining(base);
  }).length;
}
