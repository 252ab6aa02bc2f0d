import { nodesBelow, nodesOf, type Books, type Cause } from '../ledger/accounts.js';
import { ancestorsOf, componentOf, contingentOf, isWithin, type Node } from '../values/components.js';
import type { MissionState } from '../state/mission.js';
import { figuring, type Figures } from '../ledger/measures.js';
import { populationOf } from '../ledger/parcels.js';
import { exactAt, isPlace } from '../ledger/places.js';
import { exactly, left } from '../ledger/shares.js';
import { found, type Finding } from './found.js';

/** A population of which totals leave fewer people than none. */
interface Impossible {
  node: Node;
  what: 'in the baseline' | 'present' | 'beside those at places';
  missing: number;
  totals: readonly Cause[];
}

/**
 * Parts, and people of no named part, of whom the totals leave fewer than none: present, or in the baseline; and contributors of
 * whom more are counted at places than a total allows to be present. Without a total about them it is no contradiction of totals:
 * then more people left than were told of.
 */
export function impossible({ books }: MissionState, among: readonly Node[] = nodesOf(books)): Impossible[] {
  let seen: { there: ReadonlyMap<Node, number>; figures: Figures } | undefined;
  return among.flatMap((node): Impossible[] => {
    const figures = exactly(books)(node);
    const people = Math.min(figures.baseline, left(figures));
    if (people >= 0) return beyondTotal(node);
    const totals = [node, ...ancestorsOf(node), ...nodesBelow(books, node)].flatMap((one) =>
      Object.values(populationOf(books, one).totals),
    );
    const what = figures.baseline < 0 ? 'in the baseline' : 'present';
    return totals.length === 0 ? [] : [{ node, what, missing: -people, totals }];
  });

  /** Of components the account of those at no place says so (`account-below-zero`), which is judged by component alone. */
  function beyondTotal(node: Node): Impossible[] {
    const total = populationOf(books, node).totals.present;
    if (contingentOf(node) === undefined || total === undefined) return [];
    const { there, figures } = (seen ??= { there: peopleAtPlaces(books), figures: figuring(books) });
    let counted = 0;
    for (const [one, people] of there) if (isOfSame(one, node)) counted += people;
    if (counted <= 0) return [];
    const others = nodesOf(books).filter((one) => one !== node && isOfSame(one, node));
    const told = others.reduce((sum, one) => sum + left(exactly(books)(one)), 0);
    const { high } = figures('present', node);
    const missing = high === null ? 0 : counted - told - high;
    return missing > 0 ? [{ node, what: 'beside those at places', missing, totals: [total] }] : [];
  }
}

/** Whether a node is the people of a contributor whom another counts, or a component of those. */
const isOfSame = (node: Node, whole: Node): boolean =>
  contingentOf(node) === contingentOf(whole) && isWithin(componentOf(node), componentOf(whole));

/** How many people of each node are at all places together, best values. */
function peopleAtPlaces(books: Books): Map<Node, number> {
  const there = new Map<Node, number>();
  for (const name of books.accounts.keys())
    if (isPlace(name))
      for (const [node, people] of exactAt(books, name)) there.set(node, (there.get(node) ?? 0) + people);
  return there;
}

/** These as discrepancies, each naming the totals which cannot all be true; of some nodes alone, if they are given. */
export function fewerThanNone(state: MissionState, among?: readonly Node[]): Finding[] {
  return impossible(state, among).map(({ node, what, missing, totals }) => {
    const isUnnamed = (state.books.tree.get(node) ?? []).length > 0;
    const revisions = [...new Set(totals.map(({ revision }) => revision))].toSorted((a, b) => a - b);
    const figures = { revisions, missing, node, isUnnamed, what };
    return found('fewer-than-none', node, revisions, Math.max(...totals.map(({ at }) => at)), figures);
  });
}
