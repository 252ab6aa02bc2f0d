import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { withhold, zoneOf, type Withheld } from '#libs/domain';
import {
  inSlices,
  LogIndexes,
  Missions,
  nextTurn,
  readAsOf as readLens,
  type Seen,
  type HistoryEntry,
  type IndexRow,
  type LogIndex,
} from '#libs/timeline';
import { asking } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { Problem } from '../http/problems.js';
import { frameOf, tagOf } from './answer.js';
import { cursorOf, digestOf, readAfter, type Order, type Place } from './cursor.js';
import { MissionReader } from './mission-reader.js';
import { noThing } from './show-view.js';
import { readFilters, type Filters, type Wanted } from './search-filters.js';

/** Asks for entries by filter, in an order, from a cursor on. */
export class FindEntries extends asking<
  Search,
  {
    asOf: AsOf;
    filters: Filters;
    order: Order;
    after: string | undefined;
    /** Whose entries alone are looked through; those of all without it. */
    ownOf?: string;
    /** Texts that are neither found nor shown. */
    withheld: Withheld;
  }
>() {}

/** Entries are read from the store so many revisions at a time, at most. */
const windowMax = 500;
const windowMin = 50;

/** Rows that are looked through between two yields. */
const sliceLength = 512;

/** A search that has begun: it shows the log as it was at one revision, however long its reader takes. */
export class Search {
  constructor(
    readonly tag: string,
    /** What the answer says of itself. */
    readonly frame: object,
    private readonly order: Order,
    /** What the filters leave; undefined if they leave all. */
    private readonly index: LogIndex | undefined,
    private readonly seen: Seen,
    private readonly wanted: Wanted,
    private readonly place: Required<Place>,
    private readonly digest: string,
    private readonly missions: Missions,
    private readonly mission: string,
    private readonly withheld: Withheld,
  ) {}

  /** A page of so many entries, and the cursor of the next one if there are more. */
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
    if (!this.index) return yield* this.unindexed(enough);
    const rows = await inSlices(this.candidates(this.index, isEntry ? Number.POSITIVE_INFINITY : enough));
    let count = 0;
    for (const some of windowsOf(rows)) {
      const [first = 0, last = 0] = [some[0]?.revision, some.at(-1)?.revision].toSorted((a = 0, b = 0) => a - b);
      const entries = await this.missions.entries(this.mission, first, last);
      const items = some.flatMap(({ revision, marks }): HistoryEntry[] => {
        const recorded = entries[revision - first];
        const entry = recorded && withhold(recorded, this.withheld);
        return entry && (isEntry?.(entry) ?? true) ? [{ entry, marks }] : [];
      });
      if (items.length > 0) yield items;
      count += items.length;
      if (count >= enough) return;
      // Requests of others go between.
      await nextTurn();
    }
  }

  /** The same of all entries, whose marks are looked up: an index of a long log takes up memory, and would leave none out. */
  private async *unindexed(enough: number): AsyncGenerator<HistoryEntry[]> {
    const { isEntry } = this.wanted;
    const { after, upTo } = this.place;
    const isOldest = this.order === 'oldest';
    const length = Math.min(windowMax, Math.max(enough, windowMin));
    let count = 0;
    for (let next = isOldest ? after + 1 : Math.min(after - 1, upTo); next >= 0 && next <= upTo && count < enough;) {
      const [first, last] = isOldest
        ? [next, Math.min(upTo, next + length - 1)]
        : [Math.max(0, next - length + 1), next];
      next = isOldest ? last + 1 : first - 1;
      const recorded = await this.missions.entries(this.mission, first, last);
      const entries = recorded.map((one) => withhold(one, this.withheld)).filter((one) => isEntry?.(one) ?? true);
      const items = await this.seen.marked(isOldest ? entries : entries.toReversed(), upTo);
      if (items.length > 0) yield items;
      count += items.length;
      await nextTurn();
    }
  }

  /** The rows that the filters leave, in order, as far as the index can tell. */
  private *candidates({ rows }: LogIndex, enough: number): Generator<undefined, IndexRow[]> {
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

/** Begins searches, or goes on with them. Throws a Problem if a parameter cannot be used. */
@QueryHandler(FindEntries)
export class FindEntriesHandler implements IQueryHandler<FindEntries> {
  private readonly indexes: LogIndexes;

  constructor(
    private readonly missions: Missions,
    private readonly reader: MissionReader,
  ) {
    this.indexes = new LogIndexes(missions);
  }

  async execute({ asOf, filters, order, after, ownOf, withheld }: FindEntries): Promise<Search> {
    const { mission, lens, atLeast = 0 } = asOf;
    const digest = digestOf({ mission, lens, filters, order, ...(ownOf !== undefined && { ownOf }) });
    const place = readAfter(after, digest);
    // A cursor of another server may be of a revision that this one has not seen.
    const least = Math.max(atLeast, place?.upTo ?? 0);
    const head = await this.reader.look({ mission, lens: {}, ...(least > 0 && { atLeast: least }) });
    const timeZone = zoneOf(head.state);
    const wanted = readFilters(filters, timeZone, asOf.language, ownOf);
    await this.checkNamed(mission, filters, head);
    const { validAt = head.at } = readLens(lens, timeZone);
    const upTo = Math.min(place?.upTo ?? head.revision, head.revision);
    const isIndexed = Object.keys(lens).length > 0 || wanted.asksRows;
    const index = isIndexed ? await this.indexes.at(mission, lens, upTo) : undefined;
    const last = index ? index.rows[firstAfter(index.rows, upTo) - 1]?.revision : upTo;
    if (last === undefined) throw new Problem('unknown-mission');
    const seen = { revision: last, at: validAt, state: head.state };
    const begun = { after: place?.after ?? (order === 'oldest' ? -1 : upTo + 1), upTo };
    const frame = frameOf(mission, lens, seen);
    return new Search(tagOf(seen), frame, order, index, head, wanted, begun, digest, this.missions, mission, withheld);
  }

  /**
   * Throws a Problem if a base or convoy is looked for that no entry names: a slip of the pen would be answered by nothing at all.
   * What is not known yet at the times that are asked for is another matter, and so is what was retracted.
   */
  private async checkNamed(mission: string, filters: Filters, { state, revision }: Seen): Promise<void> {
    for (const [what, all] of [
      ['base', state.bases],
      ['convoy', state.convoys],
    ] as const) {
      const id = filters[what];
      if (id === undefined || all.has(id)) continue;
      const { rows } = await this.indexes.at(mission, {}, revision);
      if (!rows.some(({ things }) => things.includes(id))) throw noThing(what, id, [...all.keys()].toSorted());
    }
  }
}
