import type { Node } from '../values/components.js';
import type { Held } from '../ledger/held.js';
import { plus, zero, type Bounds } from '../values/count.js';

/** Losses of one side in one event, best values as last revised. */
export interface Toll {
  side: string;
  component?: string;
  contingent?: string;
  killed: Bounds;
  wounded: Bounds;
}

/** An attack on a convoy or another incident, with its toll as revised. */
export interface Incident {
  /** The slug of a reported incident; attacks have none. */
  id?: string;
  revision: number;
  at: number;
  occurredAt: string;
  kind: 'attack' | 'incident';
  what: string;
  place?: string;
  base?: string;
  convoy?: string;
  claimedBy?: string;
  summary?: string;
  toll: Toll[];
  /** As it was reported first. */
  firstToll: readonly Toll[];
  vehiclesDamaged: Bounds;
  vehiclesLost: Bounds;
  /** At which nodes the dead of contributors are booked, by the nodes that were told: a contributor may be counted by component. */
  bookedAt: ReadonlyMap<Node, Node>;
  /** What the account held from which its dead were booked, before they were. */
  held: Held;
  /** Revisions of the entries that revised it. */
  revisedBy: number[];
}

/** Whose losses are the mission's own, and the population they are booked in if none is given. */
export const ownSides: Readonly<Record<string, string>> = { peacekeeper: 'uniformed', 'mission-civilian': 'civilian' };

const own = new Set(Object.keys(ownSides));

/** Whether losses of this side are the mission's own. */
export const isOwn = (side: string): boolean => own.has(side);

/** Bounds summed over a toll. */
export const sumOf = (toll: readonly Toll[], what: 'killed' | 'wounded'): Bounds =>
  toll.reduce<Bounds>((sum, one) => plus(sum, one[what]), zero);
