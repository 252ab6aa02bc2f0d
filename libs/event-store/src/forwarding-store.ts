import {
  EventStore,
  type AppendResult,
  type Following,
  type Heads,
  type NewEntry,
  type OnEntries,
  type SealRange,
  type StoredEntry,
  type Subscription,
} from './event-store.js';
import type { Seal } from './sealing.js';

/** A store that passes everything on to another one: for those that watch or change a part of it. */
export class ForwardingStore extends EventStore {
  constructor(protected readonly store: EventStore) {
    super();
  }

  override append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    return this.store.append(stream, expectedRevision, entries);
  }

  override readStream(stream: string, from?: number): AsyncIterable<readonly StoredEntry[]> {
    return this.store.readStream(stream, from);
  }

  override readAll(following: Following): AsyncIterable<readonly StoredEntry[]> {
    return this.store.readAll(following);
  }

  override subscribe(following: Following, onEntries: OnEntries, onError: (error: unknown) => void): Subscription {
    return this.store.subscribe(following, onEntries, onError);
  }

  override headRevision(stream: string): Promise<number> {
    return this.store.headRevision(stream);
  }

  override headPosition(): Promise<number> {
    return this.store.headPosition();
  }

  override heads(streamPrefix: string): Promise<Heads | undefined> {
    return this.store.heads(streamPrefix);
  }

  override seals(stream: string, range: SealRange): AsyncIterable<Seal> {
    return this.store.seals(stream, range);
  }

  override close(): Promise<void> {
    return this.store.close();
  }
}
