import type { Fact } from './fact.js';
import type { Once } from './once.js';
import { byPlacement, type Placement } from '../values/placement.js';
import type { PlannedDate } from '../values/planned-date.js';

/** A step of a base's plan: the date then planned, and who changed it why. */
export interface PlanStep {
  revision: number;
  at: number;
  change: 'scheduled' | 'expedited' | 'postponed' | 'narrowed' | 'cancelled';
  on?: PlannedDate;
  reason?: string;
  authority?: string;
}

/** Whether a base's withdrawal is planned; the history stays when it is cancelled. */
export type BasePlan =
  | { state: 'none'; history: PlanStep[] }
  | { state: 'scheduled'; on: PlannedDate; since: number; phase?: string; history: PlanStep[] };

/** Somebody a camp was given to, or who is in it. */
export interface Party {
  name: string;
  kind: string;
}

/** What a base is for from now on, as far as that changes. */
export interface Redesignation {
  liquidation?: boolean;
  hub?: string;
  kind?: string;
  reason: string;
}

/** That a base was left, handed over or lost: the report that stands, and where it folds. */
export type Exit = Once & { placement: Placement };

/** A site the mission holds or held: facets, because one word "closed" means six different things. */
export interface Base {
  id: string;
  name: string;
  aliases: string[];
  kind: string;
  region?: string;
  location?: { lat: number; lon: number };
  hub?: string;
  liquidation: boolean;
  established: Fact;
  plan: BasePlan;
  withdrawing?: Fact;
  vacated?: Exit;
  handovers: (Fact & { to: Party; part?: string; document?: string; endUse?: string })[];
  occupations: (Fact & { by: Party })[];
  redesignations: (Fact & Redesignation)[];
  lost?: Exit & { how: string };
  /** The report of the whole handed over that stands. */
  handedOver?: Exit;
}

/** The one word for a base shown in lists, from least to furthest. */
export type BaseStatus = 'held' | 'scheduled' | 'withdrawing' | 'vacated' | 'handed-over' | 'lost';

/** The handover of a whole camp, of several reports that which stands: one of a part changes nothing about who holds the base. */
export const wholeHandover = (base: Base): Base['handovers'][number] | undefined =>
  base.handovers.find(({ revision }) => revision === base.handedOver?.revision);

/** Whether a camp was lost before it was left or handed over as a whole, by the reports of these that stand. */
export const isLostWhileHeld = ({ lost, vacated, handedOver }: Base): boolean =>
  lost !== undefined && ![vacated, handedOver].some((fact) => fact !== undefined && isBefore(fact, lost));

/** By the order of folding: what waited for a base that was typed late has one instant. */
const isBefore = (one: Exit, other: Exit): boolean => byPlacement(one.placement, other.placement) < 0;

/** The one word for a base: every base counts under exactly one. A partial handover changes none. */
export function statusOfBase(base: Base): BaseStatus {
  if (isLostWhileHeld(base)) return 'lost';
  if (wholeHandover(base)) return 'handed-over';
  if (base.vacated) return 'vacated';
  if (base.withdrawing) return 'withdrawing';
  return base.plan.state === 'scheduled' ? 'scheduled' : 'held';
}

const remainingStatuses: ReadonlySet<BaseStatus> = new Set<BaseStatus>(['held', 'scheduled', 'withdrawing']);

/** Whether the mission still has the base: held, scheduled or withdrawing. */
export const isRemaining = (base: Base): boolean => remainingStatuses.has(statusOfBase(base));

/** By which fact the mission no longer has the base: vacated if that was said, else handed over or lost. */
export const leftBy = (base: Base): Fact | undefined =>
  base.vacated ?? wholeHandover(base) ?? (isLostWhileHeld(base) ? base.lost : undefined);
