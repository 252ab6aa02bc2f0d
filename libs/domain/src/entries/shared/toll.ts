import { holdWithout, restate } from '../../ledger/held.js';
import { bookedAt, moveSome, type People } from '../../ledger/movements.js';
import { boundsOf, exactly, plus, zero, type Bounds, type Count } from '../../values/count.js';
import { contingentOf, nodeOf, type Node } from '../../values/components.js';
import { editConvoy, editIncident } from '../../state/copy-on-write.js';
import type { Effective } from '../../envelope/entry.js';
import type { Convoy } from '../../state/convoy.js';
import type { MissionState } from '../../state/mission.js';
import { causeOf } from '../../state/fact.js';
import { actedAt } from '../../values/placement.js';
import { accountAt } from '../../state/account-of-place.js';
import type { Casualties } from './casualties.js';
import { ownSides, isOwn, sumOf, type Incident, type Toll } from '../../state/incident.js';

/** Casualties with their counts as bounds. */
export const tollOf = (casualties: readonly Casualties[] = []): Toll[] =>
  casualties.map(({ side, component, contingent, killed, wounded }) => ({
    side,
    component,
    contingent,
    killed: killed === undefined ? zero : boundsOf(killed),
    wounded: wounded === undefined ? zero : boundsOf(wounded),
  }));

/** Vehicles damaged and lost, as bounds. */
export const vehicleBounds = (
  damaged: Count | undefined,
  lost: Count | undefined,
): Pick<Incident, 'vehiclesDamaged' | 'vehiclesLost'> => ({
  vehiclesDamaged: damaged === undefined ? zero : boundsOf(damaged),
  vehiclesLost: lost === undefined ? zero : boundsOf(lost),
});

/** The mission's own dead of a toll, by node. */
export function ownDead(toll: readonly Toll[]): Map<string, Bounds> {
  const dead = new Map<string, Bounds>();
  for (const { side, component, contingent, killed } of toll) {
    if (!isOwn(side) || killed.high === 0) continue;
    const node = nodeOf(component ?? ownSides[side] ?? 'all', contingent);
    dead.set(node, plus(dead.get(node) ?? zero, killed));
  }
  return dead;
}

/** Books the mission's own dead of an incident out of an account. */
export function bookDeaths(state: MissionState, entry: Effective, from: string, incident: Incident): void {
  const dead = ownDead(incident.toll);
  noteWhere(state, from, incident);
  const people = [...dead].map(([node, killed]) => booked(incident, node, killed));
  moveSome(state.books, causeOf(entry), from, 'died', people);
}

/** Notes where dead of no named component are booked; a revised toll is booked where the first one was. */
function noteWhere({ books }: MissionState, from: string, incident: Incident): void {
  const unnamed = ownDead(incident.toll.filter(({ component }) => component === undefined));
  const where = [...unnamed.keys()].map((node) => [node, bookedAt(books, from, node)] as const);
  incident.bookedAt = new Map([...where, ...incident.bookedAt]);
}

/** The dead of a node as they are booked. */
const booked = (incident: Incident, node: Node, people: Bounds): People => [
  incident.bookedAt.get(node) ?? node,
  people,
  contingentOf(node),
];

/** Counts the mission's own losses of an incident, of which another toll was counted before. */
export function noteLosses(state: MissionState, before: readonly Toll[], after: readonly Toll[]): void {
  const isOurs = ({ side }: Toll): boolean => isOwn(side);
  const [was, is] = [before.filter(isOurs), after.filter(isOurs)];
  const { killed, wounded } = state.casualties;
  state.casualties = {
    killed: killed - sumOf(was, 'killed').best + sumOf(is, 'killed').best,
    wounded: wounded - sumOf(was, 'wounded').best + sumOf(is, 'wounded').best,
  };
}

/** Adds a toll to another, side by side. */
export function addTolls(to: readonly Toll[], more: readonly Toll[]): Toll[] {
  const sum = to.map((one) => ({ ...one }));
  for (const one of more) {
    const same = sum.find(
      (other) => other.side === one.side && other.component === one.component && other.contingent === one.contingent,
    );
    if (!same) sum.push({ ...one });
    else Object.assign(same, { killed: plus(same.killed, one.killed), wounded: plus(same.wounded, one.wounded) });
  }
  return sum;
}

/**
 * The incident that a revised toll is about, for changing in place: that at whose place it folds, also where it names an earlier
 * revision of the toll that was retracted since.
 */
export const incidentOf = (state: MissionState, { placement }: Effective): Incident | undefined => {
  const revision = actedAt(placement);
  return revision === undefined ? undefined : editIncident(state, revision);
};

/** Where the dead of an incident were: a revised toll folds at its place, so that they are where they were then. */
const accountOfIncident = (state: MissionState, { convoy, base }: Incident): string =>
  convoy === undefined ? (base === undefined ? 'unallocated' : `base/${base}`) : accountAt(state, convoy);

/** Books the difference that a revised toll makes to the mission's own dead. */
export function rebookDeaths(
  state: MissionState,
  entry: Effective,
  incident: Incident,
  before: ReadonlyMap<string, Bounds>,
): void {
  const [first, after] = [ownDead(incident.firstToll), ownDead(incident.toll)];
  const account = accountOfIncident(state, incident);
  const convoy = incident.convoy === undefined ? undefined : editConvoy(state, incident.convoy);
  noteWhere(state, account, incident);
  for (const node of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(node) ?? zero, after.get(node) ?? zero];
    const more = is.best - was.best;
    const [from, to] = more < 0 ? ['died', account] : [account, 'died'];
    const people = booked(incident, node, exactly(Math.abs(more)));
    if (more !== 0) moveSome(state.books, causeOf(entry), from, to, [people]);
    restate(state.books, 'died', account, people[0], was, is);
    if (convoy) noteDiedSince(convoy, people[0], raised(after, node) - raised(before, node));
  }
  holdWithout(
    state.books,
    account,
    incident.held,
    [...after].map(([node, dead]) => booked(incident, node, dead)),
  );

  function raised(dead: ReadonlyMap<string, Bounds>, node: string): number {
    return Math.max(0, (dead.get(node) ?? zero).best - (first.get(node) ?? zero).best);
  }
}

/** The revision folds before later evacuations: whoever died of those evacuated must not be evacuated as well. */
function noteDiedSince({ diedSince }: Convoy, node: string, more: number): void {
  const known = diedSince.find((died) => died.node === node);
  if (known) known.count += more;
  else if (more > 0) diedSince.push({ node, count: more });
}
