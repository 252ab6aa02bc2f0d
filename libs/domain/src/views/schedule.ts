import type { MissionState } from '../state/mission.js';
import { planFigures } from './plan.js';
import type { AsOf } from './as-of.js';
import { statusOfBase } from '../state/base.js';

/** Planned, re-planned and actual dates of each base, with shift and slack in days. */
export function schedule(state: MissionState, asOf: AsOf) {
  return {
    items: [...state.bases.values()].map((base) => ({
      id: base.id,
      name: base.name,
      status: statusOfBase(base),
      liquidation: base.liquidation,
      phase: base.plan.state === 'scheduled' ? base.plan.phase : undefined,
      ...planFigures(state, base, asOf),
    })),
  };
}
