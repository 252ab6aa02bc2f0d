import { type Entry, zoneOpenedWith } from '../envelope/entry.js';
import { noteOpening, waitedFor, type Openers } from './openings.js';
import { referencesOf } from '../entries/registry.js';
import { periodOf } from '../values/occurrence.js';
import type { References } from '../values/references.js';
import { sliceLength } from './slice-length.js';

/** What of a log may be seen through a horizon: all of its first entries, and single ones after those. */
export interface Visible {
  /** How many entries from the beginning are seen without a gap. */
  length: number;
  /** Revisions of those that are seen behind the first gap. */
  others: number[];
}

/** When each entry of a log was known and recorded, noted entry by entry. An entry is known no earlier than what it names. */
export class Visibility {
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
    if (this.length === 0) this.timeZone = zoneOpenedWith(entry);
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

/** What of a log may be seen: all of it, or what was known, or what had been recorded. Instants in milliseconds. */
export interface Horizon {
  /** What had been said by then: by `reportedAt` if an entry has one, else by `recordedAt`. */
  knownAt?: number;
  /** This revision and those before it. */
  revision?: number;
  /** What the log held by its own clock. */
  recordedAt?: number;
}

/** The mission's time zone, from the entry that opened it. */
export const timeZoneOf = (entries: readonly Entry[]): string => zoneOpenedWith(entries[0]);

/** When an entry was known by its own words, in milliseconds. */
export const ownKnown = (entry: Entry, timeZone: string): number =>
  entry.reportedAt === undefined ? Date.parse(entry.recordedAt) : periodOf(entry.reportedAt, timeZone).end;

/** When an entry was known, in milliseconds: no earlier than what it names, for which `known` says it by revision. */
export function knownSince(
  entry: Entry,
  references: References,
  openers: Pick<Openers, 'get'>,
  known: readonly number[],
  timeZone: string,
): number {
  let since = ownKnown(entry, timeZone);
  for (const revision of waitedFor(entry.revision, references, openers, false))
    since = Math.max(since, known[revision] ?? since);
  return since;
}

/** The entries of a log within a horizon. An entry is known no earlier than what it names. */
export function* visibleOf(entries: readonly Entry[], horizon: Horizon): Generator<undefined, Entry[]> {
  const timeZone = timeZoneOf(entries);
  const openers = new Map<string, number>();
  const known: number[] = [];
  const isVisible = (entry: Entry): boolean => {
    if (horizon.revision !== undefined && entry.revision > horizon.revision) return false;
    if (horizon.recordedAt !== undefined && Date.parse(entry.recordedAt) > horizon.recordedAt) return false;
    if (horizon.knownAt === undefined) return true;
    const references = referencesOf(entry.type, entry.data);
    const since = knownSince(entry, references, openers, known, timeZone);
    noteOpening(openers, entry, references);
    known[entry.revision] = since;
    return since <= horizon.knownAt;
  };
  const visible: Entry[] = [];
  let looked = 0;
  for (const entry of entries) {
    if (isVisible(entry)) visible.push(entry);
    if (++looked % sliceLength === 0) yield undefined;
  }
  return visible;
}
