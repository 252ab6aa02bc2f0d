import { changing, lastChangeOf } from '../state/changes.js';
import type { MissionState } from '../state/mission.js';
import { shownFact, type AsOf } from './as-of.js';
import { shownToll } from './toll.js';
import { isOwn, sumOf, type Incident } from '../state/incident.js';

/** Attacks and incidents in order of occurrence, newest last, with their tolls as revised. */
export function incidents(state: MissionState, _shown: AsOf) {
  return { items: [...state.incidents.values()].map((incident) => shownIncident(state, incident)) };
}

function shownIncident(state: MissionState, incident: Incident) {
  const own = incident.toll.filter(({ side }) => isOwn(side));
  return {
    // A slug has no slash: the id of an attack is no incident's.
    id: incident.id ?? `attack/${incident.revision}`,
    ...shownFact(incident),
    kind: incident.kind,
    what: incident.what,
    place: incident.place,
    base: incident.base,
    convoy: incident.convoy,
    claimedBy: incident.claimedBy,
    summary: incident.summary,
    toll: shownToll(incident.toll),
    own: { killed: sumOf(own, 'killed'), wounded: sumOf(own, 'wounded') },
    vehiclesDamaged: incident.vehiclesDamaged,
    vehiclesLost: incident.vehiclesLost,
    revisedBy: incident.revisedBy,
    lastChangedBy: lastChangeOf(state, changing.incident(incident.revision)),
    disputes: [incident.revision, ...incident.revisedBy].flatMap((entry) =>
      (state.disputes.get(entry) ?? []).map((dispute) =>
        shownFact(dispute, { entry, by: dispute.by, statement: dispute.statement }),
      ),
    ),
  };
}
