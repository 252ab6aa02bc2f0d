import type { Base, MissionState } from '../mission-state.js';
import { peopleIn } from '../measures.js';
import { measureOf } from '../measures.js';

/** The one word for a base shown in lists, from least to furthest. */
export type BaseStatus = 'held' | 'scheduled' | 'withdrawing' | 'vacated' | 'handed-over' | 'lost';

/** The one word for a base: every base counts under exactly one. A partial handover changes none. */
export function statusOfBase(base: Base): BaseStatus {
  if (base.lost?.whileHeld) return 'lost';
  if (base.handovers.some(({ part }) => part === undefined)) return 'handed-over';
  if (base.vacated) return 'vacated';
  if (base.withdrawing) return 'withdrawing';
  return base.plan.state === 'scheduled' ? 'scheduled' : 'held';
}

/** Whether the mission still has the base: held, scheduled or withdrawing. */
export const isRemaining = (base: Base): boolean => ['held', 'scheduled', 'withdrawing'].includes(statusOfBase(base));

/** Whether the withdrawal is complete: only liquidation bases remain, and nobody is present outside those (best values). */
export function isComplete(state: MissionState): boolean {
  const bases = [...state.bases.values()];
  if (bases.some((base) => !base.liquidation && isRemaining(base))) return false;
  const inLiquidation = bases.filter(({ liquidation }) => liquidation).reduce((sum, { id }) => sum + peopleIn(state.books, `base/${id}`).best, 0);
  return measureOf(state.books, 'present', 'all').best - inLiquidation <= 0;
}
