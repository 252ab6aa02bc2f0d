import { loadsOf } from './critical-path.js';
import { never, type Plan } from './plan.js';
import type { Pools } from './pools.js';

/** What is needed of a pool by the bases that count, in days of one unit, and when it can have been had at the earliest. */
export interface PoolBound {
  pool: number;
  needed: number;
  /** No schedule ends before this day; Infinity if there is never enough. */
  noEarlierThan: number;
}

/** For each pool that is needed, when the bases that count can all have had their part of it. */
export const poolBounds = (plan: Plan, pools: Pools): PoolBound[] =>
  [...plan.pools.keys()].flatMap((pool) => boundOf(plan, pools, pool) ?? []);

function boundOf(plan: Plan, pools: Pools, pool: number): PoolBound | undefined {
  const { today } = plan;
  const isPerDay = plan.pools[pool]?.perDay === true;
  let [needed, most, step, beyond, least] = [0, 0, 0, 0, never];
  for (const base of plan.bases)
    for (const { convoys, travel, hold, uses } of base.counts ? loadsOf(base) : [])
      for (const { amount } of uses.filter((use) => use.pool === pool)) {
        needed += convoys * amount * (isPerDay ? 1 : Math.max(1, hold));
        most = Math.max(most, amount);
        step = greatestCommon(step, amount);
        // What is held beyond the last arrival delays nobody.
        beyond = Math.max(beyond, Math.max(1, hold) - 1 - travel);
        least = Math.min(least, travel);
      }
  if (needed === 0) return undefined;
  let had = 0;
  let isEverEnough = false;
  for (let day = today; day < today + pools.horizon; day++) {
    const amount = pools.amountOn(pool, day);
    isEverEnough ||= amount >= most;
    // Parts of what one convoy takes help nobody.
    had += amount - (amount % step);
    if (had >= needed && isEverEnough) {
      const end = isPerDay ? day + least : day - beyond;
      return { pool, needed, noEarlierThan: Math.max(today, end) };
    }
  }
  return { pool, needed, noEarlierThan: never };
}

const greatestCommon = (a: number, b: number): number => (b === 0 ? a : greatestCommon(b, a % b));
