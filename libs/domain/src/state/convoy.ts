import type { LineLike } from '../ledger/accounts.js';
import type { Count } from '../values/count.js';
import type { Fact } from './fact.js';

/** A report that a convoy is there, and with whom. */
interface Arrival extends Fact {
  place?: string;
  lines?: readonly LineLike[];
}

/** A report of a leg that changed neither books nor status: it confirms what was told, or contradicts it. */
interface Beside extends Fact {
  type: string;
  effect: 'confirms' | 'contradicts';
  /** What it says, as recorded. */
  told: object;
}

/** Who was to arrive with a leg, against whom the reports of its arrival tell. */
export interface Reckoning {
  /** Those who set out, less losses and evacuations. */
  expected: readonly LineLike[];
  /** Those who are told to have arrived. */
  told: readonly LineLike[];
  /** Those of the expected who are booked nowhere: they may still arrive. */
  missing: readonly LineLike[];
  /** How many more the first arrival brought than were expected. */
  excess: number;
  /** How many of the missing are told to have arrived at a place that nobody named. */
  unplaced: number;
}

/** One way of a convoy, from where it sets out to where it arrives or turns back. */
export interface Leg {
  state: 'planned' | 'under-way' | 'halted' | 'arrived' | 'turned-back';
  /** Revision of its plan, or of its departure if nobody planned it. */
  began: number;
  mode?: string;
  from?: string;
  to?: string;
  toPlace?: string;
  departsOn?: string;
  plannedLines?: readonly LineLike[];
  vehicles?: Count;
  departed?: Fact;
  arrived?: Fact & { place?: string };
  turnedBack?: Fact & { reason?: string };
  /** Who set out; undefined if nobody said. */
  people?: readonly LineLike[];
  /** The reports that brought somebody, the first one at least. */
  arrivals: Arrival[];
  reckoning?: Readonly<Reckoning>;
  beside: Beside[];
  /** How often it was attacked on this leg. */
  attacked: number;
}

/** A grouped movement: the leg that it is on or was on last, those before it, and what is told of all of them. */
export interface Convoy extends Leg {
  id: string;
  /** Legs that ended before the present one, oldest first: nothing changes those before the last. */
  earlier: Leg[];
  halts: Readonly<Fact & { place?: string; reason?: string; resumed?: Fact & { place?: string; reason?: string } }>[];
  /** Where it was said to be, on any of its legs: signs of life that move nobody. */
  positions: (Fact & { place?: string; location?: { lat: number; lon: number } })[];
  attacks: number[];
  /** People brought from it to medical places, best values. */
  evacuations: { revision: number; count: number }[];
  /** Deaths that a later toll told, taken from the evacuated first: by node. */
  diedSince: { node: string; count: number }[];
}

/** The leg that a convoy is on, or that ended last if the next one is only planned. */
export const legInForce = (convoy: Convoy): Leg =>
  convoy.state === 'planned' ? (convoy.earlier.at(-1) ?? convoy) : convoy;

/** Where a leg ended; undefined if that is not known, or it has not. */
export const endOfLeg = ({ state, arrived, from }: Leg): string | undefined =>
  state === 'arrived' ? arrived?.place : state === 'turned-back' ? from : undefined;

/** All legs of a convoy, oldest first. */
export const legsOf = (convoy: Convoy): readonly Leg[] => [...convoy.earlier, convoy];

/** Whether a convoy is on its way (a halted one still is). */
export const isUnderWay = ({ state }: Leg): boolean => state === 'under-way' || state === 'halted';

/** Whether a convoy has come to the end of its leg, so that it may begin another. */
export const hasEnded = ({ state }: Leg): boolean => state === 'arrived' || state === 'turned-back';
