/** A plan as numbers: days are whole numbers since 1970, in the calendar of the mission. */

/** Days on which nobody travels, first and last; without an end it is Infinity. */
export interface Closed {
  from: number;
  until: number;
}

/** What each convoy of a load takes of a pool. */
export interface Use {
  /** Index in `Plan.pools`. */
  pool: number;
  amount: number;
}

/** Convoys that go the same way with the same needs. */
export interface PlanLoad {
  convoys: number;
  /** Days on the way. */
  travel: number;
  /** Days for which a convoy keeps what it takes, from its departure. */
  hold: number;
  uses: readonly Use[];
  /** Disjoint, in order of time. */
  closed: readonly Closed[];
  /** On which days its convoys are planned to leave, if that is so for all of them. */
  plannedOn?: readonly number[];
}

/** A base that has not been left. Without loads it is left in no time. */
export interface PlanBase {
  id: string;
  /** The last day on which its convoys may arrive; Infinity if nothing says so. */
  due: number;
  /** Whether the withdrawal is complete only once it was left. */
  counts: boolean;
  /** Not before this day is its last convoy to leave: others are on their way to it. */
  awaits: number;
  loads: readonly PlanLoad[];
  /** The day on which it is planned to be left. */
  planned?: number;
}

/** In which way a base waits for another: a hub's last convoys wait for those of its satellites. */
export type ArcKind = 'hub' | 'finish-to-start' | 'start-to-start' | 'finish-to-finish';

/** That a base waits for another one, which are both in the plan. */
export interface PlanArc {
  /** Indices in `Plan.bases`. */
  before: number;
  after: number;
  kind: ArcKind;
  lag: number;
}

/** How much there is of something, day by day. */
export interface Pool {
  resource: string;
  place?: string;
  /** Whether it is counted by departures of a day; else by all who hold it at once. */
  perDay: boolean;
  /** From which day on how much there is, in order of time; before the first there is none. */
  steps: readonly { from: number; amount: number }[];
  /** What is held already by who is under way. */
  busy: readonly { from: number; until: number; amount: number }[];
}

/** All that says when bases can be left. Arcs have no cycle. */
export interface Plan {
  today: number;
  bases: readonly PlanBase[];
  arcs: readonly PlanArc[];
  pools: readonly Pool[];
}

/** What never comes. */
export const never = Number.POSITIVE_INFINITY;
