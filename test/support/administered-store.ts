import { Metadata, status } from '@grpc/grpc-js';
import {
  ForwardingStore,
  pageSize,
  type AppendResult,
  type EventStore,
  type Following,
  type NewEntry,
  type OnEntries,
  type StoredEntry,
  type Subscription,
} from '#libs/event-store';

/** What an administrator may say of a stream: events that it hides are hidden at once, and gone after a scavenge. */
export interface Truncation {
  $tb?: number;
  $maxCount?: number;
  /** In seconds. */
  $maxAge?: number;
}

/** The revision of a tombstone: 2^63 - 1, as near as a number comes. */
const tombstoneRevision = 2 ** 63;

function deleted(stream: string): Error {
  const metadata = new Metadata();
  metadata.set('exception', 'stream-deleted');
  metadata.set('stream-name', stream);
  const details = `Event stream '${stream}' is deleted.`;
  return Object.assign(new Error(details), { code: status.FAILED_PRECONDITION, details, metadata });
}

/**
 * A store whose streams an administrator truncates and deletes, as a real server lets him: reads of a stream leave out what is
 * hidden, `$all` still has it until it is scavenged, the stream's next revision goes on, a stream of which nothing is left is
 * not found, and one with a tombstone takes no more.
 */
export class AdministeredStore extends ForwardingStore {
  private readonly truncations = new Map<string, Truncation>();
  private readonly tombstones = new Map<string, StoredEntry>();
  private readonly scavenged = new Set<string>();

  constructor(
    store: EventStore,
    private readonly now: () => number = Date.now,
  ) {
    super(store);
  }

  /** Sets a stream's `$tb`, `$maxCount` and `$maxAge`: it is told in `$all` as an event of the stream's metadata. */
  truncate(stream: string, truncation: Truncation): Promise<void> {
    return this.setMetadata(stream, truncation);
  }

  /** Sets what is said of a stream, its access list among it, in place of all that was said before. */
  async setMetadata(stream: string, said: object): Promise<void> {
    const recordedAt = new Date(this.now()).toISOString();
    const event = { id: crypto.randomUUID(), type: '$metadata', body: JSON.stringify(said), recordedAt };
    const meta = `$$${stream}`;
    await this.append(meta, await this.store.headRevision(meta), [event]);
  }

  /** Deletes a stream so that it may be written again, its revisions going on. */
  async softDelete(stream: string): Promise<void> {
    await this.truncate(stream, { $tb: (await this.store.headRevision(stream)) + 1 });
  }

  /** Deletes a stream for ever. */
  async tombstone(stream: string): Promise<void> {
    const id = crypto.randomUUID();
    const recordedAt = new Date(this.now()).toISOString();
    // Something takes its place in the order of all, and is told as the tombstone.
    const marker = { id, type: '$streamDeleted', body: '{}', recordedAt };
    this.tombstones.set(stream, { ...marker, stream, revision: tombstoneRevision, position: 0 });
    await this.store.append(`$tombstone-${id}`, -1, [marker]);
  }

  /** Removes for good what is hidden, also from `$all`. */
  async scavenge(): Promise<void> {
    const streams = new Set([...this.truncations.keys(), ...this.tombstones.keys()]);
    for (const stream of streams) {
      const shown = this.tombstones.has(stream) ? [] : await this.shownOf(stream);
      for await (const page of this.store.readStream(stream))
        for (const { id } of page) if (!shown.some((entry) => entry.id === id)) this.scavenged.add(id);
    }
  }

  override async append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    if (this.tombstones.has(stream)) throw deleted(stream);
    const head = await this.store.headRevision(stream);
    // One that looks as if it did not exist may be begun anew, and goes on where it was.
    const isGone = expectedRevision < 0 && head >= 0 && (await this.shownOf(stream)).length === 0;
    const result = await this.store.append(stream, isGone ? head : expectedRevision, entries);
    // Whoever may write what is said of a stream truncates it, administrators and others alike.
    const said = entries.at(-1)?.body;
    if (stream.startsWith('$$') && result.outcome === 'appended' && said !== undefined)
      this.truncations.set(stream.slice(2), JSON.parse(said) as Truncation);
    return result;
  }

  override async *readStream(stream: string, from = 0): AsyncIterable<readonly StoredEntry[]> {
    if (this.tombstones.has(stream)) throw deleted(stream);
    const shown = (await this.shownOf(stream)).filter(({ revision }) => revision >= from);
    for (let start = 0; start < shown.length; start += pageSize) yield shown.slice(start, start + pageSize);
  }

  override async *readAll(following: Following): AsyncIterable<readonly StoredEntry[]> {
    for await (const page of this.store.readAll(following)) {
      const left = this.toldOf(page);
      if (left.length > 0) yield left;
    }
  }

  override subscribe(following: Following, onEntries: OnEntries, onError: (error: unknown) => void): Subscription {
    return this.store.subscribe(following, (page) => onEntries(this.toldOf(page)), onError);
  }

  /** A stream of which everything is hidden has none for whoever asks, and goes on where it was when it is written to. */
  override async headRevision(stream: string): Promise<number> {
    if (this.tombstones.has(stream)) throw deleted(stream);
    return (await this.shownOf(stream)).at(-1)?.revision ?? -1;
  }

  private toldOf(page: readonly StoredEntry[]): StoredEntry[] {
    const tombstones = [...this.tombstones.values()];
    return page
      .filter(({ id }) => !this.scavenged.has(id))
      .map((entry) => {
        const tombstone = tombstones.find(({ id }) => id === entry.id);
        return tombstone ? { ...tombstone, position: entry.position } : entry;
      });
  }

  private async shownOf(stream: string): Promise<StoredEntry[]> {
    const all: StoredEntry[] = [];
    for await (const page of this.store.readStream(stream)) all.push(...page);
    const { $tb = 0, $maxCount = all.length, $maxAge = Infinity } = this.truncations.get(stream) ?? {};
    const since = this.now() - $maxAge * 1000;
    return all
      .slice(Math.max(0, all.length - $maxCount))
      .filter(
        ({ id, revision, recordedAt }) => revision >= $tb && Date.parse(recordedAt) >= since && !this.scavenged.has(id),
      );
  }
}
