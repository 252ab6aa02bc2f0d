import { editBase } from '../../state/copy-on-write.js';
import type { Effective } from '../../envelope/entry.js';
import type { MissionState } from '../../state/mission.js';
import { daysOf, isNarrower, type PlannedDate } from '../../values/planned-date.js';
import { refuse, type Refusal } from '../../decider/refusals.js';
import { type Base, type PlanStep, isRemaining } from '../../state/base.js';

/** Only a base that is still held can be planned for. */
export const refusedUnlessHeld = (base: Base): Refusal | undefined =>
  isRemaining(base) ? undefined : refuse('base-already-vacated', { base: base.id, vacated: base.vacated?.occurredAt });

/** Re-planning and cancelling need a plan. */
export const refusedUnlessScheduled = (base: Base): Refusal | undefined =>
  base.plan.state === 'scheduled' ? undefined : refuse('base-not-scheduled', { base: base.id });

/** A withdrawal ends by the deadline (the last day that the planned date allows), except at a liquidation base. */
export function refusedAfterDeadline(state: MissionState, base: Base, on: PlannedDate): Refusal | undefined {
  if (base.liquidation || !state.mission || daysOf(on).last <= state.mission.deadline) return undefined;
  return refuse('date-after-deadline', { base: base.id, on, deadline: state.mission.deadline });
}

/** Whether a new date says more precisely what was planned: it is then neither earlier nor later. */
const narrows = (base: Base | undefined, on: PlannedDate): boolean =>
  base?.plan.state === 'scheduled' && isNarrower(on, base.plan.on);

/** A date that was planned is expedited to an earlier one and postponed to a later one, by the deadline; either may narrow it. */
export function refusedToMove(
  state: MissionState,
  change: 'expedited' | 'postponed',
  { base: id, on }: { base: string; on: PlannedDate },
): Refusal | undefined {
  const base = state.bases.get(id);
  if (!base) return undefined;
  const no = refusedUnlessHeld(base) ?? refusedUnlessScheduled(base);
  if (no || base.plan.state !== 'scheduled') return no;
  const { on: plannedOn } = base.plan;
  const [before, now] = [daysOf(plannedOn).middle, daysOf(on).middle];
  if (!narrows(base, on) && !(change === 'expedited' ? now < before : now > before))
    return refuse(change === 'expedited' ? 'expedite-must-be-earlier' : 'postpone-must-be-later', { plannedOn, on });
  return refusedAfterDeadline(state, base, on);
}

/** Writes a new date into a base's plan: as moved that way, unless it narrows the period that was planned. */
export function replan(
  state: MissionState,
  entry: Effective,
  change: 'expedited' | 'postponed',
  { base, on, authority, reason }: { base: string; on: PlannedDate; authority?: string; reason: string },
): void {
  const how = narrows(state.bases.get(base), on) ? 'narrowed' : change;
  writePlanStep(state, base, entry, { change: how, on, authority, reason });
}

/** Writes a step into a base's plan. */
export function writePlanStep(
  state: MissionState,
  id: string,
  entry: Effective,
  step: Omit<PlanStep, 'revision' | 'at'>,
  phase?: string,
): void {
  const base = editBase(state, id);
  if (!base) return;
  const history = [...base.plan.history, { revision: entry.entry.revision, at: entry.at, ...step }];
  const current = base.plan.state === 'scheduled' ? base.plan.phase : undefined;
  base.plan =
    step.on === undefined
      ? { state: 'none', history }
      : { state: 'scheduled', on: step.on, since: entry.at, phase: phase ?? current, history };
}
