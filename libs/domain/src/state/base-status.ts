import type { Base, Fact } from './mission.js';

/** The one word for a base shown in lists, from least to furthest. */
export type BaseStatus = 'held' | 'scheduled' | 'withdrawing' | 'vacated' | 'handed-over' | 'lost';

/** The handover of a whole camp, of several reports that which stands: one of a part changes nothing about who holds the base. */
export const wholeHandover = (base: Base): Base['handovers'][number] | undefined =>
  base.handovers.find(({ revision }) => revision === base.handedOver);

/** The one word for a base: every base counts under exactly one. A partial handover changes none. */
export function statusOfBase(base: Base): BaseStatus {
  if (base.lost?.whileHeld) return 'lost';
  if (wholeHandover(base)) return 'handed-over';
  if (base.vacated) return 'vacated';
  if (base.withdrawing) return 'withdrawing';
  return base.plan.state === 'scheduled' ? 'scheduled' : 'held';
}

const remainingStatuses: ReadonlySet<BaseStatus> = new Set<BaseStatus>(['held', 'scheduled', 'withdrawing']);

/** Whether the mission still has the base: held, scheduled or withdrawing. */
export const isRemaining = (base: Base): boolean => remainingStatuses.has(statusOfBase(base));

/** By which fact the mission no longer has the base: vacated where that was said, else handed over or lost. */
export const leftBy = (base: Base): Fact | undefined =>
  base.vacated ?? wholeHandover(base) ?? (base.lost?.whileHeld ? base.lost : undefined);
