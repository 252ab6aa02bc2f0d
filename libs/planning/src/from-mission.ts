import {
  comparable,
  cycleThrough,
  dayOf,
  daysBetween,
  daysOf,
  isRemaining,
  legsOf,
  planned,
  shiftDay,
  zoneOf,
  type Arc,
  type Base,
  type MissionState,
  type PlanItemOf,
} from '#libs/domain';
import { disjoint } from './calendar.js';
import { durationOf, isOn, wholeDays, type Duration } from './durations.js';
import {
  never,
  type Closed,
  type Plan,
  type PlanArc,
  type PlanBase,
  type PlanLoad,
  type Pool,
  type Use,
} from './plan.js';
import { remainingOf, type Remaining } from './remaining.js';

type Route = PlanItemOf<'route'>;
type Load = PlanItemOf<'load'>;

/** A calendar day as a number: days since 1970. */
export const numberOf = (day: string): number => daysBetween('1970-01-01', day);

/** The calendar day of a number. */
export const dayFrom = (day: number): string => shiftDay('1970-01-01', day);

/** A load of a base with its route and what is left of it; without an order a base goes by its route at once. */
export interface LoadIn {
  route?: Route;
  load?: Load;
  remaining?: Remaining;
}

/** The plan of a mission as numbers, and what the numbers stand for. */
export interface MissionPlan {
  plan: Plan;
  /** The bases that have not been left, in the order of `plan.bases`. */
  bases: readonly { base: Base; loads: readonly LoadIn[] }[];
  /** The entries behind each arc, in the order of `plan.arcs`. */
  arcEntries: readonly number[];
  /** The entries behind each pool, in the order of `plan.pools`. */
  poolEntries: readonly number[][];
  durations: ReadonlyMap<string, Duration>;
  /** Bases that would wait for each other in a circle: the arc that closes it is left out. */
  cycles: readonly { cycle: string[]; revision: number }[];
  /** The closures of each route, in force. */
  closuresOf: (route: Route) => readonly PlanItemOf<'closure'>[];
}

/** What is planned of a mission that is open, as of an instant (milliseconds since 1970). */
export function planIn(state: MissionState, at: number): MissionPlan {
  const { mission } = state;
  if (!mission) throw new Error('a plan of a mission that was not opened');
  const today = numberOf(dayOf(at, mission.timeZone));
  const routes = new Map(planned(state, 'route').map((route) => [route.route, route]));
  const durations = new Map([...routes.values()].map((route) => [route.route, durationOf(state, route)]));
  const closures = planned(state, 'closure');
  const closuresOf = (route: Route) =>
    closures.filter((one) => (one.route === undefined ? one.mode === route.mode : one.route === route.route));
  const bases = [...state.bases.values()]
    .filter(isRemaining)
    .map((base) => ({ base, loads: loadsIn(state, base, routes) }));
  const { pools, poolEntries } = poolsIn(state);
  const usesOf = ({ route, load }: LoadIn): Use[] =>
    (load?.needs ?? []).flatMap(({ resource, amount }) =>
      pools.flatMap((pool, index) =>
        comparable(pool.resource) === comparable(resource) &&
        (pool.place === undefined || pool.place === route?.from || pool.place === route?.to)
          ? [{ pool: index, amount }]
          : [],
      ),
    );
  const convoyDays = plannedConvoys(state);
  const loadOf = (one: LoadIn): PlanLoad => {
    const { route, remaining } = one;
    const travel = route ? wholeDays(durations.get(route.route)?.best ?? 0) : 0;
    const closed = route ? closedDays(closuresOf(route)) : [];
    const plannedOn = route && convoyDays.filter((leg) => isOn(leg, route)).map(({ day }) => day);
    const hold = Math.max(1, travel, route?.turnRoundDays ?? 0);
    return { convoys: remaining?.convoys ?? 1, travel, hold, uses: usesOf(one), closed, plannedOn };
  };
  const places = new Map(bases.map(({ base }, index) => [base.id, index]));
  const busy = busyIn(bases, loadOf, mission.timeZone);
  const { arcs, arcEntries, cycles } = arcsOfMission(state, places);
  return {
    plan: {
      today,
      bases: bases.map(({ base, loads }) => planBase(state, base, loads.map(loadOf), durations, today)),
      arcs,
      pools: pools.map((pool, index) => ({ ...pool, busy: busy.filter((one) => one.pool === index) })),
    },
    bases,
    arcEntries,
    poolEntries,
    durations,
    cycles,
    closuresOf,
  };
}

/** The loads of a base. Without one its people go by its route: to its hub, else any that leaves from there. */
function loadsIn(state: MissionState, base: Base, routes: ReadonlyMap<string, Route>): LoadIn[] {
  const loads = planned(state, 'load').filter((load) => load.base === base.id);
  if (loads.length === 0) {
    const own = [...routes.values()].filter(({ from }) => from === base.id);
    return [{ route: own.find(({ to }) => to === base.hub) ?? own[0] }];
  }
  return loads.map((load) => {
    const route = routes.get(load.route);
    return { load, route, remaining: route && remainingOf(state, load, route) };
  });
}

