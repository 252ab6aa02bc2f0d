import type { Amending, Entry } from '../envelope/entry.js';
import { dataOf } from '../entries/older-schemas.js';
import { amend, amends, rootsOf } from '../fold/corrections.js';

/** What an entry said, and says then: undefined if it is retracted. */
interface Turned {
  /** The entry that corrections and retractions are about in the end. */
  target: Entry | undefined;
  was?: object;
  is?: object;
}

/**
 * What the entry that another one is about in the end says with and without that other one, through corrections and retractions of
 * each other, as many as there are; of all `entries` those that bear on it are looked at.
 */
export function withoutOne(entries: readonly Entry[], revision: number): Turned {
  const acts = entries.filter(amends);
  const roots = rootsOf(acts);
  const root = roots.get(revision) ?? revision;
  const target = entries[root];
  if (!target) return { target };
  const bearing = acts.filter((act) => roots.get(act.revision) === root).toReversed();
  const without = bearing.filter((act) => act.revision !== revision);
  return { target, was: saidAfter(target, bearing), is: revision === root ? undefined : saidAfter(target, without) };
}

/** What an entry says, given what bears on it from the newest to the oldest; undefined if it is retracted. */
function saidAfter(target: Entry, acts: readonly Amending[]): object | undefined {
  const { retractedBy, replaced } = amend(acts);
  return retractedBy.has(target.revision) ? undefined : dataOf(target, replaced.get(target.revision));
}
