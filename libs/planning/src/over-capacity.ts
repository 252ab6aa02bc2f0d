import { daysOf, planned, type MissionState } from '#libs/domain';
import { conflict, type Conflict } from './conflict.js';
import { isOn } from './durations.js';
import { dayFrom, numberOf, type MissionPlan } from './from-mission.js';
import type { PlanLoad } from './plan.js';

/** That somebody is planned to leave a base on a day. */
export interface Departure {
  /** A convoy, or the base whose last convoy it is. */
  who: string;
  base: string;
  route: string;
  day: number;
  load: PlanLoad | undefined;
  entry: number;
}

/** When the plan has convoys leave: those that are planned, and on the day on which a base is to be left the last one of each load. */
export function departuresIn(state: MissionState, whole: MissionPlan): Departure[] {
  const convoys = [...state.convoys.values()].filter((one) => one.state === 'planned' && one.departsOn !== undefined);
  const routes = planned(state, 'route');
  return whole.bases.flatMap(({ base, loads }, index) => {
    const loadAt = (at: number) => whole.plan.bases[index]?.loads[at];
    const own = convoys
      .filter(({ from }) => from === base.id)
      .map((convoy): Departure => {
        const route = routes.find((one) => isOn(convoy, one));
        const at = loads.findIndex((one) => one.route !== undefined && one.route.route === route?.route);
        const day = numberOf(convoy.departsOn ?? '');
        return { who: convoy.id, base: base.id, route: route?.route ?? '', day, load: loadAt(at), entry: convoy.began };
      });
    if (base.plan.state !== 'scheduled') return own;
    const day = numberOf(daysOf(base.plan.on).middle);
    const entry = base.plan.history.at(-1)?.revision ?? base.established.revision;
    const last = loads.flatMap(({ route }, at): Departure[] =>
      route === undefined || own.some((one) => one.route === route.route && one.day === day)
        ? []
        : [{ who: base.id, base: base.id, route: route.route, day, load: loadAt(at), entry }],
    );
    return [...own, ...last];
  });
}

/** Days on which the plan takes more of something than there is, and who takes it. */
export function ofPools({ plan, poolEntries }: MissionPlan, departures: readonly Departure[]): Conflict[] {
  return plan.pools.flatMap(({ resource, perDay, steps, busy }, pool) => {
    const takes = departures.flatMap((one) => {
      const amount = (one.load?.uses ?? []).reduce((sum, use) => sum + (use.pool === pool ? use.amount : 0), 0);
      const until = perDay ? one.day : one.day + Math.max(1, one.load?.hold ?? 1) - 1;
      return amount === 0 || one.day < plan.today ? [] : [{ ...one, amount, until }];
    });
    const over = [...new Set([...takes.map(({ day }) => day), ...steps.map(({ from }) => from)])]
      .filter((day) => day >= plan.today)
      .toSorted((a, b) => a - b)
      .flatMap((day) => {
        const by = takes.filter((one) => one.day <= day && day <= one.until);
        const held = busy.filter(({ from, until }) => from <= day && day <= until);
        const taken = [...by, ...held].reduce((sum, { amount }) => sum + amount, 0);
        const amount = steps.findLast(({ from }) => from <= day)?.amount ?? 0;
        return by.length > 0 && taken > amount ? [{ day, by, taken, amount }] : [];
      });
    const [first] = over;
    if (!first) return [];
    const all = over.flatMap(({ by }) => by);
    const { day, taken, amount } = first;
    const figures = { resource, taken, amount, day: dayFrom(day), by: [...new Set(first.by.map(({ who }) => who))] };
    const entries = [...all.map(({ entry }) => entry), ...(poolEntries[pool] ?? [])];
    return [...new Set(all.map(({ base }) => base))].map((base) =>
      conflict(
        'over-capacity',
        resource,
        base,
        over.map((one) => one.day),
        entries,
        figures,
      ),
    );
  });
}
