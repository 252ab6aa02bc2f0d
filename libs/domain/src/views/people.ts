import { accountIn } from '../ledger/accounts.js';
import { componentOf, contingentOf } from '../values/components.js';
import { tidy, type Bounds } from '../values/count.js';
import { isGone, measuring, type ByNode } from '../ledger/measures.js';
import type { MissionState } from '../state/mission.js';
import { exactAt, isPlace, peopleIn, within } from '../ledger/places.js';

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

/** How many are at a place of each population that has a line there. */
export function lineCounts(
  { books }: MissionState,
  account: string,
  exact: ReadonlyMap<string, number> = exactAt(books, account),
): Map<string, Bounds> {
  const own = accountIn(books, account).own;
  const lines = [...exact].filter(([, best]) => best !== 0);
  return new Map(lines.map(([node, best]) => [node, lineBounds(own.get(node), best)]));
}

/** What is guessed of a line may be nobody, or all who were told. */
function lineBounds(own: Bounds | undefined, best: number): Bounds {
  if (own?.best === best) return tidy(own);
  return tidy({ low: 0, best, high: own === undefined || own.high === null ? best : Math.max(own.high, best) });
}

/** People of a node in any account, as the views show them: those whose place is unknown are who is present but at no place. */
export function holding(state: MissionState, account: string): ByNode {
  if (isGone(account)) return measuring(state.books, account);
  return account === 'unallocated' ? placeless(state) : within(state.books, account);
}

function placeless({ books }: MissionState): ByNode {
  const present = measuring(books, 'present');
  const places = [...books.accounts.keys()].filter(isPlace).map((name) => within(books, name));
  return (node) => {
    let { low, best, high } = present(node);
    for (const place of places) {
      const there = place(node);
      low = there.high === null ? 0 : low - there.high;
      best -= there.best;
      high = high === null ? null : high - there.low;
    }
    return tidy({ low, best, high });
  };
}

/** The people of a base or a convoy; that nobody said how many is not that there is nobody. */
export type ShownPeople = Bounds | { reported: false };

/** The people in the account of a base or a convoy. */
export function shownPeople(state: MissionState, account: string): ShownPeople {
  const people = peopleIn(state.books, account);
  const isBooked = people.best !== 0 || people.high !== 0;
  return isBooked || state.numbersSaid.has(account) ? people : { reported: false };
}
