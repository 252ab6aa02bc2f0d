import {
  EventStore,
  type AppendResult,
  type Following,
  type NewEntry,
  type OnEntries,
  type StoredEntry,
  type Subscription,
} from '#libs/event-store';
import type { Metrics } from './metrics.js';

/** A store whose appends are timed, and that remembers whether the last one was taken. */
export class MeteredStore extends EventStore {
  private lastFailure: string | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  /** Why the last append was not taken; undefined where it was. */
  get failure(): string | undefined {
    return this.lastFailure;
  }

  override async append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    const end = this.metrics.appends.startTimer();
    try {
      const result = await this.store.append(stream, expectedRevision, entries);
      this.lastFailure = undefined;
      return result;
    } catch (error) {
      this.lastFailure = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      end();
    }
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

  override close(): Promise<void> {
    return this.store.close();
  }
}
