import { forkBooks } from '../ledger/accounts.js';
import { forkReports } from './duplicate-reports/reports.js';
import type { MissionState } from './mission.js';
import type { Convoy, Leg } from './convoy.js';
import type { Incident } from './incident.js';
import type { Base } from './base.js';
import type { Permit } from './permit.js';
import type { EquipmentBook } from './equipment.js';
import type { Counter } from './counter.js';

/** The base of that id, for changing in place. */
export const editBase = (state: MissionState, id: string): Base | undefined => state.bases.edit(id, copyBase);

/** The convoy of that id, for changing in place. */
export const editConvoy = (state: MissionState, id: string): Convoy | undefined => state.convoys.edit(id, copyConvoy);

/** The incident of that revision, for changing in place. */
export const editIncident = (state: MissionState, revision: number): Incident | undefined =>
  state.incidents.edit(revision, copyIncident);

/** The permit of that id, for changing in place. */
export const editPermit = (state: MissionState, id: string): Permit | undefined => state.permits.edit(id, copyPermit);

/** The book of a category of equipment (as comparable), for changing in place. */
export const editEquipment = (state: MissionState, category: string): EquipmentBook | undefined =>
  state.equipment.edit(category, copyEquipment);

/** The counter of that id, for changing in place. */
export const editCounter = (state: MissionState, id: string): Counter | undefined =>
  state.counters.edit(id, copyCounter);

const copyBase = (base: Base): Base => ({
  ...base,
  handovers: base.handovers.slice(),
  occupations: base.occupations.slice(),
  redesignations: base.redesignations.slice(),
});

const copyLeg = <L extends Leg>(leg: L): L => ({
  ...leg,
  arrivals: leg.arrivals.slice(),
  beside: leg.beside.slice(),
});

function copyLast(legs: readonly Leg[]): Leg[] {
  const last = legs.at(-1);
  return last ? [...legs.slice(0, -1), copyLeg(last)] : [];
}

const copyConvoy = (convoy: Convoy): Convoy => ({
  ...copyLeg(convoy),
  earlier: copyLast(convoy.earlier),
  halts: convoy.halts.slice(),
  positions: convoy.positions.slice(),
  attacks: convoy.attacks.slice(),
  evacuations: convoy.evacuations.slice(),
  diedSince: convoy.diedSince.map((died) => ({ ...died })),
});

const copyIncident = (incident: Incident): Incident => ({ ...incident, revisedBy: incident.revisedBy.slice() });

const copyPermit = (permit: Permit): Permit => ({ ...permit });

const copyEquipment = ({ category, present, short, disposals }: EquipmentBook): EquipmentBook => ({
  category,
  present: new Map(present),
  short: new Map(short),
  disposals: disposals.fork(),
});

const copyCounter = ({ id, points }: Counter): Counter => ({ id, points: points.fork() });

/**
 * Another state with the same content, for its own owner: what is folded into one is not seen in the other. It costs a few
 * microseconds, whatever the length of the log; each side then copies what it changes.
 */
export const forkState = (state: MissionState): MissionState => ({
  mission: state.mission && { ...state.mission, deadlineHistory: state.mission.deadlineHistory.slice() },
  books: forkBooks(state.books),
  bases: state.bases.fork(),
  convoys: state.convoys.fork(),
  incidents: state.incidents.fork(),
  casualties: state.casualties,
  revisedTolls: state.revisedTolls.fork(),
  permits: state.permits.fork(),
  equipment: state.equipment.fork(),
  counters: state.counters.fork(),
  planning: state.planning.fork(),
  totals: state.totals.fork(),
  notes: state.notes.fork(),
  disputes: state.disputes.fork(),
  settled: state.settled.fork(),
  flags: state.flags.fork(),
  flagsOf: state.flagsOf.fork(),
  withheld: state.withheld.fork(),
  fourEyes: state.fourEyes,
  proposals: state.proposals.fork(),
  acknowledged: state.acknowledged.fork(),
  silences: state.silences.fork(),
  brokenGlass: state.brokenGlass.fork(),
  changes: state.changes.fork(),
  figures: { ...state.figures, totals: state.figures.totals.fork() },
  numbersSaid: state.numbersSaid.fork(),
  reports: forkReports(state.reports),
  series: { ...state.series, closed: state.series.closed.fork() },
});
