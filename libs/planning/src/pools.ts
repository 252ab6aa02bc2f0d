import { nextOpen } from './calendar.js';
import { never, type Plan, type PlanLoad, type Pool, type Use } from './plan.js';

/** No schedule is longer: some hundred years. */
const horizonMax = 36_525;

/** How many days a schedule may need at most: all one after the other, once the last thing has changed. */
export function horizonOf({ today, bases, pools, arcs }: Plan): number {
  let days = 1;
  for (const { loads, awaits } of bases) {
    days = Math.max(days, awaits - today + 1);
    for (const { closed } of loads)
      for (const { from, until } of closed) days = Math.max(days, until === never ? from - today : until - today + 2);
  }
  for (const { steps, busy } of pools) {
    for (const { from } of steps) days = Math.max(days, from - today + 1);
    for (const { until } of busy) days = Math.max(days, until - today + 2);
  }
  for (const { loads } of bases)
    for (const { convoys, travel, hold } of loads) days += convoys * Math.max(1, travel, hold) + travel;
  for (const { lag } of arcs) days += Math.max(0, lag);
  return Math.min(horizonMax, days + 1);
}

/** How much there is of a pool on each day from today. */
function amounts({ steps, busy }: Pool, today: number, days: number): Int32Array {
  const all = new Int32Array(days);
  steps.forEach(({ from, amount }, index) => {
    const until = steps[index + 1]?.from ?? never;
    all.fill(amount, Math.min(days, Math.max(0, from - today)), Math.min(days, Math.max(0, until - today)));
  });
  for (const { from, until, amount } of busy)
    for (let day = Math.max(0, from - today); day <= Math.min(days - 1, until - today); day++)
      all[day] = Math.max(0, (all[day] ?? 0) - amount);
  return all;
}

/** What is free of each pool on each day while convoys are given their days. */
export class Pools {
  readonly horizon: number;
  private readonly amounts: readonly Int32Array[];
  private readonly free: readonly Int32Array[];
  private readonly perDay: readonly boolean[];
  /** From which day on a kind of convoy was looked for, and where it first fitted: as days only fill up, it fits nowhere between. */
  private readonly found: ({ from: number; fits: number } | undefined)[] = [];

  constructor(private readonly plan: Plan) {
    this.horizon = horizonOf(plan);
    this.amounts = plan.pools.map((pool) => amounts(pool, plan.today, this.horizon));
    this.free = this.amounts.map((all) => all.slice());
    this.perDay = plan.pools.map(({ perDay }) => perDay);
  }

  /** The most that there ever is of a pool. */
  mostOf(pool: number): number {
    let most = 0;
    for (const amount of this.amounts[pool] ?? []) most = Math.max(most, amount);
    return most;
  }

  /** How many days of a time all of a pool that there is are taken. */
  fullDays(pool: number, from: number, until: number): number[] {
    const full: number[] = [];
    for (let day = from; day <= until; day++)
      if (this.amountOn(pool, day) > 0 && this.free[pool]?.[day - this.plan.today] === 0) full.push(day);
    return full;
  }

  /** How much there is of a pool on a day, without what is given to convoys. */
  amountOn = (pool: number, day: number): number => this.amounts[pool]?.[day - this.plan.today] ?? 0;

  /** Gives back what was taken. */
  clear(): void {
    this.free.forEach((free, pool) => free.set(this.amounts[pool] ?? []));
    this.found.length = 0;
  }

  /** The first day from one on, on which a convoy of a load can leave; Infinity if there is none. */
  firstDay(load: PlanLoad, key: number, from: number): number {
    const known = this.found[key];
    const isBetween = known !== undefined && from >= known.from && from <= known.fits;
    const fits = this.search(load, isBetween ? known.fits : from);
    if (known === undefined || from < known.from) this.found[key] = { from, fits };
    else if (isBetween) known.fits = fits;
    return fits;
  }

  /** The last day from one back, and not before another, on which it can leave; -Infinity if there is none. */
  lastDay(load: PlanLoad, until: number, from: number): number {
    for (let day = until; day >= from; day--)
      if (nextOpen(load.closed, day, load.travel) === day && this.clashOf(load, day) === undefined) return day;
    return -never;
  }

  private search(load: PlanLoad, from: number): number {
    const end = this.plan.today + this.horizon;
    for (let day = from; ;) {
      day = nextOpen(load.closed, day, load.travel);
      if (day >= end) return never;
      const clash = this.clashOf(load, day);
      if (clash === undefined) return day;
      day = clash + 1;
    }
  }

  /** The last day on which it would lack something if it left on a day; undefined if it lacks nothing. */
  clashOf({ uses, hold }: PlanLoad, day: number): number | undefined {
    const start = day - this.plan.today;
    let clash: number | undefined;
    for (const { pool, amount } of uses) {
      const free = this.free[pool];
      if (!free) continue;
      for (let at = this.endOf(pool, hold, start); at >= Math.max(start, (clash ?? -1) + 1); at--)
        if ((free[at] ?? 0) < amount) {
          clash = at;
          break;
        }
    }
    return clash === undefined ? undefined : clash + this.plan.today;
  }

  /** Takes what a convoy needs that leaves on a day, or gives it back. */
  take({ uses, hold }: { uses: readonly Use[]; hold: number }, day: number, sign: 1 | -1 = 1): void {
    const start = day - this.plan.today;
    for (const { pool, amount } of uses) {
      const free = this.free[pool];
      if (!free) continue;
      for (let at = start; at <= this.endOf(pool, hold, start); at++) free[at] = (free[at] ?? 0) - sign * amount;
    }
  }

  private endOf = (pool: number, hold: number, start: number): number =>
    this.perDay[pool] === true ? start : Math.min(this.horizon - 1, start + Math.max(1, hold) - 1);
}
