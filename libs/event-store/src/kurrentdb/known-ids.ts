/** The ids of each stream's entries, as far as they have been read: to find out that an append was made before. */
export class KnownIds {
  private readonly streams = new Map<
    string,
    { next: number; revisions: Map<string, number>; positions: Map<string, number> }
  >();

  /** Revision up to which the ids of a stream are known (exclusive). */
  nextOf(stream: string): number {
    return this.streams.get(stream)?.next ?? 0;
  }

  /** Notes an entry that follows those known; others are left out, since a gap would hide what lies in it. */
  note(stream: string, revision: number, id: string, position: number): void {
    let known = this.streams.get(stream);
    if (!known) this.streams.set(stream, (known = { next: 0, revisions: new Map(), positions: new Map() }));
    if (revision !== known.next) return;
    known.next++;
    known.revisions.set(id, revision);
    known.positions.set(id, position);
  }

  /** Where an entry stands; undefined if it is not known. */
  find(stream: string, id: string): { stream: string; revision: number; position: number } | undefined {
    const known = this.streams.get(stream);
    const revision = known?.revisions.get(id);
    return revision === undefined ? undefined : { stream, revision, position: known?.positions.get(id) ?? 0 };
  }
}
