import type { Bounds } from '../count.js';
import { linesOf } from '../books.js';
import { componentOf, contingentOf } from '../components.js';
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
    .map(({ node, bounds }) => ({ component: componentOf(node), contingent: contingentOf(node), count: bounds }))
    .toSorted((a, b) => (`${a.component}@${a.contingent}` < `${b.component}@${b.contingent}` ? -1 : 1));
}
