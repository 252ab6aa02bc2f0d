import { peopleIn } from '../ledger/places.js';
import type { MissionState } from '../state/mission.js';
import { nextDay, startOf } from '../values/occurrence.js';
import { daysOf } from '../values/planned-date.js';
import { found, type Finding } from './found.js';
import { dayOfFact } from '../state/calendar.js';
import { type Base, isRemaining, leftBy, wholeHandover } from '../state/base.js';

/** What contradicts itself about one base on a day of the mission's zone. */
export function ofBase(state: MissionState, base: Base, today: string): Finding[] {
  const conditions = isRemaining(base)
    ? [plannedDatePassed(state, base, today), scheduledAfterDeadline(state, base), hubClosesFirst(state, base)]
    : [peopleBooked(state, base)];
  return conditions.filter((one) => one !== undefined);
}

/** A base as sentences name it. */
const called = ({ id, name }: Base) => ({ base: id, called: name });

/** The step of the plan in force; undefined if nothing is planned. */
const stepInForce = (base: Base) => (base.plan.state === 'scheduled' ? base.plan.history.at(-1) : undefined);

function peopleBooked(state: MissionState, base: Base): Finding | undefined {
  const left = base.vacated ?? wholeHandover(base);
  const people = peopleIn(state.books, `base/${base.id}`).best;
  if (!left || people <= 0) return undefined;
  const figures = { isVacated: base.vacated !== undefined, people, ...called(base) };
  return found('people-booked-after-vacated', base.id, [left.revision], left.at, figures);
}

function plannedDatePassed(state: MissionState, base: Base, today: string): Finding | undefined {
  const step = stepInForce(base);
  if (base.plan.state !== 'scheduled' || !step || !state.mission) return undefined;
  const { last } = daysOf(base.plan.on);
  if (today <= last) return undefined;
  const since = startOf(nextDay(last), state.mission.timeZone);
  return found('planned-date-passed', base.id, [step.revision], since, { last, ...called(base) });
}

function scheduledAfterDeadline(state: MissionState, base: Base): Finding | undefined {
  const step = stepInForce(base);
  if (base.plan.state !== 'scheduled' || !step || !state.mission || base.liquidation) return undefined;
  const { last } = daysOf(base.plan.on);
  const { deadline, deadlineHistory } = state.mission;
  if (last <= deadline) return undefined;
  // The opening's deadline stands behind every plan; one that was moved is an entry to look at.
  const moved = deadlineHistory.length > 1 ? deadlineHistory.at(-1) : undefined;
  const behind = moved ? [step.revision, moved.revision] : [step.revision];
  const figures = { last, deadline, ...called(base) };
  return found('scheduled-after-deadline', base.id, behind, Math.max(step.at, moved?.at ?? step.at), figures);
}

function hubClosesFirst(state: MissionState, base: Base): Finding | undefined {
  const hub = base.hub === undefined ? undefined : state.bases.get(base.hub);
  if (!hub) return undefined;
  const step = stepInForce(base);
  const planned = base.plan.state === 'scheduled' ? daysOf(base.plan.on).middle : undefined;
  const hubs = { of: called(base), planned, hub: called(hub) };
  const { revision, at } = base.redesignations.findLast((one) => one.hub !== undefined) ?? base.established;
  const own = step ?? { revision, at };
  const left = leftBy(hub);
  if (left) {
    const figures = { leftOn: dayOfFact(state, left), ...hubs };
    return found('hub-closes-first', base.id, [own.revision, left.revision], Math.max(own.at, left.at), figures);
  }
  const hubStep = stepInForce(hub);
  if (hub.plan.state !== 'scheduled' || !hubStep) return undefined;
  const closes = daysOf(hub.plan.on).middle;
  if (planned !== undefined && closes >= planned) return undefined;
  const figures = { closes, ...hubs };
  return found('hub-closes-first', base.id, [own.revision, hubStep.revision], Math.max(own.at, hubStep.at), figures);
}
