import { emptyFacts, emptyFold, extend, noteEntry, type Entry, type Folded, type DecisionFacts } from '#libs/domain';

/** A mission's log up to its newest entry, or to an earlier one: its fold, and what decisions ask of the log besides. */
export interface Head {
  folded: Folded;
  facts: DecisionFacts;
}

/** The head of a log without entries. */
export const emptyHead = (): Head => ({ folded: emptyFold(), facts: emptyFacts() });

/** Takes one more entry on top. Answers false, having done nothing, where it acts on the past: then fold the log anew. */
export function takeOnTop(head: Head, entry: Entry): boolean {
  if (!extend(head.folded, entry)) return false;
  noteEntry(head.facts, entry);
  return true;
}
