import type { MissionState } from '../state/mission.js';
import { planFigures } from './plan.js';
import type { Shown } from './shown.js';
import { statusOfBase } from '../state/base.js';

/** Planned, re-planned and actual dates of each base, with shift and slack in days. */
export function schedule(state: MissionState, shown: Shown) {
  return {
    items: [...state.bases.values()].map((base) => ({
      id: base.id,
      name: base.name,
      status: statusOfBase(base),
      liquidation: base.liquidation,
      phase: base.plan.state === 'scheduled' ? base.plan.phase : undefined,
      ...planFigures(state, base, shown),
    })),
  };
}
