import { emptyFold, extend, foldInSlices, type Entry, type Folded } from '#libs/domain';
import { inSlices } from './slices.js';

/** Folds of a log's beginnings. Asked for one after another, in order, they cost one pass over the log. */
export class Rereading {
  private folded: Folded = emptyFold();
  private length = 0;

  /** The log's first entries folded; to be read before the next one is asked for. */
  async first(length: number, entries: readonly Entry[]): Promise<Folded> {
    if (length < this.length) return this.anew(length, entries);
    for (const entry of entries.slice(this.length, length)) {
      if (!extend(this.folded, entry)) return this.anew(length, entries);
      this.length++;
    }
    return this.folded;
  }

  private async anew(length: number, entries: readonly Entry[]): Promise<Folded> {
    this.folded = await inSlices(foldInSlices(entries.slice(0, length)));
    this.length = length;
    return this.folded;
  }
}