function planBase(
  state: MissionState,
  base: Base,
  loads: PlanLoad[],
  durations: ReadonlyMap<string, Duration>,
  today: number,
): PlanBase {
  const on = base.plan.state === 'scheduled' ? daysOf(base.plan.on) : undefined;
  const deadline = numberOf(state.mission?.deadline ?? dayFrom(today));
  const own = on ? numberOf(on.last) : never;
  return {
    id: base.id,
    // Whoever liquidates stays beyond the deadline, until the day that is planned.
    due: base.liquidation ? own : deadline,
    counts: !base.liquidation,
    awaits: awaitedAt(state, base, durations, today),
    loads,
    ...(on && { planned: numberOf(on.middle) }),
  };
}

/** When those arrive who are on their way to a base: not before today. */
function awaitedAt(state: MissionState, base: Base, durations: ReadonlyMap<string, Duration>, today: number): number {
  const timeZone = zoneOf(state);
  let awaits = -never;
  for (const leg of [...state.convoys.values()].flatMap((convoy) => legsOf(convoy))) {
    if (leg.to !== base.id || !leg.departed || (leg.state !== 'under-way' && leg.state !== 'halted')) continue;
    const route = planned(state, 'route').find((one) => isOn(leg, one));
    const days = route ? wholeDays(durations.get(route.route)?.best ?? 0) : 0;
    awaits = Math.max(awaits, today, numberOf(dayOf(leg.departed.at, timeZone)) + days);
  }
  return awaits;
}

/** Planned convoys that have not set out, with the day on which they are to. */
const plannedConvoys = (state: MissionState) =>
  [...state.convoys.values()]
    .flatMap((convoy) =>
      convoy.state === 'planned' && convoy.departsOn !== undefined
        ? [{ ...convoy, day: numberOf(convoy.departsOn) }]
        : [],
    )
    .toSorted((a, b) => a.day - b.day);

const closedDays = (closures: readonly PlanItemOf<'closure'>[]): Closed[] =>
  disjoint(
    closures.map(({ from, to, reopened }) => ({
      from: numberOf(from),
      until: Math.min(to === undefined ? never : numberOf(to), reopened ? numberOf(reopened.from) - 1 : never),
    })),
  );

/** What is held by those who are under way. */
const busyIn = (
  bases: MissionPlan['bases'],
  loadOf: (one: LoadIn) => PlanLoad,
  timeZone: string,
): (Pool['busy'][number] & { pool: number })[] =>
  bases.flatMap(({ loads }) =>
    loads.flatMap((one) => {
      const { uses, hold } = loadOf(one);
      return (one.remaining?.left ?? []).flatMap(({ departed }) =>
        uses.map(({ pool, amount }) => {
          const from = numberOf(dayOf(departed?.at ?? 0, timeZone));
          return { pool, amount, from, until: from + hold - 1 };
        }),
      );
    }),
  );

/** Capacities by what and where they are, each a step function of time: of those that hold on a day, the one that begins last. */
function poolsIn(state: MissionState): { pools: Pool[]; poolEntries: number[][] } {
  const groups = new Map<string, PlanItemOf<'capacity'>[]>();
  for (const one of planned(state, 'capacity')) {
    const key = `${one.perDay === undefined ? 'at-once' : 'per-day'}/${one.place ?? ''}/${comparable(one.resource)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const all = [...groups.values()].map((items) => ({
    pool: poolOf(items),
    entries: items.map(({ revision }) => revision),
  }));
  return { pools: all.map(({ pool }) => pool), poolEntries: all.map(({ entries }) => entries) };
}

function poolOf(items: readonly PlanItemOf<'capacity'>[]): Pool {
  const [first] = items;
  const days = items.flatMap(({ from, to }) => [numberOf(from), ...(to === undefined ? [] : [numberOf(to) + 1])]);
  const amountOn = (day: number): number => {
    const holding = items
      .filter(({ from, to }) => numberOf(from) <= day && (to === undefined || day <= numberOf(to)))
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))
      .at(-1);
    return holding?.atOnce ?? holding?.perDay ?? 0;
  };
  return {
    resource: first?.resource ?? '',
    ...(first?.place !== undefined && { place: first.place }),
    perDay: first?.perDay !== undefined,
    steps: [...new Set(days)].toSorted((a, b) => a - b).map((from) => ({ from, amount: amountOn(from) })),
    busy: [],
  };
}

/** Which base waits for which, without what would close a circle. */
function arcsOfMission(state: MissionState, places: ReadonlyMap<string, number>) {
  const arcs: PlanArc[] = [];
  const arcEntries: number[] = [];
  const cycles: { cycle: string[]; revision: number }[] = [];
  const kept: Arc[] = [];
  const add = (arc: Arc, kind: PlanArc['kind'], lag: number, revision: number): void => {
    const [before, after] = [places.get(arc.before), places.get(arc.after)];
    if (before === undefined || after === undefined) return;
    const cycle = arc.before === arc.after ? [arc.before, arc.after] : cycleThrough(kept, arc);
    if (cycle) return void cycles.push({ cycle, revision });
    kept.push(arc);
    arcs.push({ before, after, kind, lag });
    arcEntries.push(revision);
  };
  for (const { id, hub, established, redesignations } of state.bases.values())
    if (hub !== undefined)
      add(
        { before: id, after: hub },
        'hub',
        0,
        redesignations.findLast((one) => one.hub !== undefined)?.revision ?? established.revision,
      );
  for (const one of planned(state, 'dependency')) add(one, one.kind, one.lagDays, one.revision);
  return { arcs, arcEntries, cycles };
}
