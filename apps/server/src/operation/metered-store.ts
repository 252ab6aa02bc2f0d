import {
  EntryTooLarge,
  ForwardingStore,
  LogAltered,
  OutcomeUnknown,
  StoreUnavailable,
  type AppendResult,
  type EventStore,
  type NewEntry,
} from '#libs/event-store';
import type { Metrics } from './metrics.js';

/** Failures that do not say that this store takes nothing more. */
const ofOthers = [EntryTooLarge, LogAltered, OutcomeUnknown, StoreUnavailable];

/** A store whose appends are timed, and that remembers whether the last one was taken. */
export class MeteredStore extends ForwardingStore {
  private lastFailure: string | undefined;

  constructor(
    store: EventStore,
    private readonly metrics: Metrics,
  ) {
    super(store);
  }

  /** Why the last append was not taken; undefined if it was. */
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
      // What is wrong with one mission or one command is no reason to send others elsewhere, and a cluster is watched by itself.
      if (!ofOthers.some((kind) => error instanceof kind))
        this.lastFailure = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      end();
    }
  }
}
