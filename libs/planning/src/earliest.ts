import type { MissionState } from '#libs/domain';
import { criticalPath } from './critical-path.js';
import { planIn } from './from-mission.js';
import { never } from './plan.js';

/** When a base can be left at the earliest, and how long its last convoy is on its way. */
export interface Earliest {
  /** A day as a number since 1970; absent if no plan holds it up. */
  leaves?: number;
  /** Days to where it goes; absent if nobody said by which way. */
  travelDays?: number;
}

/**
 * When each base that has not been left can be left at the earliest, by the critical path of a mission that is open, as of an instant
 * (milliseconds since 1970). A way that is closed without an end says nothing: it will be opened, or another one taken.
 */
export function earliestIn(state: MissionState, at: number): ReadonlyMap<string, Earliest> {
  const { plan, bases } = planIn(state, at);
  const times = criticalPath(plan);
  return new Map(
    bases.map(({ base, loads }, index) => {
      const { leaves = plan.today } = times[index] ?? {};
      const ways = plan.bases[index]?.loads.filter((_, load) => loads[load]?.route !== undefined) ?? [];
      return [
        base.id,
        {
          ...(leaves > plan.today && leaves !== never && { leaves }),
          ...(ways.length > 0 && { travelDays: Math.max(...ways.map(({ travel }) => travel)) }),
        },
      ];
    }),
  );
}
