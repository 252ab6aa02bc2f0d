import { linesOf } from '../books.js';
import { componentOf, contingentOf } from '../components.js';
import { tidy, type Bounds } from '../count.js';
import { isGone, measuring, peopleIn, within, type ByNode } from '../measures.js';
import type { MissionState } from '../mission-state.js';

/** People booked at one place, by population and contributor. */
export interface ShownLine {
  component: string;
  contingent?: string;
  count: Bounds;
}

/** The lines that an account holds, in order of population. */
export function linesIn(state: MissionState, account: string): ShownLine[] {
  const found = state.books.accounts.get(account);
  if (!found) return [];
  return linesOf(found)
    .toSorted((a, b) => (a.node < b.node ? -1 : 1))
    .map(({ node, bounds }) => ({
      component: componentOf(node),
      contingent: contingentOf(node),
      count: tidy(bounds),
    }));
}

/** People of a node in any account, as the views show them: those who left are shared by who is still present. */
export const holding = (state: MissionState, account: string): ByNode =>
  isGone(account) ? measuring(state.books, account) : within(state.books, account);

/** The people of a base or a convoy; that nobody said how many is not that there is nobody. */
export type ShownPeople = Bounds | { reported: false };

/** The people in the account of a base or a convoy. */
export function shownPeople(state: MissionState, account: string): ShownPeople {
  const people = peopleIn(state.books, account);
  const isBooked = people.best !== 0 || people.high !== 0;
  return isBooked || state.numbersSaid.has(account) ? people : { reported: false };
}
