import type { Node } from '../values/components.js';
import { nothing, type Range } from './range.js';

/** Which entry moves people, and when (milliseconds since 1970). */
export interface Cause {
  revision: number;
  at: number;
}

/** Accounts of those who are no longer there, in the order in which a total of those present finds who is missing. */
export const goneAccounts = ['died', 'separated', 'departed'] as const;
export type Gone = (typeof goneAccounts)[number];

/** What is told of the whole mission: who is to withdraw, who came, and who has gone and how. */
export const toldAccounts = ['baseline', 'arrived', ...goneAccounts] as const;
export type Told = (typeof toldAccounts)[number];

/** People by node, best values. */
export type Weights = readonly (readonly [Node, number])[];

/** An amount as it was told at a node. What is guessed of its parts is worked out from `among`. Never changed in place. */
export interface Parcel {
  /** Order of telling, over all accounts; a piece that moves down keeps it. */
  readonly age: number;
  /** Best is below zero for a baseline that somebody said to be smaller. */
  readonly amount: Range;
  /** Who was there when it was told: people of the node itself and of each node below it. */
  readonly among: Weights;
  /** Whether those were at the place that they left: there they are taken to be the same parts. */
  readonly atPlace?: true;
  /** Parts that it cannot be, besides those of which a total was told later. */
  readonly not: readonly Node[];
  /** How it is shared as long as no limit is reached. */
  readonly shares: Weights;
  /** How many nodes may have a share: the node itself, and those below it of which somebody was there. */
  readonly candidates: number;
}

/** What is known of one account at one node, kept up to date parcel by parcel. Best values, if nothing else is said. */
export interface Standing {
  /** Told here and below: the last total, and what flowed since. */
  tally: Range;
  /** How many parcels were ever told here or below. */
  count: number;
  /** Told at the node itself and shared with nobody: a baseline, an arrival. */
  held: number;
  /** Shares that fall to the node itself while no limit is reached; of a baseline below nothing, below zero. */
  fallen: number;
  /** Those of them that come out of parcels with several candidates. */
  several: number;
  /** Shares that fall to the node and those below it out of parcels above it. */
  fromAbove: number;
  /** How far the parcels at the node itself may move what its parts are: lows below zero, highs above it. */
  exposedLow: number;
  exposedHigh: number;
  /** How many of them have no known high. */
  exposedOpen: number;
  /** How many of them name parts that they cannot be. */
  selective: number;
  /** How many of them several nodes may have a share of. */
  shared: number;
  /** The age at its last total: it is in no older parcel above it. */
  since: number;
  /** The age at the last total of a node below it. */
  sinceBelow: number;
}

/** What is known of one node. */
export interface Population extends Record<Told, Standing> {
  present: Range;
  /** The last totals of it. */
  totals: { baseline?: Cause; present?: Cause; departed?: Cause };
}

const emptyStanding = (): Standing => ({
  tally: nothing,
  count: 0,
  held: 0,
  fallen: 0,
  several: 0,
  fromAbove: 0,
  exposedLow: 0,
  exposedHigh: 0,
  exposedOpen: 0,
  selective: 0,
  shared: 0,
  since: 0,
  sinceBelow: 0,
});

/** A node of which nothing was told. */
export const emptyPopulation = (): Population => ({
  baseline: emptyStanding(),
  arrived: emptyStanding(),
  departed: emptyStanding(),
  separated: emptyStanding(),
  died: emptyStanding(),
  present: nothing,
  totals: {},
});

/** A copy for changing in place. */
export const copyPopulation = (known: Population): Population => ({
  baseline: { ...known.baseline },
  arrived: { ...known.arrived },
  departed: { ...known.departed },
  separated: { ...known.separated },
  died: { ...known.died },
  present: known.present,
  totals: { ...known.totals },
});
