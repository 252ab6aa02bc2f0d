import { isOwn, sumOf } from '../entries/tolls.js';
import type { MissionState } from '../mission-state.js';
import { shownFact, type Shown } from './shown.js';

/** Attacks and incidents in order of occurrence, with their tolls as revised. */
export function incidents(state: MissionState, _shown: Shown) {
  return {
    items: [...state.incidents.values()].map((incident) => ({
      id: incident.id ?? `attack-${incident.revision}`,
      ...shownFact(incident),
      kind: incident.kind,
      what: incident.what,
      place: incident.place,
      base: incident.base,
      convoy: incident.convoy,
      claimedBy: incident.claimedBy,
      summary: incident.summary,
      toll: incident.toll,
      own: {
        killed: sumOf(incident.toll.filter(({ side }) => isOwn(side)), 'killed'),
        wounded: sumOf(incident.toll.filter(({ side }) => isOwn(side)), 'wounded'),
      },
      vehiclesDamaged: incident.vehiclesDamaged,
      vehiclesLost: incident.vehiclesLost,
      revisedBy: incident.revisedBy,
      disputes: [incident.revision, ...incident.revisedBy].flatMap((revision) => (state.disputes.get(revision) ?? []).map(({ by, statement, ...fact }) => ({ ...shownFact(fact), by, statement }))),
    })),
  };
}
