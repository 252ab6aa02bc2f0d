import type { Base, MissionState } from '../mission-state.js';
import { daysBetween, formatInstant } from '../occurrence.js';
import { daysOf, type PlannedDate } from '../planned-date.js';
import { dayIn, type Shown } from './shown.js';

/** A base's plan in days: how far it moved, how late it is. */
export interface PlanFigures {
  firstPlanned?: PlannedDate;
  planned?: PlannedDate;
  vacatedOn?: string;
  /** Days from the middle of the first planned date to the middle of the present one. */
  shiftDays?: number;
  /** Days from the middle of the first planned date to the day it was left. */
  actualShiftDays?: number;
  /** Days from the last planned day to the deadline. */
  slackDays?: number;
  /** Days since the last planned day, where the base was not left by then; else 0. */
  overdueDays: number;
  expedited?: { byDays: number; reason?: string; revision: number };
  postponed?: { byDays: number; reason?: string; revision: number };
  history: { revision: number; at: string; change: string; on?: PlannedDate; reason?: string; authority?: string; shiftDays?: number }[];
}

/** Works out a base's plan for a day. "Earlier", "later" and shifts compare middles, rules about the deadline the ends. */
export function planFigures(state: MissionState, base: Base, shown: Shown): PlanFigures {
  const steps = base.plan.history;
  const first = steps.find(({ on }) => on !== undefined)?.on;
  const planned = base.plan.state === 'scheduled' ? base.plan.on : undefined;
  const vacatedOn = base.vacated && dayIn(state, base.vacated.at);
  const history = steps.map((step, index) => {
    const before = steps.slice(0, index).findLast(({ on }) => on !== undefined)?.on;
    const { revision, at, change, on, reason, authority } = step;
    const shift = on !== undefined && before !== undefined ? { shiftDays: between(before, on) } : {};
    return { revision, at: formatInstant(at), change, on, reason, authority, ...shift };
  });
  const last = (change: string): PlanFigures['expedited'] => {
    const step = history.findLast((one) => one.change === change);
    return step && { byDays: Math.abs(step.shiftDays ?? 0), reason: step.reason, revision: step.revision };
  };
  const today = vacatedOn ?? dayIn(state, shown.at);
  return {
    firstPlanned: first,
    planned,
    vacatedOn,
    ...(first !== undefined && planned !== undefined && { shiftDays: between(first, planned) }),
    ...(first !== undefined && vacatedOn !== undefined && { actualShiftDays: daysBetween(daysOf(first).middle, vacatedOn) }),
    ...(planned !== undefined && state.mission && { slackDays: daysBetween(daysOf(planned).last, state.mission.deadline) }),
    overdueDays: planned === undefined ? 0 : Math.max(0, daysBetween(daysOf(planned).last, today)),
    expedited: last('expedited'),
    postponed: last('postponed'),
    history,
  };
}

const between = (from: PlannedDate, to: PlannedDate): number => daysBetween(daysOf(from).middle, daysOf(to).middle);
