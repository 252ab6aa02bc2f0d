import {
  emptyFacts,
  emptyFold,
  extend,
  forkFold,
  noteEntry,
  type Entry,
  type Folded,
  type DecisionFacts,
} from '#libs/domain';

/** A mission's log up to its newest entry, or to an earlier one: its fold, and what decisions ask of the log besides. */
export interface Head {
  folded: Folded;
  facts: DecisionFacts;
}

/** What readers see of a mission: a fold that nobody changes, and when its newest entry was recorded (milliseconds since 1970). */
export interface ShownHead {
  folded: Folded;
  recordedAt: number;
  /** The revisions of the entries that correct, retract, revise, dispute or settle one; some may not be shown yet. */
  naming: (revision: number) => readonly number[];
}

/** Who is told what becomes of a mission's head. */
export interface HeadWatch {
  /** Readers are shown it, perhaps with more than before: then with the further entries that are at hand. */
  shown(fresh?: readonly Entry[]): void;
  /** It was given up. */
  rested(): void;
}

/** The head of a log without entries. */
export const emptyHead = (): Head => ({ folded: emptyFold(), facts: emptyFacts() });

/** Takes one more entry on top. Answers false, having done nothing, if it acts on the past: then fold the log anew. */
export function takeOnTop(head: Head, entry: Entry): boolean {
  if (!extend(head.folded, entry)) return false;
  noteEntry(head.facts, entry);
  return true;
}

/** A copy that stays as it is. What follows the entries that it has is left out by whoever writes it: commands, and who names whom. */
export function copyOf({ folded, facts }: Head): Head {
  const { instants, totals } = facts.placements;
  return {
    folded: forkFold(folded),
    facts: { ...facts, placements: { instants: instants.slice(), totals: totals.slice() } },
  };
}

/** What readers see of a head as it is now. */
export function shownOf({ folded, facts: { recordedAt, naming } }: Head): ShownHead {
  return { folded: forkFold(folded), recordedAt, naming: (revision) => naming.get(revision) ?? [] };
}
