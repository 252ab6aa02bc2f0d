import { boundsOf } from '../values/count.js';
import { measureOf } from '../ledger/measures.js';
import type { MissionState, SeriesPoint } from '../state/mission.js';
import { daysBetween, endOf, shiftDay } from '../values/occurrence.js';
import { daysOf } from '../values/planned-date.js';
import { seriesOf } from '../state/daily-totals.js';
import { today, type AsOf } from './as-of.js';
import { dayIn, dayOfFact } from '../state/calendar.js';
import { type Base, leftBy } from '../state/base.js';

/** Most days that a burndown draws: ten years. */
const daysMax = 3660;

/**
 * People, bases and equipment by calendar day in the mission's zone, as they were at its end, from the start to the
 * deadline or the day shown, whichever is later. Days after the day shown have the plan and the straight line alone.
 */
export function burndown(state: MissionState, asOf: AsOf) {
  const { mission } = state;
  if (!mission) return { days: [] };
  const { startsOn, deadline, timeZone } = mission;
  const now = today(state, asOf);
  const length = Math.min(daysMax, Math.max(0, daysBetween(startsOn, now > deadline ? now : deadline)) + 1);
  const whole = Math.max(1, daysBetween(startsOn, deadline));
  const baseline = measureOf(state.books, 'baseline', 'all').best;
  const plannedEnds = [...state.bases.values()].map((base) => plannedEnd(state, base));
  const series = seriesOf(state);
  let index = 0;
  let point: SeriesPoint | undefined;
  const days = Array.from({ length }, (_, number) => {
    const date = shiftDay(startsOn, number);
    const end = date > now ? Number.NEGATIVE_INFINITY : endOf(date, timeZone);
    for (let next = series[index]; next && next.at <= end; next = series[++index]) point = next;
    return {
      date,
      ...(date <= now && point && figuresAt(point)),
      /** Bases still held at the end of the day by the plan as it is now. */
      plannedBases: plannedEnds.filter((last) => last === undefined || last > date).length,
      /** People, if as many left each day from the baseline on the first day to nobody on the deadline. */
      straightLine: straightLineAt(baseline, whole, number),
    };
  });
  return { from: startsOn, deadline, days, rebased: rebasedIn(state) };
}

/**
 * Stated baselines that the books did not have, by day: from there on others are counted, and the line moves without anybody
 * coming or leaving. `isNew` is a part that had no baseline before.
 */
export function rebasedIn(state: MissionState) {
  return [...state.totals].flatMap((total) => {
    const { measure, component, contingent, count, difference, revision, at } = total;
    if (measure !== 'baseline' || difference === 0) return [];
    const isNew = boundsOf(count).best === difference;
    return [{ date: dayIn(state, at), component, contingent, isNew, entry: revision }];
  });
}

/** How many would be left after some days if as many left on each, rounded; in whole numbers until then, so that a half is a half. */
export const straightLineAt = (baseline: number, days: number, past: number): number =>
  Math.round((baseline * Math.max(0, days - past)) / days);

const figuresAt = ({ present, departed, remainingBases, equipment, revision }: SeriesPoint) => ({
  present,
  departed,
  bases: remainingBases,
  equipment: Object.fromEntries(equipment),
  revision,
});

/** The day on which the plan has a base left; if none was made, the day it was left, or undefined while it is held. */
function plannedEnd(state: MissionState, base: Base): string | undefined {
  if (base.plan.state === 'scheduled') return daysOf(base.plan.on).middle;
  const left = leftBy(base);
  return left && dayOfFact(state, left);
}
