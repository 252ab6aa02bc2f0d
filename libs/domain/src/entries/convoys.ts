import { editBase } from '../editing.js';
import { moveAll, type LineLike } from '../books.js';
import { accountIn, figure, move } from '../books.js';
import type { Effective } from '../entry.js';
import type { Convoy, MissionState } from '../mission-state.js';
import { accountAt, causeOf, factOf, flag } from './parts.js';

/** The base that a convoy goes to; undefined for `abroad`, which is none. */
export const destination = (to: string | undefined): string | undefined => (to === 'abroad' ? undefined : to);

/** A convoy of which nothing is known but its id. */
export const newConvoy = (id: string, entry: Effective): Convoy => ({
  id,
  state: 'planned',
  halts: [],
  attacks: [],
  carriesPeople: false,
  diedSince: [],
});

/** Whether a convoy is on its way (a halted one still is). */
export const isUnderWay = (convoy: Convoy): boolean => convoy.state === 'under-way' || convoy.state === 'halted';

const accountTo = (state: MissionState, place: string | undefined): string =>
  place === 'abroad' ? 'departed' : accountAt(state, place);

/** Books the people on board and marks the base that they leave. A convoy on its way does not set out twice. */
export function depart(
  state: MissionState,
  convoy: Convoy,
  lines: readonly LineLike[] | undefined,
  entry: Effective,
): void {
  if (isUnderWay(convoy) || convoy.state === 'arrived') return;
  convoy.state = 'under-way';
  convoy.departed = factOf(entry);
  const base = convoy.from === undefined ? undefined : editBase(state, convoy.from);
  if (base?.plan.state === 'scheduled') base.withdrawing ??= factOf(entry);
  const aboard = lines ?? convoy.plannedLines;
  if (!aboard) return;
  convoy.carriesPeople = true;
  move(state.books, causeOf(entry), accountAt(state, convoy.from), `convoy/${convoy.id}`, aboard);
}

/** Brings the people on board to where they arrived: all of them, or what the report says (the rest is a discrepancy). */
export function arrive(
  state: MissionState,
  convoy: Convoy,
  place: string | undefined,
  lines: readonly LineLike[] | undefined,
  entry: Effective,
): void {
  const account = `convoy/${convoy.id}`;
  const to = accountTo(state, place);
  if (!lines) {
    moveAll(state.books, causeOf(entry), account, to);
    return;
  }
  if (!convoy.carriesPeople) {
    move(state.books, causeOf(entry), accountAt(state, convoy.from), to, lines);
    return;
  }
  move(state.books, causeOf(entry), account, to, lines);
  const left = figure(state.books, accountIn(state.books, account), 'all').best;
  moveAll(state.books, causeOf(entry), account, 'unallocated');
  if (left === 0) return;
  const message = `${Math.abs(left)} ${left > 0 ? 'fewer' : 'more'} people arrived with convoy ${convoy.id} than it carried. Correct one of the entries, or report what became of them.`;
  flag(
    state,
    entry,
    'arrived-with-other-numbers',
    convoy.id,
    message,
    convoy.departed ? [convoy.departed.revision] : [],
  );
}

/** Brings everyone on board back to the base that the convoy left. */
export const turnBack = (state: MissionState, convoy: Convoy, entry: Effective): void =>
  moveAll(state.books, causeOf(entry), `convoy/${convoy.id}`, accountAt(state, convoy.from));
