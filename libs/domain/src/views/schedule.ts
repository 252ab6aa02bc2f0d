import type { MissionState } from '../state/mission.js';
import { planFigures } from './plan.js';
import type { AsOf } from './as-of.js';
import { statusOfBase } from '../state/base.js';

/** Planned, re-planned and actual dates of each base, with shift and the slack of the plan in days. */
export function schedule(state: MissionState, asOf: AsOf) {
  return {
    items: [...state.bases.values()].map((base) => {
      // The slack of the critical path is worked out elsewhere, and has that name.
      const { slackDays: planSlackDays, ...figures } = planFigures(state, base, asOf);
      return {
        id: base.id,
        name: base.name,
        status: statusOfBase(base),
        liquidation: base.liquidation,
        phase: base.plan.state === 'scheduled' ? base.plan.phase : undefined,
        ...figures,
        planSlackDays,
      };
    }),
  };
}
