import { Injectable } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import {
  inSlices,
  LogIndexes,
  Missions,
  readAsOf as readLens,
  sentenceOf,
  type HistoryEntry,
  type IndexRow,
  type AsOfTexts as Lens,
  type LogIndex,
  type Seen,
} from '#libs/timeline';
import { Problem } from '../http/problems.js';
import { cursorOf, digestOf, readAfter, type Order, type Place } from './cursor.js';
import { readFilters, type Filters, type Wanted } from './search-filters.js';

/** How a client asks for entries. */
export interface Query {
  mission: string;
  lens: Lens;
  filters: Filters;
  order: Order;
  after: string | undefined;
}

/** Entries are read from the store so many revisions at a time, at most. */
const windowMax = 500;

/** Rows that are looked through between two yields. */
const sliceLength = 512;

/** A search that has begun: it shows the log as it was at one revision, however long its reader takes. */
export class Search {
  constructor(
    /** What the answer says of itself. */
    readonly seen: Pick<Seen, 'revision' | 'at' | 'state'>,
    private readonly order: Order,
    private readonly index: LogIndex,
    private readonly wanted: Wanted,
    private readonly place: Required<Place>,
    private readonly digest: string,
    private readonly missions: Missions,
    private readonly mission: string,
  ) {}

  /** A page of so many entries, and the cursor of the next one where there are more. */
  async page(limit: number): Promise<{ items: HistoryEntry[]; next?: string }> {
    const items: HistoryEntry[] = [];
    for await (const some of this.all(limit + 1)) {
      items.push(...some);
      if (items.length > limit) break;
    }
    const last = items[limit - 1];
    if (items.length <= limit || !last) return { items };
    const next = cursorOf(this.digest, { after: last.entry.revision, upTo: this.place.upTo });
    return { items: items.slice(0, limit), next };
  }

  /** The entries from the place where the search begins, some at a time; it ends soon after `enough` of them. */
  async *all(enough = Number.POSITIVE_INFINITY): AsyncGenerator<HistoryEntry[]> {
    const { isEntry } = this.wanted;
    const rows = await inSlices(this.candidates(isEntry ? Number.POSITIVE_INFINITY : enough));
    let count = 0;
    for (const some of windowsOf(rows)) {
      const [first = 0, last = 0] = [some[0]?.revision, some.at(-1)?.revision].toSorted((a = 0, b = 0) => a - b);
      const entries = await this.missions.entries(this.mission, first, last);
      const items = some.flatMap(({ revision, marks }): HistoryEntry[] => {
        const entry = entries[revision - first];
        return entry && (isEntry?.(entry) ?? true) ? [{ entry, sentence: sentenceOf(entry), marks }] : [];
      });
      if (items.length > 0) yield items;
      count += items.length;
      if (count >= enough) return;
      // Requests of others go between.
      await setImmediate();
    }
  }

  /** The rows that the filters leave, in order, as far as the index can tell. */
  private *candidates(enough: number): Generator<undefined, IndexRow[]> {
    const { rows } = this.index;
    const { after, upTo } = this.place;
    const found: IndexRow[] = [];
    const step = this.order === 'oldest' ? 1 : -1;
    let index = this.order === 'oldest' ? firstAfter(rows, after) : firstAfter(rows, Math.min(after - 1, upTo)) - 1;
    for (let count = 1; found.length < enough; index += step, count++) {
      const row = rows[index];
      if (!row || row.revision > upTo) break;
      if (this.wanted.isRow(row)) found.push(row);
      if (count % sliceLength === 0) yield undefined;
    }
    return found;
  }
}

/** The index of the first row after a revision. */
function firstAfter(rows: readonly IndexRow[], revision: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.revision ?? 0) <= revision) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows that lie near each other in the log, so that each window is one read. */
function* windowsOf(rows: readonly IndexRow[]): Generator<IndexRow[]> {
  let window: IndexRow[] = [];
  for (const row of rows) {
    const [first = row] = window;
    if (Math.abs(row.revision - first.revision) >= windowMax) {
      yield window;
      window = [];
    }
    window.push(row);
  }
  if (window.length > 0) yield window;
}

/** Begins searches. */
@Injectable()
export class Searches {
  private readonly indexes: LogIndexes;

  constructor(private readonly missions: Missions) {
    this.indexes = new LogIndexes(missions);
  }

  /**
   * The revision at which a search must see the log, from its cursor: another server may have given it. Throws a Problem for
   * the cursor of another search.
   */
  revisionOf(query: Query): number | undefined {
    return readAfter(query.after, this.digestOf(query))?.upTo;
  }

  /**
   * Begins a search, or goes on with it. Throws a Problem where the mission is unknown or a parameter cannot be used,
   * MissionStopped, LensInvalid and StoreUnavailable.
   */
  async begin(query: Query): Promise<Search> {
    const { mission, lens, filters, order, after } = query;
    const digest = this.digestOf(query);
    const place = readAfter(after, digest);
    const head = await this.missions.look(mission, {});
    if (!head) throw new Problem('unknown-mission');
    const timeZone = head.state.mission?.timeZone ?? 'UTC';
    const wanted = readFilters(filters, timeZone);
    const { validAt = head.at } = readLens(lens, timeZone);
    const newest = head.revision;
    const upTo = Math.min(place?.upTo ?? newest, newest);
    const index = await this.indexes.at(mission, lens, upTo);
    const last = index.rows[firstAfter(index.rows, upTo) - 1];
    if (!last) throw new Problem('unknown-mission');
    const start = order === 'oldest' ? -1 : upTo + 1;
    const seen = { revision: last.revision, at: validAt, state: head.state };
    return new Search(
      seen,
      order,
      index,
      wanted,
      { after: place?.after ?? start, upTo },
      digest,
      this.missions,
      mission,
    );
  }

  private digestOf({ mission, lens, filters, order }: Query): string {
    return digestOf({ mission, lens, filters, order });
  }
}
