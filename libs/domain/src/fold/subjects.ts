import type { Subject } from '../state/changes.js';
import { amends, subjectOf, thingsOfAct } from './corrections.js';
import type { Amending, Entry } from '../envelope/entry.js';
import { PersistentMap } from '#libs/persistent';
import { mayChange } from '../entries/registry.js';

/** What those entries are about that are corrected, retracted or revised, or may be revised, kept up to date entry by entry. */
export class Subjects {
  private readonly subjects: PersistentMap<number, Subject>;

  /** `awaited` are entries yet to be noted which corrections and retractions that are known already are about. */
  constructor(
    from?: Subjects,
    private readonly awaited: ReadonlySet<number> = new Set(),
  ) {
    this.subjects = from?.subjects.fork() ?? new PersistentMap();
  }

  /** Notes an entry if others may be about it. */
  noteNext(entry: Entry): void {
    const mayBeNamed = this.awaited.has(entry.revision) || mayChange(entry.type, ['losses']);
    if (mayBeNamed && !amends(entry)) this.note(entry);
  }

  /** Notes an entry that another one is about. */
  note(entry: Entry): void {
    const { revision } = entry;
    if (!this.subjects.has(revision))
      this.subjects.set(
        revision,
        subjectOf(entry, (other) => this.subjects.get(other)),
      );
  }

  /** The things that an act on an entry is about; `corrections` are those so far of that entry, or of one another. */
  about(root: number, corrections: readonly Amending[], actAt: (revision: number) => Amending | undefined): string[] {
    const subject = this.subjects.get(root);
    return subject ? thingsOfAct(subject, corrections, actAt) : [];
  }
}
