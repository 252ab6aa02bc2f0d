import { isOwn, sumOf } from '../entries/tolls.js';
import type { Convoy, MissionState } from '../mission-state.js';
import { linesIn, shownPeople } from './people.js';
import { shownFact, type Shown } from './shown.js';
import { shownToll } from './toll.js';

/** Each convoy: where it is, who is on board, what was done to it. Yields after each. */
export function* convoys(state: MissionState, _shown: Shown): Generator<undefined, { items: ShownConvoy[] }> {
  const items: ShownConvoy[] = [];
  for (const convoy of state.convoys.values()) {
    items.push(shownConvoy(state, convoy));
    yield undefined;
  }
  return { items };
}

type ShownConvoy = ReturnType<typeof shownConvoy>;

function shownConvoy(state: MissionState, convoy: Convoy) {
  const attacks = convoy.attacks.flatMap((revision) => state.incidents.get(revision) ?? []);
  const own = attacks.flatMap(({ toll }) => toll.filter(({ side }) => isOwn(side)));
  return {
    id: convoy.id,
    state: convoy.state,
    mode: convoy.mode,
    from: convoy.from,
    to: convoy.to,
    toPlace: convoy.toPlace,
    departsOn: convoy.departsOn,
    plannedLines: convoy.plannedLines,
    vehicles: convoy.vehicles,
    people: shownPeople(state, `convoy/${convoy.id}`),
    lines: linesIn(state, `convoy/${convoy.id}`),
    departed: convoy.departed && shownFact(convoy.departed),
    arrived: convoy.arrived && { ...shownFact(convoy.arrived), place: convoy.arrived.place },
    halts: convoy.halts.map((halt) => ({
      ...shownFact(halt),
      place: halt.place,
      reason: halt.reason,
      resumed: halt.resumed && shownFact(halt.resumed),
    })),
    attacked: attacks.length,
    attacks: attacks.map((attack) => ({
      ...shownFact(attack),
      means: attack.what,
      place: attack.place,
      claimedBy: attack.claimedBy,
      toll: shownToll(attack.toll),
      vehiclesDamaged: attack.vehiclesDamaged,
      vehiclesLost: attack.vehiclesLost,
      revisedBy: attack.revisedBy,
    })),
    casualties: { killed: sumOf(own, 'killed'), wounded: sumOf(own, 'wounded') },
    /** People, best value. */
    evacuated: state.books.evacuated.get(convoy.id) ?? 0,
    lastChangedBy: convoy.revision,
  };
}
