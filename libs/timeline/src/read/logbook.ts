import { createHash } from 'node:crypto';
import { emptyFacts, noteEntry, type Entry, type DecisionFacts } from '#libs/domain';
import type { EventStore, StoredEntry } from '#libs/event-store';
import { damagedAt, decodeNext, missionOf, streamOf, UnreadableEntry } from '../codec.js';
import { emptyHead, takeOnTop, type Head } from './head.js';
import { checkRoomToFold } from './room.js';
import { PastCache } from '../past/past-cache.js';
import type { Past } from '../past/past.js';
import { PageCache } from '../past/page-cache.js';
import { ServerClosing } from '../event-loop/server-closing.js';
import { Slice } from '../event-loop/slices.js';
import type { Contents, Footing, Snapshots } from '../snapshots/snapshots.js';

/** More late entries than this are not kept in memory while a head is brought on. */
const furtherMax = 5000;

const footingOf = ({ id, body }: StoredEntry): Footing => ({
  id,
  digest: createHash('sha256').update(body).digest('hex'),
});

const isSame = (a: Footing, b: Footing): boolean => a.id === b.id && a.digest === b.digest;

/**
 * Reads missions' logs: their entries, and their heads from the nearest snapshot. Whatever it reads throws UnreadableEntry
 * if an entry cannot be read, and StoreUnavailable if the store cannot be reached.
 */
export class Logbook {
  private readonly pageCache = new PageCache((mission, from, until) => this.read(mission, from, until));
  private readonly pasts = new PastCache(this.pageCache);
  private readonly found = new Map<string, UnreadableEntry>();
  private isStopped = false;

  constructor(
    private readonly store: EventStore,
    private readonly snapshots?: Snapshots,
  ) {}

  /** Of how many missions the past is kept. */
  get pastsKept(): number {
    return this.pasts.size;
  }

  /** An entry of the mission that was found not to be readable, by whomever. */
  unreadable(mission: string): UnreadableEntry | undefined {
    return this.found.get(mission);
  }

  /** Throws what `unreadable` answers. */
  checkReadable(mission: string): void {
    const found = this.unreadable(mission);
    if (found) throw found;
  }

  /** Notes an entry whose bytes have changed, or that nobody may trust: from now on nothing of its mission's log is read. */
  noteDamage({
    stream,
    revision,
    position,
    fault,
  }: Pick<StoredEntry, 'stream' | 'revision' | 'position' | 'fault'>): void {
    const mission = missionOf(stream);
    if ((this.found.get(mission)?.revision ?? Infinity) <= revision) return;
    this.found.set(mission, new UnreadableEntry(stream, revision, fault ?? damagedAt(position)));
    this.forget(mission);
  }

  /** Drops what is kept of a mission's log to be read sooner. */
  forget(mission: string): void {
    this.pageCache.forget(mission);
    this.pasts.forget(mission);
  }

  /** The next entry of a mission, after so many. */
  decodeNext(stored: StoredEntry, length: number): Entry {
    try {
      return decodeNext(stored, length);
    } catch (error) {
      if (error instanceof UnreadableEntry) this.found.set(missionOf(error.stream), error);
      throw error;
    }
  }

  /** Keeps an entry at hand that is to be read soon. */
  shelve(entry: Entry): void {
    this.pageCache.add(entry);
  }

  /** Reads a mission's log from end to end, and keeps nothing of it. Answers how many entries it has. */
  async readThrough(mission: string): Promise<number> {
    let length = 0;
    for await (const page of this.pages(mission, 0, Number.MAX_SAFE_INTEGER)) length += page.length;
    return length;
  }

  /** The entries of a mission up to a revision, that one included. */
  async entries(mission: string, until: number): Promise<readonly Entry[]> {
    return this.range(mission, 0, until);
  }

  /** The entries of a mission from one revision to another, both included. */
  async range(mission: string, from: number, until: number): Promise<readonly Entry[]> {
    this.checkReadable(mission);
    const entries: Entry[] = [];
    for await (const page of this.pageCache.range(mission, from, until)) entries.push(...page);
    return entries;
  }

  /** Some entries of a mission, in the order asked for. */
  async take(mission: string, revisions: readonly number[]): Promise<readonly Entry[]> {
    this.checkReadable(mission);
    return this.pageCache.take(mission, revisions);
  }

  /** The past of a mission: what it was at any time, as known at any time. */
  past(mission: string): Past {
    this.checkReadable(mission);
    return this.pasts.of(mission);
  }

  /** The head of a mission at a revision; the newest without it. The caller owns it. */
  async head(mission: string, until = Number.MAX_SAFE_INTEGER): Promise<Head> {
    return this.renewed((await this.keptHead(mission, until)) ?? emptyHead(), mission, until);
  }

