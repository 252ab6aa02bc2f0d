import { editBase } from '../../state/copy-on-write.js';
import { accountIn, linesOf, type LineLike } from '../../ledger/accounts.js';
import { move, moveAll } from '../../ledger/movements.js';
import type { Effective } from '../../envelope/entry.js';
import type { MissionState } from '../../state/mission.js';
import { type Convoy, type Leg, endOfLeg } from '../../state/convoy.js';
import { linesOfHeld } from '../../ledger/lines.js';
import { causeOf, factOf } from '../../state/fact.js';
import { accountAt } from '../../state/account-of-place.js';
import { flag, type FlagFigures } from '../../state/flag.js';
import { keyOf } from '../../values/kept.js';

/** The base that a convoy goes to; undefined for `abroad`, which is none. */
export const destination = (to: string | undefined): string | undefined => (to === 'abroad' ? undefined : to);

/** A convoy of which nothing is known but its id, and what began its first leg. */
export const newConvoy = (id: string, entry: Effective): Convoy => ({
  state: 'planned',
  began: entry.entry.revision,
  mode: undefined,
  from: undefined,
  to: undefined,
  toPlace: undefined,
  departsOn: undefined,
  plannedLines: undefined,
  vehicles: undefined,
  departed: undefined,
  arrived: undefined,
  turnedBack: undefined,
  people: undefined,
  arrivals: [],
  reckoning: undefined,
  beside: [],
  attacked: 0,
  id,
  earlier: [],
  halts: [],
  positions: [],
  attacks: [],
  evacuations: [],
  diedSince: [],
});

/** The leg that a convoy is on, without what is told of the convoy as a whole. */
const legAlone = (convoy: Convoy): Leg => ({
  state: convoy.state,
  began: convoy.began,
  mode: convoy.mode,
  from: convoy.from,
  to: convoy.to,
  toPlace: convoy.toPlace,
  departsOn: convoy.departsOn,
  plannedLines: convoy.plannedLines,
  vehicles: convoy.vehicles,
  departed: convoy.departed,
  arrived: convoy.arrived,
  turnedBack: convoy.turnedBack,
  people: convoy.people,
  arrivals: convoy.arrivals,
  reckoning: convoy.reckoning,
  beside: convoy.beside,
  attacked: convoy.attacked,
});

/** A leg of which nothing is known but what began it. */
const newLeg = (entry: Effective): Leg => legAlone(newConvoy('', entry));

/** Begins the next leg of a convoy that has ended one: from where that ended, unless an entry says otherwise. */
export function beginLeg(convoy: Convoy, entry: Effective): void {
  const ended = legAlone(convoy);
  convoy.earlier.push(ended);
  Object.assign(convoy, newLeg(entry), { from: endOfLeg(ended), diedSince: [] });
}

/** Books the people on board and marks the base that they leave. */
export function depart(
  state: MissionState,
  convoy: Convoy,
  lines: readonly LineLike[] | undefined,
  entry: Effective,
): void {
  convoy.state = 'under-way';
  convoy.departed = factOf(entry);
  const base = convoy.from === undefined ? undefined : editBase(state, convoy.from);
  if (base?.plan.state === 'scheduled') base.withdrawing ??= factOf(entry);
  convoy.people = lines ?? convoy.plannedLines;
  if (!convoy.people) return;
  move(state.books, causeOf(entry), accountAt(state, convoy.from), keyOf.convoy(convoy.id), convoy.people);
}

/** Those on board: who set out, less losses and evacuations. */
export const aboard = (state: MissionState, { id }: Convoy): LineLike[] =>
  linesOfHeld(linesOf(accountIn(state.books, keyOf.convoy(id))));

/** Brings everyone on board back to the base that the convoy left. */
export function turnBack(state: MissionState, convoy: Convoy, reason: string | undefined, entry: Effective): void {
  const expected = aboard(state, convoy);
  moveAll(state.books, causeOf(entry), keyOf.convoy(convoy.id), accountAt(state, convoy.from));
  convoy.state = 'turned-back';
  convoy.turnedBack = factOf(entry, { reason });
  convoy.reckoning = { expected, told: expected, missing: [], excess: 0, unplaced: 0 };
}

/** Notes a report that says again what is known of a leg. */
export const confirm = (leg: Leg, entry: Effective): void => noteBeside(leg, entry, 'confirms');

/** Notes a report that says other than is known of a leg: books and status stay, and it is a discrepancy. */
export function contradict<R extends keyof FlagFigures>(
  state: MissionState,
  { id }: Convoy,
  leg: Leg,
  entry: Effective,
  rule: R,
  figures: FlagFigures[R],
  others: readonly (number | undefined)[],
): void {
  noteBeside(leg, entry, 'contradicts');
  flag(
    state,
    entry,
    rule,
    id,
    figures,
    others.filter((one) => one !== undefined),
  );
}

const noteBeside = (leg: Leg, entry: Effective, effect: 'confirms' | 'contradicts'): void => {
  leg.beside.push(factOf(entry, { type: entry.entry.type, effect, told: entry.data }));
};
