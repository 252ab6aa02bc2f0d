import {
  boundsOf,
  boundsOfLines,
  daysOf,
  legsOf,
  planned,
  zoneOf,
  type Base,
  type Leg,
  type MissionState,
  type PlanItemOf,
} from '#libs/domain';
import { conflict, type Conflict } from './conflict.js';
import { isNever, nextOpen } from './calendar.js';
import { daysTaken, isOn, wholeDays } from './durations.js';
import type { Feasibility } from './feasible.js';
import { dayFrom, numberOf, planIn, type LoadIn, type MissionPlan } from './from-mission.js';
import { departuresIn, ofPools } from './over-capacity.js';
import { ofPermits } from './unpermitted.js';

type Route = PlanItemOf<'route'>;

/** What a base's conflicts are found from. */
interface Of {
  state: MissionState;
  whole: MissionPlan;
  index: number;
  base: Base;
  loads: readonly LoadIn[];
}

/** The entry that plans when a base is left. */
const stepOf = (base: Base): number => base.plan.history.at(-1)?.revision ?? base.established.revision;

/** Whatever in a plan contradicts something else, by base and rule. */
export function conflictsIn(state: MissionState, whole: MissionPlan, found: Feasibility): Conflict[] {
  const each = whole.bases.flatMap(({ base, loads }, index) => {
    const of = { state, whole, index, base, loads };
    return [
      ...hubClosesFirst(of),
      ...pastDeadline(of, found),
      ...tooEarly(of, found),
      ...ofRoutes(of),
      ...leftOver(of),
      ...needsTooMuch(of, found),
    ];
  });
  const departures = departuresIn(state, whole);
  const circles = whole.cycles.map(({ cycle, revision }) =>
    conflict('cycle', cycle[0] ?? '', cycle[0], [], [revision], { cycle }),
  );
  return [...circles, ...each, ...ofPools(whole, departures), ...ofPermits(state, whole), ...ofConvoys(state, whole)];
}

/** The conflicts that are seen without working out a schedule: hubs that close first, and permits that are missing. */
export function conflictsAtOnce(state: MissionState, at: number): Conflict[] {
  const whole = planIn(state, at);
  const hubs = whole.bases.flatMap(({ base, loads }, index) => hubClosesFirst({ state, whole, index, base, loads }));
  return [...hubs, ...ofPermits(state, whole)];
}

const onDay = (base: Base): number | undefined =>
  base.plan.state === 'scheduled' ? numberOf(daysOf(base.plan.on).middle) : undefined;

/** A hub that is to be left before those of its satellite can have arrived. */
function hubClosesFirst({ state, whole, base, loads }: Of): Conflict[] {
  const hub = base.hub === undefined ? undefined : state.bases.get(base.hub);
  const [own, closes] = [onDay(base), hub && onDay(hub)];
  if (!hub || own === undefined || closes === undefined || !whole.bases.some((one) => one.base.id === hub.id))
    return [];
  const travel = Math.max(
    0,
    ...loads.map(({ route }) => (route ? wholeDays(whole.durations.get(route.route)?.best ?? 0) : 0)),
  );
  if (closes >= own + travel) return [];
  const figures = { base: base.id, hub: hub.id, closes: dayFrom(closes), arrives: dayFrom(own + travel) };
  return [conflict('hub-closes-first', base.id, base.id, [closes], [stepOf(base), stepOf(hub)], figures)];
}

/** A base that is to be left after the deadline, or cannot be left by then. */
function pastDeadline({ state, whole, index, base }: Of, found: Feasibility): Conflict[] {
  const { mission } = state;
  const own = found.times[index];
  if (!mission || base.liquidation || !own) return [];
  const deadline = numberOf(mission.deadline);
  const last = base.plan.state === 'scheduled' ? numberOf(daysOf(base.plan.on).last) : undefined;
  const arrives = isNever(own.arrives) ? undefined : own.arrives;
  const day = Math.max(last ?? deadline, arrives ?? deadline);
  if (day <= deadline) return [];
  const driving = own.driver.by === 'today' || own.driver.by === 'arrivals' ? [] : arcEntriesTo(whole, index);
  const entries = [stepOf(base), mission.deadlineHistory.at(-1)?.revision ?? 0, ...driving];
  return [
    conflict('past-deadline', base.id, base.id, [day], entries, {
      base: base.id,
      day: dayFrom(day),
      deadline: mission.deadline,
    }),
  ];
}

const arcEntriesTo = ({ plan, arcEntries }: MissionPlan, index: number): number[] =>
  plan.arcs.flatMap(({ after }, at) => (after === index ? [arcEntries[at] ?? 0] : []));

/** A base that is to be left before it can be. */
function tooEarly({ whole, index, base, loads }: Of, found: Feasibility): Conflict[] {
  const own = found.times[index];
  if (base.plan.state !== 'scheduled' || !own || isNever(own.leaves)) return [];
  const last = numberOf(daysOf(base.plan.on).last);
  // A date that has passed is a discrepancy; here it is what must come before that makes it too early.
  if (last >= own.leaves || last < whole.plan.today) return [];
  const routes = loads.flatMap(({ route }) => (route ? [route.revision] : []));
  const entries = [stepOf(base), ...routes, ...arcEntriesTo(whole, index)];
  const figures = { base: base.id, planned: dayFrom(last), earliest: dayFrom(own.leaves) };
  return [conflict('earlier-than-possible', base.id, base.id, [last], entries, figures)];
}

