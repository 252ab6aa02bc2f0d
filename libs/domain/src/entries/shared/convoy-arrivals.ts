import type { LineLike } from '../../ledger/accounts.js';
import { move, moveAll } from '../../ledger/movements.js';
import type { Effective } from '../../envelope/entry.js';
import type { MissionState } from '../../state/mission.js';
import { type Convoy, type Leg, type Reckoning, isUnderWay, legInForce } from '../../state/convoy.js';
import { aboard, confirm, contradict } from './convoy-moves.js';
import { areSame, peopleOf, take } from '../../ledger/lines.js';
import { causeOf, factOf } from '../../state/fact.js';
import { accountAt } from '../../state/account-of-place.js';
import { flag } from '../../state/flag.js';
import { keyOf } from '../../values/kept.js';

/** What a report of an arrival says. */
interface Told {
  at?: string;
  lines?: readonly LineLike[];
}

/** Books an arrival: the first of a leg brings who is on board, a later one who is still missing of them. */
export function arrive(state: MissionState, convoy: Convoy, told: Told, entry: Effective): void {
  const leg = legOfArrival(convoy, told.at);
  if (leg.state === 'turned-back') arriveTurnedBack(state, convoy, leg, told, entry);
  else if (leg.state === 'arrived') arriveAgain(state, convoy, leg, told, entry);
  else arriveFirst(state, convoy, told, entry);
}

const placesOf = ({ arrivals }: Leg): (string | undefined)[] => arrivals.map(({ place }) => place);

/** The leg that an arrival is told of: if the next one is only planned, people of the last one may still be missing. */
function legOfArrival(convoy: Convoy, at: string | undefined): Leg {
  const last = convoy.state === 'planned' ? convoy.earlier.at(-1) : undefined;
  const isMissing = last !== undefined && (last.reckoning?.missing.length ?? 0) > 0;
  return isMissing && (at === undefined || at !== convoy.to || placesOf(last).includes(at)) ? last : convoy;
}

function arriveFirst(state: MissionState, convoy: Convoy, { at, lines }: Told, entry: Effective): void {
  const place = at ?? convoy.to;
  if (!isUnderWay(convoy)) {
    flag(state, entry, 'arrived-without-departing', convoy.id, { convoy: convoy.id });
  }
  const expected = aboard(state, convoy);
  convoy.state = 'arrived';
  note(state, convoy, place, lines, entry);
  if (!convoy.people) return bringUncounted(state, convoy, convoy, place, lines, entry);
  const [account, to, cause] = [keyOf.convoy(convoy.id), accountAt(state, place), causeOf(entry)];
  if (lines) move(state.books, cause, account, to, lines);
  moveAll(state.books, cause, account, lines ? 'unallocated' : to);
  convoy.reckoning = reckon(expected, lines ?? expected, place);
}

/** Notes an arrival on its leg, and the place where that ended as soon as one is told. */
function note(state: MissionState, leg: Leg, place: string | undefined, lines: Told['lines'], entry: Effective): void {
  leg.arrivals.push(factOf(entry, { place, lines }));
  if (leg.arrived?.place === undefined) leg.arrived = factOf(entry, place === undefined ? {} : { place });
}

/** Who is missing after the first arrival that tells of people: at a place that nobody named, all of them are. */
function reckon(expected: readonly LineLike[], told: readonly LineLike[], place: string | undefined): Reckoning {
  const { left, beyond } = take(expected, told);
  const isPlaced = place !== undefined;
  return {
    expected,
    told,
    missing: isPlaced ? left : expected,
    excess: beyond,
    unplaced: isPlaced ? 0 : peopleOf(told) - beyond,
  };
}

/** A leg of which nobody said who set out: those whom an arrival tells of, and those lost on the road, come from the base that it left. */
function bringUncounted(
  state: MissionState,
  convoy: Convoy,
  leg: Leg,
  place: string | undefined,
  lines: Told['lines'],
  entry: Effective,
): void {
  const [account, cause, left] = [keyOf.convoy(convoy.id), causeOf(entry), accountAt(state, leg.from)];
  if (lines) move(state.books, cause, left, accountAt(state, place), lines);
  if (state.books.accounts.has(account)) moveAll(state.books, cause, account, left);
  if (!lines) return;
  leg.people = lines;
  leg.reckoning = reckon(lines, lines, place);
}