  /** A head brought to a later revision: by what it lacks, or from the first place that an entry of that touches. */
  async renewed(head: Head, mission: string, until = Number.MAX_SAFE_INTEGER): Promise<Head> {
    const late: Entry[] = [];
    const slice = new Slice();
    for await (const page of this.pages(mission, head.facts.length, until)) {
      for (const entry of page) {
        if (slice.isOver) await slice.next();
        if (late.length === 0 && takeOnTop(head, entry)) continue;
        // All that follows the first one that came late is folded anew with it.
        if (late.length === 0) {
          const newest = Math.min(until, await this.store.headRevision(streamOf(mission)));
          if (newest - entry.revision >= furtherMax) return this.headInSlices(mission, newest);
        }
        this.pageCache.add(entry);
        late.push(entry);
      }
    }
    return late.length === 0 ? head : this.foldedAnew(head, mission, late);
  }

  /** A head with the entries that follow it, some of which came late. */
  async foldedAnew(head: Head, mission: string, further: readonly Entry[]): Promise<Head> {
    const length = head.facts.length + further.length;
    this.checkRoomAnew(mission, length);
    const folded = await this.past(mission).folded(length);
    // In one turn, so that nobody sees one half of it.
    for (const entry of further) noteEntry(head.facts, entry);
    head.folded = folded;
    return head;
  }

  /** Throws TooLittleMemory where a long log would be folded with states along the way, and those do not fit. */
  private checkRoomAnew(mission: string, length: number): void {
    const further = length - this.past(mission).length;
    // What is at hand is brought on, whatever there is: somebody has recorded it.
    if (further > furtherMax) checkRoomToFold(further);
  }

  /** The head of a mission at a revision that there is, from the states kept along the way. The caller owns it. */
  async headInSlices(mission: string, revision: number): Promise<Head> {
    this.checkRoomAnew(mission, revision + 1);
    return { folded: await this.past(mission).folded(revision + 1), facts: await this.facts(mission, revision) };
  }

  /** What decisions ask of a mission's log up to a revision. */
  private async facts(mission: string, until: number): Promise<DecisionFacts> {
    const facts = emptyFacts();
    const slice = new Slice();
    for await (const page of this.pageCache.range(mission, 0, until)) {
      for (const entry of page) noteEntry(facts, entry);
      if (slice.isOver) await slice.next();
    }
    return facts;
  }

  /** The snapshot of a mission that is not after a revision, if the log still holds what it stands on. */
  async keptHead(mission: string, until: number): Promise<Head | undefined> {
    const snapshot = await this.snapshots?.load(mission);
    if (!snapshot || snapshot.head.facts.length > until + 1) return undefined;
    const stored = await this.storedAt(streamOf(mission), snapshot.head.facts.length - 1);
    return stored && !stored.damaged && isSame(footingOf(stored), snapshot.footing) ? snapshot.head : undefined;
  }

  /** Keeps the head of a mission, which nobody may change meanwhile but by adding commands. */
  async keepHead(mission: string, head: Head): Promise<void> {
    const stored = await this.storedAt(streamOf(mission), head.facts.length - 1);
    if (stored && !stored.damaged) await this.snapshots?.save(mission, { head, footing: footingOf(stored) });
  }

  /** What was kept of the whole log, if the log still holds what it stands on. */
  async contents(): Promise<Contents | undefined> {
    const contents = await this.snapshots?.contents();
    if (!contents) return undefined;
    const { position, footing } = contents;
    // Read by its position: a long log is compared with its signatures before its stream is read.
    for await (const [stored] of this.store.readAll({ after: position - 1, unproven: true }))
      return stored?.position === position && isSame(footingOf(stored), footing) ? contents : undefined;
    return undefined;
  }

  /** Keeps what there is in the log up to an entry. */
  async keepContents(newest: StoredEntry, missions: Record<string, number>): Promise<void> {
    const { position, stream, revision } = newest;
    await this.snapshots?.keepContents({ position, stream, revision, footing: footingOf(newest), missions });
  }

  /** Ends the reading of long logs: whoever is at it gets ServerClosing. */
  stopReading(): void {
    this.isStopped = true;
    this.pasts.end();
  }

  private async storedAt(stream: string, revision: number): Promise<StoredEntry | undefined> {
    for await (const page of this.store.readStream(stream, revision)) return page[0];
    return undefined;
  }

  private async read(mission: string, from: number, until: number): Promise<Entry[]> {
    const entries: Entry[] = [];
    for await (const page of this.pages(mission, from, until)) entries.push(...page);
    return entries;
  }

  private async *pages(mission: string, from: number, until: number): AsyncGenerator<Entry[]> {
    let next = from;
    this.checkReadable(mission);
    if (next > until) return;
    for await (const page of this.store.readStream(streamOf(mission), from)) {
      if (this.isStopped) throw new ServerClosing();
      const wanted = page.filter(({ revision }) => revision <= until);
      yield wanted.map((stored) => this.decodeNext(stored, next++));
      if (next > until) return;
    }
  }
}
