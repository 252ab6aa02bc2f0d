import { asRecorded } from '#libs/explain';
import { CheckpointedFold } from '#libs/timeline';
import type { Take } from './followed-fold.js';

/** As often as a chronicle keeps a state to go on from. */
const chronicleKeepsEvery = 4096;

/**
 * A log as it was recorded, where neither corrections nor retractions are applied, in the order in which it would fold then: what was
 * known at any time goes on from a beginning that is kept. It keeps places alone, no states.
 */
export class RecordedLog {
  /** In order of length: one every so many entries, and the longest that somebody asked for. */
  private readonly beginnings: CheckpointedFold[] = [];

  /** A beginning is kept every so many entries. */
  constructor(private readonly keptEvery = chronicleKeepsEvery) {}

  /** The log of those entries alone, as `asRecorded` has them; `revisions` in order. One at a time. Throws as `take` does. */
  async of(revisions: readonly number[], take: Take): Promise<CheckpointedFold> {
    const gap = revisions.findIndex((revision, index) => revision !== index);
    const leading = gap === -1 ? revisions.length : gap;
    const { keptEvery } = this;
    let fold = this.beginnings.findLast(({ length }) => length <= leading) ?? CheckpointedFold.empty;
    for (let done = fold.length; done < revisions.length;) {
      const next = (Math.floor(done / keptEvery) + 1) * keptEvery;
      const end = done < leading ? Math.min(leading, next) : next;
      fold = await fold.with(await take(revisions.slice(done, end)), take);
      done = end;
      if (done <= leading) this.keep(fold);
    }
    return fold;
  }

  private keep(fold: CheckpointedFold): void {
    const longest = this.beginnings.at(-1)?.length ?? 0;
    if (longest >= fold.length) return;
    if (longest % this.keptEvery !== 0) this.beginnings.pop();
    this.beginnings.push(fold);
  }
}

/** Reads entries as they were recorded. */
export const takingRecorded =
  (take: Take): Take =>
  async (revisions) =>
    (await take(revisions)).map(asRecorded);
