import { lastOpen, nextOpen } from './calendar.js';
import { inOrder } from './network.js';
import { never, type ArcKind, type Plan, type PlanArc, type PlanBase } from './plan.js';

/** What decides the earliest day of a base: today, those on their way to it, or another base. */
export type Driver = { by: 'today' | 'arrivals' } | { by: ArcKind; before: number };

/** The first and the last departure of a load. */
interface Departures {
  first: number;
  last: number;
}

/** When a base can be left at the earliest and must be at the latest, if there were enough of everything. */
export interface Times {
  /** The day of its first departure, of its last one (it is left), and of the last arrival; Infinity if that never comes. */
  starts: number;
  leaves: number;
  arrives: number;
  /** How many days it may slip until something is late that depends on it: negative if that is late already, Infinity if nothing does. */
  slack: number;
  /** How many until another base is later. */
  freeSlack: number;
  driver: Driver;
  /** Of each load. */
  departures: readonly Departures[];
}

/** Until when a base's convoys may leave first and last, and arrive. */
interface Latest extends Departures {
  arrives: number;
}

/** A day that something is not before, and why. */
interface Bound {
  day: number;
  driver: Driver;
}

/** The arcs that lead to each base and from it. */
interface Arcs {
  into: readonly PlanArc[];
  outOf: readonly PlanArc[];
}

/** A base without a load is left in no time. */
const nothing = { convoys: 1, travel: 0, hold: 0, uses: [], closed: [] } as const;

/** The loads of a base, one at least: somebody is the last to leave. */
export const loadsOf = ({ loads }: PlanBase): PlanBase['loads'] => (loads.length > 0 ? loads : [nothing]);

/** The arcs of each base, in the order of the plan. */
export function arcsOf({ bases, arcs }: Plan): Arcs[] {
  const all = bases.map(() => ({ into: [] as PlanArc[], outOf: [] as PlanArc[] }));
  for (const arc of arcs) {
    all[arc.after]?.into.push(arc);
    all[arc.before]?.outOf.push(arc);
  }
  return all;
}

/** The times of each base, in the order of the plan. */
export function criticalPath(plan: Plan): Times[] {
  const order = inOrder(plan);
  const arcs = arcsOf(plan);
  const times: Times[] = [];
  const latest: Latest[] = [];
  for (const index of order) {
    const base = plan.bases[index];
    if (base) times[index] = earliestOf(plan.today, base, arcs[index]?.into ?? [], times);
  }
  for (const index of order.toReversed()) {
    const [base, own] = [plan.bases[index], times[index]];
    if (!base || !own) continue;
    const outOf = arcs[index]?.outOf ?? [];
    const until = latestOf(base, outOf, latest);
    latest[index] = until.whole;
    own.slack = Math.min(
      ...own.departures.map(({ first, last }, load) =>
        Math.min(gap(first, until.loads[load]?.first), gap(last, until.loads[load]?.last)),
      ),
    );
    own.freeSlack = outOf.length === 0 ? own.slack : Math.min(...outOf.map((arc) => freeOn(arc, own, times)));
  }
  return times;
}

/** Days from one to another; what never comes is later than all. */
const gap = (from: number, until = never): number => (from === never ? -never : until - from);

const later = (one: Bound, other: Bound): Bound => (other.day > one.day ? other : one);

function earliestOf(today: number, base: PlanBase, into: readonly PlanArc[], times: readonly Times[]): Times {
  const now: Bound = { day: today, driver: { by: 'today' } };
  let ready = now;
  let closing = later(now, { day: base.awaits, driver: { by: 'arrivals' } });
  let arrival: Bound = { day: -never, driver: now.driver };
  for (const { before, kind, lag } of into) {
    const { starts, arrives } = times[before] ?? { starts: today, arrives: today };
    const bound: Bound = { day: (kind === 'start-to-start' ? starts : arrives) + lag, driver: { by: kind, before } };
    if (kind === 'hub') closing = later(closing, bound);
    else if (kind === 'finish-to-finish') arrival = later(arrival, bound);
    else ready = later(ready, bound);
  }
  closing = later(ready, closing);
  let latest = { arrives: -never, driver: closing.driver };
  const departures = loadsOf(base).map(({ convoys, travel, closed }): Departures => {
    const bound = later(closing, { day: arrival.day - travel, driver: arrival.driver });
    const last = nextOpen(closed, bound.day, travel);
    if (last + travel > latest.arrives) latest = { arrives: last + travel, driver: bound.driver };
    return { first: convoys > 1 ? nextOpen(closed, ready.day, travel) : last, last };
  });
  const starts = Math.min(...departures.map(({ first }) => first));
  const leaves = Math.max(...departures.map(({ last }) => last));
  return { starts, leaves, ...latest, slack: never, freeSlack: never, departures };
}

/** Until when the convoys of a base may leave so that nothing is late: of each load, and of the whole. */
function latestOf(base: PlanBase, outOf: readonly PlanArc[], latest: readonly Latest[]) {
  let arrives = base.due;
  let starts = never;
  for (const { after, kind, lag } of outOf) {
    const until = latest[after];
    if (!until) continue;
    if (kind === 'start-to-start') starts = Math.min(starts, until.first - lag);
    else if (kind === 'finish-to-start') arrives = Math.min(arrives, until.first - lag);
    else arrives = Math.min(arrives, (kind === 'hub' ? until.last : until.arrives) - lag);
  }
  const loads = loadsOf(base).map(({ convoys, travel, closed }): Departures => {
    const last = lastOpen(closed, Math.min(arrives - travel, convoys > 1 ? never : starts), travel);
    return { first: lastOpen(closed, Math.min(arrives - travel, starts), travel), last };
  });
  const whole = {
    first: Math.min(...loads.map(({ first }) => first)),
    last: Math.min(...loads.map(({ last }) => last)),
    arrives,
  };
  return { loads, whole };
}

/** By how many days a base may slip before another one is later that waits for it. */
function freeOn({ after, kind, lag }: PlanArc, own: Times, times: readonly Times[]): number {
  const then = times[after];
  if (!then) return never;
  const waits = {
    hub: then.leaves,
    'finish-to-finish': then.arrives,
    'finish-to-start': then.starts,
    'start-to-start': then.starts,
  };
  return gap((kind === 'start-to-start' ? own.starts : own.arrives) + lag, waits[kind]);
}

/** The bases that decide the last arrival of those that count, first to last: each is what the next one waits for. */
export function drivingChain(plan: Plan, times: readonly Times[]): number[] {
  const counting = [...plan.bases.keys()].filter((index) => plan.bases[index]?.counts);
  const arrives = (index: number): number => times[index]?.arrives ?? -never;
  const last = counting.reduce<number | undefined>(
    (found, index) => (found === undefined || arrives(index) > arrives(found) ? index : found),
    undefined,
  );
  const chain: number[] = [];
  for (let at = last; at !== undefined;) {
    chain.unshift(at);
    const driver: Driver | undefined = times[at]?.driver;
    at = driver && 'before' in driver ? driver.before : undefined;
  }
  return chain;
}
