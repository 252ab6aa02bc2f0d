import { plus, tidy, zero, type Bounds } from '../values/count.js';
import { wholeOf } from '../ledger/measures.js';
import { peopleIn } from '../ledger/places.js';
import type { MissionState } from './mission.js';

/** The kinds of accounts of places. */
export const placeKinds = ['base', 'convoy', 'medical'] as const;

export type PlaceKind = (typeof placeKinds)[number];

/** Those who are present and at no base: with them the people of the bases add up to those present. */
export interface Rest {
  onTheRoad: Bounds;
  inMedicalCare: Bounds;
  /** Known to be in the mission, place unknown. */
  notPlaced: Bounds;
}

/** The people of all accounts of a kind: an account below zero takes from the best of the others, and makes nobody certain to be missing. */
export function peopleOf({ books }: MissionState, kind: PlaceKind): Bounds {
  let sum: Bounds = { ...zero };
  for (const account of books.accounts.keys())
    if (account.startsWith(`${kind}/`)) sum = plus(sum, peopleIn(books, account));
  return tidy(sum);
}

/** Who is present and booked at no place: by best value, what is left of those present. `of` says how many are at places of a kind. */
export function notPlacedIn(state: MissionState, of = (kind: PlaceKind): Bounds => peopleOf(state, kind)): Bounds {
  const placed = placeKinds.reduce((sum, kind) => sum + of(kind).best, 0);
  const { low, high } = peopleIn(state.books, 'unallocated');
  return tidy({ low, best: wholeOf(state.books, 'present') - placed, high });
}

/** Those who are present and at no base. */
export const restIn = (state: MissionState): Rest => ({
  onTheRoad: peopleOf(state, 'convoy'),
  inMedicalCare: peopleOf(state, 'medical'),
  notPlaced: notPlacedIn(state),
});
