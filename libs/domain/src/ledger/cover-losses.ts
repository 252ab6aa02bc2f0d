import type { Books, Cause } from './accounts.js';
import { ancestorsOf, lineOf, type Node } from '../values/components.js';
import { populationOf } from './parcels.js';
import { take, totalAbove } from './balance-assertion.js';

/**
 * After every entry: a part that lost more people than are told to have been in it was in the undivided baseline above it.
 * As much of that moves down, the deepest part first, without saying that the part is in no more of it.
 */
export function coverLosses(books: Books, cause: Cause): void {
  if (books.touched.length === 0) return;
  const nodes = toLookAt(books);
  books.touched = [];
  for (const node of nodes) {
    const { baseline, arrived, departed, separated, died, totals } = populationOf(books, node);
    const lost = departed.tally.best + separated.tally.best + died.tally.best;
    const lacking = lost - baseline.tally.best - arrived.tally.best;
    if (totals.baseline !== undefined || lacking <= 0) {
      if (books.uncovered.has(node)) books.uncovered.delete(node);
      continue;
    }
    const taking = { last: totalAbove(books, node), onlyPossible: true } as const;
    const found = take(books, cause, 'baseline', node, lacking, taking);
    if (found < lacking) books.uncovered.set(node, true);
    else books.uncovered.delete(node);
  }
  books.touched = [];
}

/** The nodes that may lack somebody, the deepest first. */
function toLookAt({ touched, uncovered }: Books): readonly Node[] {
  const [first] = touched;
  if (first !== undefined && uncovered.size === 0 && touched.every((node) => node === first)) return lineOf(first);
  const nodes = new Set<Node>(uncovered.keys());
  for (const one of touched) for (const node of lineOf(one)) nodes.add(node);
  return [...nodes].sort((a, b) => ancestorsOf(b).length - ancestorsOf(a).length || (a < b ? -1 : 1));
}
