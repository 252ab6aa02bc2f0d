import { nodesBelow, nodesOf, type Cause } from '../ledger/accounts.js';
import { ancestorsOf, type Node } from '../values/components.js';
import type { MissionState } from '../state/mission.js';
import { populationOf } from '../ledger/parcels.js';
import { exactly, left } from '../ledger/shares.js';
import { found, type Discrepancy } from './found.js';

/** A population of which totals leave fewer people than none. */
interface Impossible {
  node: Node;
  what: 'in the baseline' | 'present';
  missing: number;
  totals: readonly Cause[];
}

/**
 * Parts, and people of no named part, of whom the totals leave fewer than none: present, or in the baseline. Without a total
 * about them it is no contradiction of totals: then more people left than were told of.
 */
export function impossible({ books }: MissionState, among: readonly Node[] = nodesOf(books)): Impossible[] {
  return among.flatMap((node): Impossible[] => {
    const figures = exactly(books)(node);
    const people = Math.min(figures.baseline, left(figures));
    if (people >= 0) return [];
    const totals = [node, ...ancestorsOf(node), ...nodesBelow(books, node)].flatMap((one) =>
      Object.values(populationOf(books, one).totals),
    );
    const what = figures.baseline < 0 ? 'in the baseline' : 'present';
    return totals.length === 0 ? [] : [{ node, what, missing: -people, totals }];
  });
}

/** These as discrepancies, each naming the totals which cannot all be true; of some nodes alone, if they are given. */
export function fewerThanNone(state: MissionState, among?: readonly Node[]): Discrepancy[] {
  return impossible(state, among).map(({ node, what, missing, totals }) => {
    const isUnnamed = (state.books.tree.get(node) ?? []).length > 0;
    const revisions = [...new Set(totals.map(({ revision }) => revision))].toSorted((a, b) => a - b);
    const figures = { revisions, missing, node, isUnnamed, what };
    return found('fewer-than-none', node, revisions, Math.max(...totals.map(({ at }) => at)), figures);
  });
}
