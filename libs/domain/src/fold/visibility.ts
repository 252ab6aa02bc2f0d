import { knownSince, referencesOf, type Horizon } from './corrections.js';
import type { Entry } from '../envelope/entry.js';
import { noteOpening } from './openings.js';

/** What of a log may be seen through a horizon: all of its first entries, and single ones after those. */
export interface Visible {
  /** How many entries from the beginning are seen without a gap. */
  length: number;
  /** Revisions of those that are seen behind the first gap. */
  others: number[];
}

/** When each entry of a log was known and recorded, noted entry by entry. An entry is known no earlier than what it names. */
export class Knowledge {
  private readonly openers = new Map<string, number>();
  private readonly known: number[] = [];
  private readonly recorded: number[] = [];
  private timeZone = 'UTC';

  /** How many entries were noted. */
  get length(): number {
    return this.known.length;
  }

  /** Notes the next entry. */
  note(entry: Entry): void {
    if (this.length === 0) this.timeZone = (entry.data as { timeZone?: string }).timeZone ?? 'UTC';
    const references = referencesOf(entry.type, entry.data);
    this.known.push(knownSince(entry, references, this.openers, this.known, this.timeZone));
    this.recorded.push(Date.parse(entry.recordedAt));
    noteOpening(this.openers, entry, references);
  }

  /** What of the first `length` entries is seen through a horizon. */
  visible({ revision, recordedAt, knownAt }: Horizon, length: number): Visible {
    const end = Math.min(length, this.length, (revision ?? length) + 1);
    const [knownMax, recordedMax] = [knownAt ?? Number.POSITIVE_INFINITY, recordedAt ?? Number.POSITIVE_INFINITY];
    const isSeen = (one: number): boolean =>
      (this.known[one] as number) <= knownMax && (this.recorded[one] as number) <= recordedMax;
    let first = 0;
    while (first < end && isSeen(first)) first++;
    const others: number[] = [];
    for (let one = first + 1; one < end; one++) if (isSeen(one)) others.push(one);
    return { length: first, others };
  }
}
