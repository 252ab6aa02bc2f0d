import type { MissionState } from '../state/mission.js';
import type { PlanItem } from '../state/planning.js';
import { shownFact, type AsOf, type ShownFact } from './as-of.js';

/** A part of the plan as it is shown: what it says, and which entry says so. */
export type ShownPlanItem = ShownFact & { id: string; what: PlanItem['what'] };

/** The plan in force, beside when bases are left: routes, closures, capacities, loads, dependencies, permits needed, stays, milestones, baselines. */
export function plan(state: MissionState, _asOf: AsOf): { items: ShownPlanItem[] } {
  return { items: [...state.planning].map(([id, item]) => shownItem(id, item)) };
}

/** Its facts are shown with their times; all else as it was ordered. */
function shownItem(id: string, item: PlanItem): ShownPlanItem {
  const { revision, at, occurredAt, ...said } = item;
  const shown = { id, ...said, ...shownFact({ revision, at, occurredAt }) };
  if (item.what !== 'milestone') return shown;
  const { planned, reported } = item;
  return {
    ...shown,
    ...(planned && { planned: { ...planned, ...shownFact(planned) } }),
    ...(reported && { reported: { ...reported, ...shownFact(reported) } }),
  };
}
