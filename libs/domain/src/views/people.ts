import { accountIn } from '../ledger/accounts.js';
import { componentOf, contingentOf } from '../values/components.js';
import { tidy, type Bounds } from '../values/count.js';
import { isGone, measuring, type ByNode } from '../ledger/measures.js';
import type { MissionState } from '../state/mission.js';
import { exactAt, peopleIn, within } from '../ledger/places.js';
import { placeless } from '../state/rest.js';

/** People booked at one place, by population and contributor. */
export interface ShownLine {
  component: string;
  contingent?: string;
  count: Bounds;
}

/** The lines of who is at a place, in order of population: of those booked without a part, who they are taken to be. */
export const linesIn = (state: MissionState, account: string): ShownLine[] =>
  [...lineCounts(state, account)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([node, count]) => ({ component: componentOf(node), contingent: contingentOf(node), count }));

/** How many are at a place of each population that has a line there: of none more than all who may be there. */
export function lineCounts(
  { books }: MissionState,
  account: string,
  exact: ReadonlyMap<string, number> = exactAt(books, account),
): Map<string, Bounds> {
  const own = accountIn(books, account).own;
  const there = within(books, account, exact);
  const lines = [...exact].filter(([, best]) => best !== 0);
  return new Map(
    lines.map(([node, best]) => {
      const told = own.get(node);
      const { high } = there(node);
      // What is guessed of a line may be nobody, or all who may be of it.
      return [node, told?.best === best ? tidy(told, high) : tidy({ low: 0, best, high })];
    }),
  );
}

/** People of a node in any account, as the views show them: those whose place is unknown are who is present but at no place. */
export function holding(state: MissionState, account: string): ByNode {
  if (isGone(account)) return measuring(state.books, account);
  return account === 'unallocated' ? placeless(state.books) : within(state.books, account);
}

/** The people of a base or a convoy; that nobody said how many is not that there is nobody. */
export type ShownPeople = Bounds | { reported: false };

/** The people in the account of a base or a convoy. */
export function shownPeople(state: MissionState, account: string): ShownPeople {
  const people = peopleIn(state.books, account);
  const isBooked = people.best !== 0 || people.high !== 0;
  return isBooked || state.numbersSaid.has(account) ? people : { reported: false };
}
