import { EventStore, pageSize } from '../event-store.js';
import type { AppendResult, Following, Heads, NewEntry, OnEntries, StoredEntry, Subscription } from '../event-store.js';
import { Follower } from '../following.js';
import { judgeAppend } from '../idempotence.js';
import { checkSizes } from '../limits.js';
import type { Seal } from '../sealing.js';

/** A store that forgets everything when its process ends: for tests of what stands on a store. */
export class InMemoryStore extends EventStore {
  private readonly all: StoredEntry[] = [];
  private readonly streams = new Map<string, StoredEntry[]>();
  private readonly ids = new Map<string, StoredEntry>();
  private readonly followers = new Set<Follower>();

  override async append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    checkSizes(entries);
    const records = this.streams.get(stream) ?? [];
    const actual = records.length - 1;
    const found = entries.map(({ id }) => this.ids.get(id));
    const known = judgeAppend({ stream, expectedRevision, entries }, found, actual);
    if (known) return known;
    this.streams.set(stream, records);
    const appended: StoredEntry[] = [];
    for (const entry of entries) {
      const stored = { ...entry, position: this.all.length + 1, stream, revision: records.length };
      records.push(stored);
      this.all.push(stored);
      this.ids.set(entry.id, stored);
      appended.push(stored);
    }
    for (const follower of this.followers) follower.take(appended);
    return { outcome: 'appended', first: actual + 1, last: records.length - 1, position: this.all.length };
  }

  override async *readStream(stream: string, from = 0): AsyncIterable<readonly StoredEntry[]> {
    yield* this.pages(from, () => this.streams.get(stream) ?? []);
  }

  override async *readAll({ after, streamPrefix = '' }: Following): AsyncIterable<readonly StoredEntry[]> {
    for await (const page of this.pages(after, () => this.all)) {
      const wanted = page.filter(({ stream }) => stream.startsWith(streamPrefix));
      if (wanted.length > 0) yield wanted;
    }
  }

  override subscribe(following: Following, onEntries: OnEntries, onError: (error: unknown) => void): Subscription {
    const follower = new Follower(this, following, onEntries, onError, (ended) => this.followers.delete(ended));
    this.followers.add(follower);
    return follower;
  }

  override async headRevision(stream: string): Promise<number> {
    return (this.streams.get(stream)?.length ?? 0) - 1;
  }

  override async headPosition(): Promise<number> {
    return this.all.length;
  }

  override async heads(streamPrefix: string): Promise<Heads> {
    const found = [...this.streams].filter(([stream]) => stream.startsWith(streamPrefix));
    return {
      position: this.all.length,
      revisions: new Map(found.map(([stream, records]) => [stream, records.length - 1])),
    };
  }

  /** It signs nothing. */
  override async *seals(): AsyncIterable<Seal> {}

  override async close(): Promise<void> {
    await Promise.all([...this.followers].map((follower) => follower.close()));
  }

  private async *pages(from: number, records: () => StoredEntry[]): AsyncIterable<readonly StoredEntry[]> {
    for (let next = from; ; next += pageSize) {
      const page = records().slice(next, next + pageSize);
      if (page.length > 0) yield page;
      if (page.length < pageSize) return;
    }
  }
}
