import { isRemaining } from './base.js';
import type { MissionState } from './mission.js';
import { planned, type PlanItemOf } from './planning.js';

/** Who is planned to stay in bases that have not been left, until the deadline or beyond it. */
export function staysIn(state: MissionState): PlanItemOf<'stay'>[] {
  const { deadline } = state.mission ?? {};
  return planned(state, 'stay').filter(({ base, until }) => {
    const held = state.bases.get(base);
    return held && isRemaining(held) && (until === undefined || deadline === undefined || until >= deadline);
  });
}
