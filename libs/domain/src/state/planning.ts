import type { Count } from '../values/count.js';
import type { PlannedDate } from '../values/planned-date.js';
import type { Fact } from './fact.js';
import type { MissionState } from './mission.js';

/** How many days a way takes: at the least, as a rule, at the most. */
export interface TravelDays {
  low: number;
  best: number;
  high: number;
}

/** What a convoy of a load takes of a resource. */
export interface Need {
  resource: string;
  amount: number;
}

/** A way from a base to another or out of the country, and what one convoy on it takes. */
export interface RoutePlan {
  route: string;
  from: string;
  to: string;
  mode: string;
  distanceKm?: number;
  travelDays: TravelDays;
  turnRoundDays: number;
  peoplePerConvoy?: number;
  vehiclesPerConvoy?: number;
  containersPerConvoy?: number;
  reason?: string;
}

/** Days on which nobody travels by a route, or by a mode. */
export interface Closure {
  route?: string;
  mode?: string;
  from: string;
  to?: string;
  reason: string;
  /** From which day on it no longer holds, and which entry says so. */
  reopened?: { from: string; revision: number; reason?: string };
}

/** How much there is of a resource from a day on: for departures of one day, or for all who are under way at once. */
export interface Capacity {
  resource: string;
  place?: string;
  perDay?: number;
  atOnce?: number;
  from: string;
  to?: string;
  reason?: string;
}

/** What is to leave a base by a route, of all who are there or of one contributor. */
export interface Load {
  base: string;
  contingent?: string;
  people: Count;
  vehicles?: Count;
  containers?: Count;
  route: string;
  needs: readonly Need[];
  reason?: string;
}

export const dependencyKinds = ['finish-to-start', 'start-to-start', 'finish-to-finish'] as const;

/** Which base waits for which. */
export interface Dependency {
  before: string;
  after: string;
  kind: (typeof dependencyKinds)[number];
  lagDays: number;
  reason?: string;
}

/** A permit without which a base or convoy does not leave. */
export interface PermitNeed {
  for: string;
  kind: string;
  leadDays: number;
  reason?: string;
}

/** Who is meant to stay in a base. */
export interface Stay {
  base: string;
  people: Count;
  until?: string;
  reason?: string;
}

/** A step of closing a base: when it is planned, and whether it was reported. */
export interface Milestone {
  base: string;
  milestone: string;
  planned?: Fact & { on: PlannedDate; reason?: string };
  reported?: Fact & { document?: string };
}

/** A plan that was in force at a revision, under a name. */
export interface Baseline {
  name: string;
  of: number;
  approvedBy?: string;
  reason?: string;
}

/** A part of the plan, with the entry that says it last. */
export type PlanItem = Fact &
  (
    | ({ what: 'route' } & RoutePlan)
    | ({ what: 'closure' } & Closure)
    | ({ what: 'capacity' } & Capacity)
    | ({ what: 'load' } & Load)
    | ({ what: 'dependency' } & Dependency)
    | ({ what: 'permit-need' } & PermitNeed)
    | ({ what: 'stay' } & Stay)
    | ({ what: 'milestone' } & Milestone)
    | ({ what: 'baseline' } & Baseline)
  );

/** The parts of a plan of one sort. */
export type PlanItemOf<W extends PlanItem['what']> = Extract<PlanItem, { what: W }>;

/** The parts of the plan that are of one sort, in the order of their keys' first appearance. */
export const planned = <W extends PlanItem['what']>(state: MissionState, what: W): PlanItemOf<W>[] =>
  [...state.planning.values()].filter((item): item is PlanItemOf<W> => item.what === what);

/** The route of that id; undefined if none is planned. */
export function routeIn(state: MissionState, route: string): PlanItemOf<'route'> | undefined {
  const item = state.planning.get(`route/${route}`);
  return item?.what === 'route' ? item : undefined;
}
