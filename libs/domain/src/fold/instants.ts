import type { PersistentList } from '#libs/persistent';

/** Where each revision folds, in milliseconds since 1970; undefined for one that is not seen. */
type Instants = PersistentList<number | undefined>;

/** The revisions that are seen. */
export function revisionsIn(instants: Instants): number[] {
  const seen: number[] = [];
  let revision = 0;
  for (const at of instants) {
    if (at !== undefined) seen.push(revision);
    revision++;
  }
  return seen;
}

/** The highest revision that stands at an instant or before it; -1 for none. */
export function revisionAt(instants: Instants, until: number): number {
  for (let revision = instants.length - 1; revision >= 0; revision--)
    if ((instants.at(revision) ?? Number.POSITIVE_INFINITY) <= until) return revision;
  return -1;
}
