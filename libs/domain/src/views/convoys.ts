import { boundsOfLines } from '../ledger/lines.js';
import { changing, lastChangeOf } from '../state/changes.js';
import type { MissionState } from '../state/mission.js';
import { type Convoy, type Leg, legsOf } from '../state/convoy.js';
import { linesIn, shownPeople } from './people.js';
import { pendingIn, withPending, type Pending } from './pending.js';
import { shownFact, type AsOf } from './as-of.js';
import { shownToll } from './toll.js';
import { isOwn, sumOf } from '../state/incident.js';

/** Each convoy: where it is, who is on board, what was done to it. Yields after each. */
export function* convoys(state: MissionState, asOf: AsOf): Generator<undefined, { items: ShownConvoy[] }> {
  const items: ShownConvoy[] = [];
  const pending = pendingIn(state, asOf);
  for (const convoy of state.convoys.values()) {
    items.push(shownConvoy(state, convoy, pending));
    yield undefined;
  }
  return { items };
}

type ShownConvoy = ReturnType<typeof shownConvoy>;

function shownConvoy(state: MissionState, convoy: Convoy, pending: readonly Pending[]) {
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
    arrived: convoy.arrived && shownFact(convoy.arrived, { place: convoy.arrived.place }),
    halts: convoy.halts.map((halt) =>
      shownFact(halt, {
        place: halt.place,
        reason: halt.reason,
        resumed: halt.resumed && shownFact(halt.resumed, { place: halt.resumed.place, reason: halt.resumed.reason }),
      }),
    ),
    positions: convoy.positions.map((one) => shownFact(one, { place: one.place, location: one.location })),
    attacked: attacks.length,
    attacks: attacks.map((attack) =>
      shownFact(attack, {
        means: attack.what,
        place: attack.place,
        claimedBy: attack.claimedBy,
        toll: shownToll(attack.toll),
        vehiclesDamaged: attack.vehiclesDamaged,
        vehiclesLost: attack.vehiclesLost,
        revisedBy: attack.revisedBy,
      }),
    ),
    casualties: { killed: sumOf(own, 'killed'), wounded: sumOf(own, 'wounded') },
    /** People, best value. */
    evacuated: convoy.evacuations.reduce((sum, { count }) => sum + count, 0),
    legs: legsOf(convoy).map(shownLeg),
    ...withPending(pending, convoy.id),
    lastChangedBy: lastChangeOf(state, changing.place(convoy.id)),
  };
}

/** One leg: who set out on it, how it ended, and what reports say beside that. */
function shownLeg(leg: Leg) {
  const { arrived, turnedBack } = leg;
  return {
    state: leg.state,
    mode: leg.mode,
    from: leg.from,
    to: leg.to,
    toPlace: leg.toPlace,
    departsOn: leg.departsOn,
    plannedLines: leg.plannedLines,
    vehicles: leg.vehicles,
    /** Who set out. */
    people: leg.people ? boundsOfLines(leg.people) : { reported: false as const },
    departed: leg.departed && shownFact(leg.departed),
    arrived: arrived && shownFact(arrived, { place: arrived.place }),
    turnedBack: turnedBack && shownFact(turnedBack, { reason: turnedBack.reason }),
    attacked: leg.attacked,
    arrivals: leg.arrivals.map((one) => shownFact(one, { place: one.place, lines: one.lines })),
    /** Reports that changed neither books nor status. */
    beside: leg.beside.map((one) => shownFact(one, { type: one.type, effect: one.effect, told: one.told })),
  };
}
