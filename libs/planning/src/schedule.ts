import type { MissionState } from '#libs/domain';
import { isNever } from './calendar.js';
import type { Conflict } from './conflict.js';
import { conflictsIn } from './conflicts.js';
import type { Duration } from './durations.js';
import { feasibility, type Feasibility } from './feasible.js';
import { dayFrom, numberOf, planIn, type MissionPlan } from './from-mission.js';

/** What decides the earliest day of a base. */
export interface DrivenBy {
  by: 'today' | 'arrivals' | 'hub' | 'finish-to-start' | 'start-to-start' | 'finish-to-finish';
  /** The base that it waits for. */
  base?: string;
  /** The entry that says that it waits. */
  entry?: number;
}

/** When a base can be left; null is never, or of a slack that nothing bounds. */
export interface BaseTimes {
  id: string;
  /** The first and the last day on which it can be left, were there enough of everything. */
  earliest: string | null;
  latest: string | null;
  /** When its last convoy has arrived, of the earliest. */
  arrives: string | null;
  slackDays: number | null;
  freeSlackDays: number | null;
  critical: boolean;
  drivenBy: DrivenBy;
  /** Convoys that are still to leave. */
  convoys: number;
  /** When it is left in the schedule that was found; null if there is none, or if nobody said what leaves it by which way. */
  feasibleBy: string | null;
}

/** How much of a resource the plan needs. */
export interface ResourceUse {
  resource: string;
  place?: string;
  /** What is needed of it, in days of one; departures if it is counted by the day. */
  neededDays: number;
  /** What there is of it until the deadline. */
  availableDays: number;
  noEarlierThan: string | null;
  /** The days of the schedule that was found on which all of it is taken. */
  fullDays: number;
  fullFrom: string | null;
  fullUntil: string | null;
  entries: number[];
}

/** Whether, and by when, the mission's plan can be carried out. */
export interface MissionSchedule {
  bases: readonly BaseTimes[];
  criticalPath: string[];
  /** A schedule that obeys every rule ends on this day; null if none was found, or if a base that counts has no way. */
  feasibleBy: string | null;
  /** No schedule ends before this day; null if there is none at all, or nothing to do. */
  noEarlierThan: string | null;
  /** What makes the schedule longer than its critical path. */
  bindingResource: ResourceUse | null;
  resources: readonly ResourceUse[];
  conflicts: readonly Conflict[];
  durations: readonly Duration[];
}

const shown = (day: number | undefined): string | null => (day === undefined || isNever(day) ? null : dayFrom(day));
const finite = (days: number): number | null => (isNever(days) ? null : days);

/** Works out the schedule of a mission that is open, as of an instant (milliseconds since 1970). Yields now and then. */
export function* missionSchedule(state: MissionState, at: number): Generator<undefined, MissionSchedule> {
  const whole = planIn(state, at);
  yield undefined;
  const found = yield* feasibility(whole.plan);
  const conflicts = conflictsIn(state, whole, found);
  yield undefined;
  const resources = resourcesOf(state, whole, found);
  const last = found.criticalPath.at(-1);
  const path = last === undefined ? undefined : found.times[last]?.arrives;
  const unknown = unknownIn(whole);
  const isBound = path !== undefined && found.feasibleBy > path && !isNever(path);
  return {
    bases: whole.bases.map((_, index) => ({
      ...timesOf(whole, found, index),
      ...(unknown.has(index) && { feasibleBy: null }),
    })),
    criticalPath: found.criticalPath.map((index) => whole.plan.bases[index]?.id ?? ''),
    feasibleBy: whole.plan.bases.some(({ counts }, index) => counts && unknown.has(index))
      ? null
      : shown(found.feasibleBy),
    noEarlierThan: shown(found.noEarlierThan),
    bindingResource: isBound ? bindingOf(resources) : null,
    resources,
    conflicts,
    durations: [...whole.durations.values()],
  };
}

/**
 * Bases of which nobody said what is to leave them nor by which way, and those that wait for one of them: that they are left in no
 * time is the least they take, and no schedule.
 */
function unknownIn({ plan, bases }: MissionPlan): ReadonlySet<number> {
  const unknown = new Set(
    bases.flatMap(({ loads }, index) => (loads.some(({ route }) => route === undefined) ? [index] : [])),
  );
  for (const index of unknown) for (const arc of plan.arcs) if (arc.before === index) unknown.add(arc.after);
  return unknown;
}

function timesOf({ plan, arcEntries, bases }: MissionPlan, found: Feasibility, index: number): BaseTimes {
  const own = found.times[index];
  const id = bases[index]?.base.id ?? '';
  if (!own) throw new Error(`base ${id} has no times`);
  const { driver, leaves, slack } = own;
  const arc =
    'before' in driver
      ? plan.arcs.findIndex((one) => one.before === driver.before && one.after === index && one.kind === driver.by)
      : -1;
  return {
    id,
    earliest: shown(leaves),
    latest: shown(leaves + slack),
    arrives: shown(own.arrives),
    slackDays: finite(slack),
    freeSlackDays: finite(own.freeSlack),
    critical: found.criticalPath.includes(index),
    drivenBy: {
      by: driver.by,
      ...('before' in driver && { base: plan.bases[driver.before]?.id }),
      ...(arc >= 0 && { entry: arcEntries[arc] }),
    },
    convoys: plan.bases[index]?.loads.reduce((sum, { convoys }) => sum + convoys, 0) ?? 0,
    feasibleBy: shown(found.witness[index]?.leaves),
  };
}

function resourcesOf(state: MissionState, { plan, poolEntries }: MissionPlan, found: Feasibility): ResourceUse[] {
  const deadline = numberOf(state.mission?.deadline ?? dayFrom(plan.today));
  return found.bounds.map(({ pool, needed, noEarlierThan }) => {
    const { resource = '', place, steps = [] } = plan.pools[pool] ?? {};
    const full = found.fullDays[pool] ?? [];
    let available = 0;
    for (let day = plan.today; day <= deadline; day++)
      available += steps.findLast(({ from }) => from <= day)?.amount ?? 0;
    return {
      resource,
      ...(place !== undefined && { place }),
      neededDays: needed,
      availableDays: available,
      noEarlierThan: shown(noEarlierThan),
      fullDays: full.length,
      fullFrom: shown(full[0]),
      fullUntil: shown(full.at(-1)),
      entries: poolEntries[pool] ?? [],
    };
  });
}

/** The resource that is there the latest: one of which there is never enough before all others. */
function bindingOf(resources: readonly ResourceUse[]): ResourceUse | null {
  const rank = ({ noEarlierThan }: ResourceUse): string => noEarlierThan ?? '9999-12-32';
  return (
    resources.toSorted((a, b) => (rank(a) === rank(b) ? b.fullDays - a.fullDays : rank(a) > rank(b) ? -1 : 1))[0] ??
    null
  );
}
