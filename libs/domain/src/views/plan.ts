import type { MissionState } from '../state/mission.js';
import { daysBetween, formatInstant } from '../values/occurrence.js';
import { daysOf, type PlannedDate } from '../values/planned-date.js';
import { today, type AsOf } from './as-of.js';
import { dayOfFact } from '../state/calendar.js';
import { type Base, leftBy } from '../state/base.js';

/** A change of the planned date, in calendar days between middles, and why. */
export interface Replanned {
  byDays: number;
  reason?: string;
  revision: number;
}

/** One step of a plan. */
export interface ShownStep {
  revision: number;
  /** RFC 3339. */
  at: string;
  change: string;
  on?: PlannedDate;
  reason?: string;
  authority?: string;
  /** Calendar days from the middle of the date planned before, negative if the new one is earlier; 0 if it only narrows it. */
  shiftDays?: number;
}

/** A base's plan in calendar days of the mission's zone: how far it moved, how late it is. */
export interface PlanFigures {
  firstPlanned?: PlannedDate;
  /** What is planned now; absent if nothing is. */
  planned?: PlannedDate;
  /** The day of the report that the last personnel left (where it stands in the month if only that is known). */
  vacatedOn?: string;
  /** Days by which the steps of the plan have moved it: what narrows a period moves nothing. */
  shiftDays?: number;
  /** Those days, and the days from the middle of the date last planned to the day it was vacated. */
  actualShiftDays?: number;
  /** Days from the last planned day to the deadline; negative if the plan goes beyond it. */
  slackDays?: number;
  /** Days from the last planned day to the day it was left, or to the day shown; 0 if that is not later. */
  overdueDays: number;
  /** The last time it was moved earlier. */
  expedited?: Replanned;
  /** The last time it was moved later. */
  postponed?: Replanned;
  history: ShownStep[];
}

/** Works out a base's plan for a day. "Earlier", "later" and shifts compare middles, rules about the deadline the ends. */
export function planFigures(state: MissionState, base: Base, asOf: AsOf): PlanFigures {
  const history = stepsOf(base);
  const first = history.find(({ on }) => on !== undefined)?.on;
  const last = history.findLast(({ on }) => on !== undefined)?.on;
  const shift = history.reduce((sum, { shiftDays = 0 }) => sum + shiftDays, 0);
  const planned = base.plan.state === 'scheduled' ? base.plan.on : undefined;
  const vacatedOn = base.vacated && dayOfFact(state, base.vacated);
  const left = leftBy(base);
  const until = left ? dayOfFact(state, left) : today(state, asOf);
  return {
    firstPlanned: first,
    planned,
    vacatedOn,
    ...(planned !== undefined && { shiftDays: shift }),
    ...(last !== undefined &&
      vacatedOn !== undefined && { actualShiftDays: shift + daysBetween(daysOf(last).middle, vacatedOn) }),
    ...(planned !== undefined &&
      state.mission && { slackDays: daysBetween(daysOf(planned).last, state.mission.deadline) }),
    overdueDays: planned === undefined ? 0 : Math.max(0, daysBetween(daysOf(planned).last, until)),
    expedited: lastOf(history, 'expedited'),
    postponed: lastOf(history, 'postponed'),
    history,
  };
}

const shiftBetween = (from: PlannedDate, to: PlannedDate): number =>
  daysBetween(daysOf(from).middle, daysOf(to).middle);

/** The steps of a plan, each with its shift from the date planned before it. */
function stepsOf(base: Base): ShownStep[] {
  let before: PlannedDate | undefined;
  return base.plan.history.map(({ revision, at, change, on, reason, authority }) => {
    const shift =
      on === undefined || before === undefined
        ? {}
        : { shiftDays: change === 'narrowed' ? 0 : shiftBetween(before, on) };
    before = on ?? before;
    return { revision, at: formatInstant(at), change, on, reason, authority, ...shift };
  });
}

function lastOf(history: readonly ShownStep[], change: 'expedited' | 'postponed'): Replanned | undefined {
  const step = history.findLast((one) => one.change === change);
  return step && { byDays: Math.abs(step.shiftDays ?? 0), reason: step.reason, revision: step.revision };
}
