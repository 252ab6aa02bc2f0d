import { createHash } from 'node:crypto';
import type { Entry } from '#libs/domain';
import { StoreUnavailable, type EventStore, type StoredEntry } from '#libs/event-store';
import { damagedAt, decodeNext, missionOf, streamOf, UnreadableEntry } from './codec.js';
import { emptyHead, headOf, takeOnTop, type Head } from './head.js';
import type { Contents, Footing, Snapshots } from './snapshots.js';

/** Logs of up to so many entries, and of so many together, stay in memory after they were read. */
const keptPerMissionMax = 50_000;
const keptMax = 200_000;

const footingOf = ({ id, body }: StoredEntry): Footing => ({
  id,
  digest: createHash('sha256').update(body).digest('hex'),
});

const isSame = (a: Footing, b: Footing): boolean => a.id === b.id && a.digest === b.digest;

/**
 * Reads missions' logs: their entries, and their heads from the nearest snapshot. Whatever it reads throws UnreadableEntry
 * where an entry cannot be read, and StoreUnavailable where the store cannot be reached.
 */
export class Logbook {
  /** Entries that were read, by mission; those used last stand last. */
  private readonly kept = new Map<string, readonly Entry[]>();
  private readonly found = new Map<string, UnreadableEntry>();
  private isStopped = false;

  constructor(
    private readonly store: EventStore,
    private readonly snapshots?: Snapshots,
  ) {}

  /** An entry of the mission that was found not to be readable, by whomever. */
  unreadable(mission: string): UnreadableEntry | undefined {
    return this.found.get(mission);
  }

  /** Throws what `unreadable` answers. */
  checkReadable(mission: string): void {
    const found = this.unreadable(mission);
    if (found) throw found;
  }

  /** Notes that the bytes of an entry have changed: from now on nothing of its mission's log is read. */
  noteDamage({ stream, revision, position }: Pick<StoredEntry, 'stream' | 'revision' | 'position'>): void {
    this.found.set(missionOf(stream), new UnreadableEntry(stream, revision, damagedAt(position)));
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

  /** The entries of a mission up to a revision, that one included; all that there are without it. */
  async entries(mission: string, until = Number.MAX_SAFE_INTEGER): Promise<readonly Entry[]> {
    const known = this.kept.get(mission) ?? [];
    const entries = known.length > until ? known : [...known, ...(await this.read(mission, known.length, until))];
    this.keep(mission, entries);
    return entries.length > until + 1 ? entries.slice(0, until + 1) : entries;
  }

  /** The entries of a mission from one revision to another, both included. */
  async range(mission: string, from: number, until = Number.MAX_SAFE_INTEGER): Promise<readonly Entry[]> {
    const kept = this.kept.get(mission);
    return kept && kept.length > until ? kept.slice(from, until + 1) : this.read(mission, from, until);
  }

  /** The head of a mission at a revision; the newest without it. The caller owns it. */
  async head(mission: string, until = Number.MAX_SAFE_INTEGER): Promise<Head> {
    return this.renewed((await this.keptHead(mission, until)) ?? emptyHead(), mission, until);
  }

  /** A head brought to a later revision: by what it lacks, or anew where an entry of that acts on the past. */
  async renewed(head: Head, mission: string, until = Number.MAX_SAFE_INTEGER): Promise<Head> {
    for await (const page of this.pages(mission, head.facts.length, until)) {
      for (const entry of page) if (!takeOnTop(head, entry)) return headOf(await this.entries(mission, until));
    }
    return head;
  }

  /** The snapshot of a mission that is not after a revision, where the log still holds what it stands on. */
  async keptHead(mission: string, until: number): Promise<Head | undefined> {
    const snapshot = await this.snapshots?.load(mission);
    if (!snapshot || snapshot.head.facts.length > until + 1) return undefined;
    const stored = await this.storedAt(streamOf(mission), snapshot.head.facts.length - 1);
    return stored && isSame(footingOf(stored), snapshot.footing) ? snapshot.head : undefined;
  }

  /** Keeps the head of a mission, which nobody may change meanwhile. */
  async keepHead(mission: string, head: Head): Promise<void> {
    const stored = await this.storedAt(streamOf(mission), head.facts.length - 1);
    if (stored && !stored.damaged) await this.snapshots?.save(mission, { head, footing: footingOf(stored) });
  }

  /** What was kept of the whole log, where the log still holds what it stands on. */
  async contents(): Promise<Contents | undefined> {
    const contents = await this.snapshots?.contents();
    if (!contents) return undefined;
    const { position, stream, revision, footing } = contents;
    const stored = await this.storedAt(stream, revision);
    return stored?.position === position && isSame(footingOf(stored), footing) ? contents : undefined;
  }

  /** Keeps what there is in the log up to an entry. */
  async keepContents(newest: StoredEntry, missions: Record<string, number>): Promise<void> {
    const { position, stream, revision } = newest;
    await this.snapshots?.keepContents({ position, stream, revision, footing: footingOf(newest), missions });
  }

  /** Ends the reading of long logs: whoever is at it gets StoreUnavailable. */
  stopReading(): void {
    this.isStopped = true;
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
      if (this.isStopped) throw new StoreUnavailable('the server is closing');
      const wanted = page.filter(({ revision }) => revision <= until);
      yield wanted.map((stored) => this.decodeNext(stored, next++));
      if (next > until) return;
    }
  }

  /** Keeps entries that were read, but neither long logs nor those that were used longest ago. */
  private keep(mission: string, entries: readonly Entry[]): void {
    this.kept.delete(mission);
    if (entries.length <= keptPerMissionMax) this.kept.set(mission, entries);
    let sum = 0;
    for (const [id, { length }] of [...this.kept].toReversed()) {
      sum += length;
      if (sum > keptMax) this.kept.delete(id);
    }
  }
}