/** Departures on closed days, and loads that no way takes. */
function ofRoutes({ state, whole, index, base, loads }: Of): Conflict[] {
  const hasRoutes = planned(state, 'route').length > 0;
  return loads.flatMap(({ load, route }, at) => {
    if (!route || route.from !== base.id) {
      if (!load && !hasRoutes) return [];
      const figures = { base: base.id, ...(load && { route: load.route }) };
      return [conflict('no-route', base.id, base.id, [], [load?.revision ?? base.established.revision], figures)];
    }
    const { travel = 0, closed = [] } = whole.plan.bases[index]?.loads[at] ?? {};
    const isShut = isNever(nextOpen(closed, whole.plan.today, travel));
    const days = daysOnRoute(state, whole, base, route).filter((day) => nextOpen(closed, day, travel) !== day);
    if (days.length === 0 && !isShut) return [];
    const closures = whole.closuresOf(route).map(({ revision }) => revision);
    const figures = { base: base.id, route: route.route, days: days.map(dayFrom) };
    return [conflict('route-closed', base.id, base.id, days, [route.revision, ...closures], figures)];
  });
}

/** The days on which the plan has somebody leave a base by a route. */
function daysOnRoute(state: MissionState, whole: MissionPlan, base: Base, route: Route): number[] {
  const own = departuresIn(state, whole).filter((one) => one.base === base.id && one.route === route.route);
  return [...new Set(own.map(({ day }) => day))];
}

/** A load of which the planned convoys take less than is left of it. */
function leftOver({ state, base, loads }: Of): Conflict[] {
  return loads.flatMap(({ load, route, remaining }) => {
    if (!load || !route || !remaining) return [];
    const convoys = [...state.convoys.values()].filter((one) => one.state === 'planned' && isOn(one, route));
    const wanted = remaining.convoys;
    if (convoys.length === 0 || convoys.length >= wanted) return [];
    const entries = [load.revision, ...convoys.map(({ began }) => began)];
    const figures = { base: base.id, planned: convoys.length, wanted };
    return [conflict('load-left-over', base.id, base.id, [], entries, figures)];
  });
}

/** A load whose every convoy needs more of something than there ever is. */
function needsTooMuch({ whole, index, base, loads }: Of, { poolMost }: Pick<Feasibility, 'poolMost'>): Conflict[] {
  return loads.flatMap(({ load }, at) =>
    (whole.plan.bases[index]?.loads[at]?.uses ?? []).flatMap(({ pool, amount }) => {
      const most = poolMost[pool] ?? 0;
      const resource = whole.plan.pools[pool]?.resource ?? '';
      if (amount <= most || !load) return [];
      const entries = [load.revision, ...(whole.poolEntries[pool] ?? [])];
      return [conflict('needs-too-much', base.id, base.id, [], entries, { base: base.id, resource, amount, most })];
    }),
  );
}

/** Convoys that are larger than their route allows, or took longer than that has it at most. */
function ofConvoys(state: MissionState, { durations }: MissionPlan): Conflict[] {
  const timeZone = zoneOf(state);
  const routes = planned(state, 'route');
  return [...state.convoys.values()].flatMap((convoy) =>
    legsOf(convoy).flatMap((leg) => {
      const route = routes.find((one) => isOn(leg, one));
      if (!route || !durations.has(route.route)) return [];
      const most = sizeOver(leg, route);
      const days = daysTaken(leg, timeZone);
      const about = { convoy: convoy.id, route: route.route };
      const late =
        days !== undefined && days > route.travelDays.high && leg.arrived
          ? { days, revision: leg.arrived.revision }
          : undefined;
      return [
        ...(most && leg.state === 'planned'
          ? [conflict('convoy-too-large', convoy.id, leg.from, [], [leg.began, route.revision], { ...about, ...most })]
          : []),
        ...(late
          ? [
              conflict('arrived-late', convoy.id, leg.from, [], [late.revision, route.revision], {
                ...about,
                days: late.days,
                most: route.travelDays.high,
              }),
            ]
          : []),
      ];
    }),
  );
}

/** What of a planned leg is more than one convoy of a route takes. */
function sizeOver(leg: Leg, route: Route): { what: 'people' | 'vehicles'; count: number; most: number } | undefined {
  const people = boundsOfLines(leg.plannedLines ?? []).best;
  const vehicles = boundsOf(leg.vehicles ?? 0).best;
  if (route.peoplePerConvoy !== undefined && people > route.peoplePerConvoy)
    return { what: 'people', count: people, most: route.peoplePerConvoy };
  if (route.vehiclesPerConvoy !== undefined && vehicles > route.vehiclesPerConvoy)
    return { what: 'vehicles', count: vehicles, most: route.vehiclesPerConvoy };
  return undefined;
}
