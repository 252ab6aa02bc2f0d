import { minus, plus, tidy, zero, type Bounds } from '../values/count.js';
import type { Books } from '../ledger/accounts.js';
import { measuring, type ByNode } from '../ledger/measures.js';
import { isPlace, peopleIn, within } from '../ledger/places.js';
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

/** Who of a node is present and booked at no place: what is left of those present, as uncertain as both. */
export function placeless(books: Books): ByNode {
  const present = measuring(books, 'present');
  const places = [...books.accounts.keys()].filter(isPlace).map((name) => within(books, name));
  return (node) => tidy(places.reduce((left, place) => minus(left, place(node)), present(node)));
}

/** Who is present and booked at no place. */
export const notPlacedIn = ({ books }: MissionState): Bounds => placeless(books)('all');

/** Those who are present and at no base. */
export const restIn = (state: MissionState): Rest => ({
  onTheRoad: peopleOf(state, 'convoy'),
  inMedicalCare: peopleOf(state, 'medical'),
  notPlaced: notPlacedIn(state),
});
