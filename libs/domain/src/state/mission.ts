import { emptyBooks, type Books } from '../ledger/accounts.js';
import type { Changes } from './changes.js';
import type { Bounds, Count } from '../values/count.js';
import type { Convoy } from './convoy.js';
import type { Fact } from './fact.js';
import type { PlannedDate } from '../values/planned-date.js';
import { noReports, type Reports } from './duplicate-reports/reports.js';
import { PagedList, VersionedMap } from '#libs/persistent';

export type { Convoy, Leg, Reckoning } from './convoy.js';
export type { Fact } from './fact.js';

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
export type Plan =
  | { state: 'none'; history: PlanStep[] }
  | { state: 'scheduled'; on: PlannedDate; since: number; phase?: string; history: PlanStep[] };

/** Somebody a camp was given to, or who is in it. */
export interface Party {
  name: string;
  kind: string;
}

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
  plan: Plan;
  withdrawing?: Fact;
  vacated?: Fact;
  handovers: (Fact & { to: Party; part?: string; document?: string; endUse?: string })[];
  occupations: (Fact & { by: Party })[];
  lost?: Fact & { how: string; whileHeld: boolean };
  /** Revision of the report of the whole handed over that stands. */
  handedOver?: number;
}

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
  vehiclesDamaged: Bounds;
  vehiclesLost: Bounds;
  /** Revisions of the entries that revised it. */
  revisedBy: number[];
}

export interface Permit {
  id: string;
  kind: string;
  authority: string;
  for?: string;
  requested: Fact;
  answered?: Fact & { answer: string; reason?: string };
}

/** A published running total of things: a series by time, never summed. */
export interface Counter {
  id: string;
  points: PagedList<Fact & { what: string; count: Bounds; words: Count; of?: Bounds; unit?: string }>;
}

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

export interface EquipmentBook {
  /** As it was first spelt. */
  category: string;
  /** What there is, by base ('' for the mission): known only once it was reported. */
  present: Map<string, Bounds>;
  disposals: PagedList<Disposal>;
}

/** Equipment that left the mission. */
export interface Disposal extends Fact {
  method: string;
  count: Bounds;
  base?: string;
  convoy?: string;
  value?: { amount: number; currency: string };
  approval?: string;
}

/** A contradiction that the fold itself saw; conditions that hold at a date are worked out when shown. */
export interface Flag {
  rule: string;
  subject: string;
  entries: number[];
  since: number;
  /** What its sentence is made of. */
  figures: object;
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
  totals: PagedList<MissionTotal>;
  /** Whom the totals of the newest such day name: together they may be enough. Never changed in place. */
  named: { readonly day: string; readonly nodes: readonly string[] } | undefined;
  /** The last entry that moved people: it stands for a total where none was ever stated. */
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
}

/**
 * Everything that the views of one mission are drawn from. Owned by whoever folds: `evolve` writes into it. `forkState`
 * gives another one with the same content for little: what is in a map or a list then is shared, so that whoever changes
 * it takes it with `edit` first (see `editing.ts`).
 */
export interface MissionState {
  mission: MissionFacts | undefined;
  books: Books;
  bases: VersionedMap<string, Base>;
  convoys: VersionedMap<string, Convoy>;
  incidents: VersionedMap<number, Incident>;
  /** The mission's own killed and wounded in all of them, best values. Never changed in place. */
  casualties: { readonly killed: number; readonly wounded: number };
  /** Revised toll to the incident that it is about, by revision. */
  revisedTolls: VersionedMap<number, number>;
  permits: VersionedMap<string, Permit>;
  /** By category, as comparable. */
  equipment: VersionedMap<string, EquipmentBook>;
  counters: VersionedMap<string, Counter>;
  totals: PagedList<ReportedTotal>;
  notes: PagedList<Fact & { text: string; base?: string; convoy?: string }>;
  disputes: VersionedMap<number, readonly (Fact & { by: string; statement: string })[]>;
  /** Settled discrepancies by id, with the figures that each settlement holds for. */
  settled: VersionedMap<string, readonly { revision: number; reason: string; figures: string | undefined }[]>;
  flags: PagedList<Flag>;
  /** What changed the mission, each base, convoy, permit and incident: for If-Match. */
  changes: VersionedMap<string, Changes>;
  /** What reports claim, compared with each other. */
  reports: Reports;
  figures: MissionFigures;
  /** The bases and convoys, by account, of whom an entry says how many people. */
  numbersSaid: VersionedMap<string, NumberSaid>;
  /** The figures at the ends of days on which something moved, and the newest such day, which may go on. */
  series: { closed: PagedList<SeriesPoint>; newest: OpenDay | undefined; remainingBases: number };
}

/** A mission of which nothing is known. */
export const emptyState = (): MissionState => ({
  mission: undefined,
  books: emptyBooks(),
  bases: new VersionedMap(),
  convoys: new VersionedMap(),
  incidents: new VersionedMap(),
  casualties: { killed: 0, wounded: 0 },
  revisedTolls: new VersionedMap(),
  permits: new VersionedMap(),
  equipment: new VersionedMap(),
  counters: new VersionedMap(),
  totals: new PagedList(),
  notes: new PagedList(),
  disputes: new VersionedMap(),
  settled: new VersionedMap(),
  flags: new PagedList(),
  changes: new VersionedMap(),
  reports: noReports(),
  figures: { totals: new PagedList(), named: undefined, lastMove: undefined },
  numbersSaid: new VersionedMap(),
  series: { closed: new PagedList(), newest: undefined, remainingBases: 0 },
});
