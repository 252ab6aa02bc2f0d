import { LRUCache } from 'lru-cache';
import type { Entry } from '#libs/domain';
import { memoryMax } from '../read/room.js';

/** Entries are kept by pages of so many revisions: as many as a store reads at once. */
const pageSize = 500;
const pageOf = (revision: number): number => Math.floor(revision / pageSize);

/** So many entries stay in memory after they were read, of all missions together, and no more than an eighth of it by their size. */
const keptMax = 200_000;
const keptPart = 1 / 8;

/** After how many further entries of a page that fills it is reckoned what it takes up. */
const weighedAfter = 32;

/** What a page takes up without long texts, in bytes: one that is yet to fill counts as full. */
const pageBytes = 1500 * pageSize;

/** About what a page takes up: texts of many kilobytes count. */
const bytesOf = (page: readonly Entry[]): number =>
  page.reduce((sum, { data }) => {
    const text = 'text' in data && typeof data.text === 'string' ? data.text.length : 0;
    return sum + 2 * text;
  }, pageBytes);

/** Reads entries of a mission from one revision to another, both included. */
type Read = (mission: string, from: number, until: number) => Promise<readonly Entry[]>;

/** Entries that were read: pages of them stay in memory, those used last longest. */
export class PageCache {
  /** By mission and number of page. */
  private readonly pages = new LRUCache<string, Entry[]>({
    max: keptMax / pageSize,
    maxSize: Math.max(1, Math.floor(memoryMax() * keptPart)),
    sizeCalculation: bytesOf,
  });

  constructor(private readonly read: Read) {}

  /** Some entries of a mission, in the order asked for. Throws as reading does. */
  async take(mission: string, revisions: readonly number[]): Promise<Entry[]> {
    const taken: Entry[] = [];
    let [number, page]: [number, readonly Entry[]] = [-1, []];
    for (const revision of revisions) {
      if (pageOf(revision) !== number || page.length <= revision % pageSize) {
        number = pageOf(revision);
        page = this.kept(mission, number, revision) ?? (await this.page(mission, number, revision));
      }
      const entry = page[revision % pageSize];
      if (!entry) throw new Error(`revision ${revision} of ${mission} is not in its log`);
      taken.push(entry);
    }
    return taken;
  }

  /** The entries of a mission from one revision to another, both included, some hundred at a time. Throws as reading does. */
  async *range(mission: string, from: number, until: number): AsyncGenerator<readonly Entry[]> {
    for (let next = from; next <= until;) {
      const start = pageOf(next) * pageSize;
      const last = Math.min(until, start + pageSize - 1);
      const page = await this.page(mission, pageOf(next), last);
      yield page.slice(next - start, last - start + 1);
      next = last + 1;
    }
  }

  /** Keeps an entry that was read elsewhere, if the one before it is at hand or on another page. */
  add(entry: Entry): void {
    const { mission, revision } = entry;
    const key = `${mission}/${pageOf(revision)}`;
    const page = this.pages.peek(key) ?? [];
    if (page.length !== revision % pageSize) return;
    page.push(entry);
    // What a page takes up is reckoned anew now and then while it fills.
    if (page.length % weighedAfter !== 1 && page.length !== pageSize) return;
    // Of one that it has already, the cache would not reckon it.
    this.pages.delete(key);
    this.pages.set(key, page);
  }

  /** Forgets all of a mission. */
  forget(mission: string): void {
    for (const key of Array.from(this.pages.keys())) if (key.startsWith(`${mission}/`)) this.pages.delete(key);
  }

  /** A page that is at hand and holds a revision; undefined if there is none. */
  private kept(mission: string, number: number, revision: number): readonly Entry[] | undefined {
    const page = this.pages.get(`${mission}/${number}`);
    return page && number * pageSize + page.length > revision ? page : undefined;
  }

  /** A page that holds a revision. */
  private async page(mission: string, number: number, revision: number): Promise<readonly Entry[]> {
    const kept = this.kept(mission, number, revision);
    if (kept) return kept;
    const key = `${mission}/${number}`;
    const start = number * pageSize;
    const begun = this.pages.get(key) ?? [];
    const page = [...begun, ...(await this.read(mission, start + begun.length, start + pageSize - 1))];
    this.pages.set(key, page);
    return page;
  }
}
