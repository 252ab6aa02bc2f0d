import { emptyBooks, type Books } from '../ledger/accounts.js';
import type { Acknowledgement, Silence } from './alerting.js';
import type { Change } from './changes.js';
import type { Bounds, Count } from '../values/count.js';
import type { Convoy } from './convoy.js';
import type { Fact } from './fact.js';
import { noReports, type Reports } from './duplicate-reports/reports.js';
import { PersistentList, PersistentMap } from '#libs/persistent';
import type { Flag } from './flag.js';
import type { Incident } from './incident.js';
import type { Base } from './base.js';
import type { BrokenGlass, FourEyes, Proposal } from './proposal.js';
import type { Permit } from './permit.js';
import type { EquipmentBook } from './equipment.js';
import type { Counter } from './counter.js';
import type { PlanItem } from './planning.js';

/** A total that was reported of people, for display beside the books. */
export interface ReportedTotal extends Fact {
  measure: string;
  base?: string;
  component: string;
  contingent?: string;
  count: Count;
  since?: string;
  effect: 'posted' | 'confirmed' | 'shown beside' | 'refused';
  difference: number;
}

/** A calendar day whose figures are still those of the state. */
export interface OpenDay {
  day: string;
  /** Of the last entry that moved people, bases or equipment. */
  at: number;
  revision: number;
}

/** The figures of the whole mission after an entry: what the burndown draws. */
export interface SeriesPoint {
  at: number;
  revision: number;
  present: Bounds;
  departed: Bounds;
  remainingBases: number;
  /** Best values by category, in the spelling first used. */
  equipment: ReadonlyMap<string, number>;
}

/** How many had left the whole mission and how many were still there, after a report of it (best values). */
export interface MissionTotal {
  /** The calendar day in the mission's zone. */
  day: string;
  at: number;
  revision: number;
  departed: number;
  present: number;
}

/** What the pace of the mission is judged by. */
export interface MissionFigures {
  /** Totals of at least four fifths of the baseline, one a day. */
  totals: PersistentList<MissionTotal>;
  /** Whom the totals of the newest such day name: together they may be enough. Never changed in place. */
  named: { readonly day: string; readonly nodes: readonly string[] } | undefined;
  /** The last entry that moved people: it stands for a total if none was ever stated. */
  lastMove: MissionTotal | undefined;
}

/** How a number of people was said: as planned, as moved to or from there, or as a count of all who are there. */
export type NumberSaid = 'planned' | 'told' | 'counted';

/** What is known of the mission itself, once it is open. */
export interface MissionFacts {
  id: string;
  name: string;
  hostCountry: string;
  authority: string;
  startsOn: string;
  timeZone: string;
  deadline: string;
  deadlineHistory: { date: string; authority: string; reason?: string; revision: number; at: number }[];
  openedAt: number;
  closedAt?: number;
  /** Since when lists leave it out. */
  archivedAt?: number;
}

/**
 * Everything that the views of one mission are drawn from. Owned by whoever folds: `evolve` writes into it. `forkState`
 * gives another one with the same content for little: what is in a map or a list then is shared, so that whoever changes
 * it takes it with `edit` first (see `editing.ts`).
 */
export interface MissionState {
  mission: MissionFacts | undefined;
  books: Books;
  bases: PersistentMap<string, Base>;
  convoys: PersistentMap<string, Convoy>;
  incidents: PersistentMap<number, Incident>;
  /** The mission's own killed and wounded in all of them, best values. Never changed in place. */
  casualties: { readonly killed: number; readonly wounded: number };
  /** Revised toll to the incident that it is about, by revision. */
  revisedTolls: PersistentMap<number, number>;
  permits: PersistentMap<string, Permit>;
  /** By category, as comparable. */
  equipment: PersistentMap<string, EquipmentBook>;
  counters: PersistentMap<string, Counter>;
  /** The plan: its parts by sort and key (`route/ber-timbuktu`), of several orders for one the last. Never changed in place. */
  planning: PersistentMap<string, PlanItem>;
  totals: PersistentList<ReportedTotal>;
  notes: PersistentList<Fact & { text: string; base?: string; convoy?: string }>;
  disputes: PersistentMap<number, readonly (Fact & { by: string; statement: string })[]>;
  /** Settled discrepancies by id, with the figures that each settlement holds for. */
  settled: PersistentMap<string, readonly { revision: number; reason: string; figures: string | undefined }[]>;
  flags: PersistentList<Flag>;
  /** Where in that list those about each thing stand. */
  flagsOf: PersistentMap<string, readonly number[]>;
  /** The alerts that somebody looks after, by id. */
  acknowledged: PersistentMap<string, Acknowledgement>;
  /** The silences, by rule and subject (`convoy-silent:*`): the last ordered of each. */
  silences: PersistentMap<string, Silence>;
  /** The texts that are shown to auditors alone: by entry, and pointer. */
  withheld: PersistentMap<string, { entry: number; pointer: string }>;
  /** The orders that two must give; undefined if nobody said. Never changed in place. */
  fourEyes: FourEyes | undefined;
  /** What was proposed, by revision. */
  proposals: PersistentMap<number, Proposal>;
  /** Orders that one gave alone in an emergency, by revision. */
  brokenGlass: PersistentMap<number, BrokenGlass>;
  /** What changed the mission, each base, convoy, permit and incident: for If-Match. */
  changes: PersistentMap<string, Change>;
  /** What reports claim, compared with each other. */
  reports: Reports;
  figures: MissionFigures;
  /** The bases and convoys, by account, of whom an entry says how many people. */
  numbersSaid: PersistentMap<string, NumberSaid>;
  /** The figures at the ends of days on which something moved, and the newest such day, which may go on. */
  series: { closed: PersistentList<SeriesPoint>; newest: OpenDay | undefined; remainingBases: number };
}

/** A mission of which nothing is known. */
export const emptyState = (): MissionState => ({
  mission: undefined,
  books: emptyBooks(),
  bases: new PersistentMap(),
  convoys: new PersistentMap(),
  incidents: new PersistentMap(),
  casualties: { killed: 0, wounded: 0 },
  revisedTolls: new PersistentMap(),
  permits: new PersistentMap(),
  equipment: new PersistentMap(),
  counters: new PersistentMap(),
  planning: new PersistentMap(),
  totals: new PersistentList(),
  notes: new PersistentList(),
  disputes: new PersistentMap(),
  settled: new PersistentMap(),
  flags: new PersistentList(),
  flagsOf: new PersistentMap(),
  acknowledged: new PersistentMap(),
  silences: new PersistentMap(),
  withheld: new PersistentMap(),
  fourEyes: undefined,
  proposals: new PersistentMap(),
  brokenGlass: new PersistentMap(),
  changes: new PersistentMap(),
  reports: noReports(),
  figures: { totals: new PersistentList(), named: undefined, lastMove: undefined },
  numbersSaid: new PersistentMap(),
  series: { closed: new PersistentList(), newest: undefined, remainingBases: 0 },
});