function arriveAgain(state: MissionState, convoy: Convoy, leg: Leg, { at, lines }: Told, entry: Effective): void {
  const place = at ?? leg.arrived?.place ?? leg.to;
  if (!leg.people && lines) {
    note(state, leg, place, lines, entry);
    return bringUncounted(state, convoy, leg, place, lines, entry);
  }
  const isNamed = place !== undefined && leg.arrived?.place === undefined;
  const isThere = isNamed || placesOf(leg).includes(place);
  const { taken, reckoning, beyond } = reckonAgain(leg, lines, place, isThere);
  const brings = peopleOf(taken);
  const tooMany = { convoy: convoy.id, beyond, brings };
  if (brings === 0 && !isNamed) {
    if (!isThere) contradictPlace(state, convoy, leg, place, entry);
    else if (beyond > 0) contradict(state, convoy, leg, entry, 'arrived-with-other-numbers', tooMany, behind());
    else confirm(leg, entry);
    return;
  }
  if (place !== undefined) move(state.books, causeOf(entry), 'unallocated', accountAt(state, place), taken);
  note(state, leg, place, lines, entry);
  leg.reckoning = reckoning;
  if (beyond > 0) flag(state, entry, 'arrived-with-other-numbers', convoy.id, tooMany, behind());

  function behind(): number[] {
    return leg.departed ? [leg.departed.revision] : [];
  }
}

/** What a later arrival comes to: whom it brings, who is missing after it, how many it tells beyond those. */
function reckonAgain(
  leg: Leg,
  lines: Told['lines'],
  place: string | undefined,
  isThere: boolean,
): { taken: readonly LineLike[]; reckoning: Reckoning | undefined; beyond: number } {
  const { reckoning } = leg;
  if (!reckoning) return { taken: [], reckoning, beyond: 0 };
  const { expected, told, missing } = reckoning;
  // Those who arrived where nobody knows stay missing until a place is named.
  const open = place === undefined ? take(missing, told).left : missing;
  const { taken, left, beyond } = take(open, lines ?? open);
  const isWhole =
    lines !== undefined && isThere && (areSame(expected, lines) || (open.length === 0 && areSame(told, lines)));
  const placed = place === undefined ? {} : { missing: left, unplaced: 0 };
  const unplaced = reckoning.unplaced + (place === undefined ? peopleOf(taken) : 0);
  const next: Reckoning = { ...reckoning, told: [...told, ...taken], unplaced, ...placed };
  return { taken, reckoning: next, beyond: isWhole ? 0 : beyond };
}

function contradictPlace(
  state: MissionState,
  convoy: Convoy,
  leg: Leg,
  place: string | undefined,
  entry: Effective,
): void {
  const figures = { convoy: convoy.id, at: place, arrivedAt: leg.arrived?.place };
  contradict(state, convoy, leg, entry, 'arrived-elsewhere', figures, [leg.arrived?.revision]);
}

/** Notes that people of a convoy that had arrived abroad are told again to have left: that moves nobody, and more than came is a discrepancy. */
export function tellGone(state: MissionState, id: string, lines: readonly LineLike[], entry: Effective): void {
  const convoy = state.convoys.get(id);
  const leg = convoy && legInForce(convoy);
  const { beyond } = take(leg?.reckoning?.told ?? [], lines);
  const behind = leg?.arrived ? [leg.arrived.revision] : [];
  if (beyond > 0) flag(state, entry, 'arrived-with-other-numbers', id, { convoy: id, beyond, brings: 0 }, behind);
}

/** A convoy that turned back may well be told to be back where it came from. */
function arriveTurnedBack(state: MissionState, convoy: Convoy, leg: Leg, { at, lines }: Told, entry: Effective): void {
  const isBack = at !== undefined && at === leg.from;
  if (isBack && (!lines || areSame(leg.reckoning?.expected ?? [], lines))) return confirm(leg, entry);
  const figures = { convoy: convoy.id, at };
  contradict(state, convoy, leg, entry, 'arrived-after-turning-back', figures, [leg.turnedBack?.revision]);
}
