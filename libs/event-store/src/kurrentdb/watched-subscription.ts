import {
  type AllStreamSubscription,
  type EventStoreDBClient,
  type AllStreamResolvedEvent,
  type RecordedEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import { setTimeout } from 'node:timers/promises';
import type { Following, OnEntries, StoredEntry, Subscription } from '../event-store.js';
import { entryOf } from './events.js';

const backOffMsMin = 100;
const backOffMsMax = 5000;

/** How often it is checked that a silent subscription is silent because nothing happens. */
const watchMs = 2000;

/** Entries that are handed on together. */
const pageMax = 500;

/**
 * Follows all streams of the cluster from a position of its own. The client resumes nothing by itself, and after a server
 * was started anew its subscription stays silent without an error: so each subscription is watched, and begun again after
 * the last entry handed on, without a gap or a repeat.
 */
export class WatchedSubscription implements Subscription {
  private after: number;
  /** How far the cluster says that it has looked. */
  private seen: number;
  private closed = false;
  private current: AllStreamSubscription | undefined;
  private readonly done: Promise<void>;
  private readonly closing = new AbortController();

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly headPosition: () => Promise<number>,
    private readonly following: Following,
    private readonly onEntries: OnEntries,
    private readonly onError: (error: unknown) => void,
    private readonly onClose: (subscription: WatchedSubscription) => void,
    private readonly onRead: (event: RecordedEvent, entry: StoredEntry) => void,
  ) {
    this.after = following.after;
    this.seen = following.after;
    this.done = this.run();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.closing.abort();
    this.onClose(this);
    await this.current?.unsubscribe();
    this.current?.destroy();
    await this.done;
  }

  private async run(): Promise<void> {
    let backOffMs = backOffMsMin;
    while (!this.closed) {
      const before = this.after;
      try {
        await this.followOnce();
      } catch (error) {
        if (error instanceof ConsumerFailed) {
          this.closed = true;
          this.onClose(this);
          this.onError(error.cause);
          return;
        }
      }
      if (this.closed) return;
      backOffMs = this.after > before ? backOffMsMin : Math.min(backOffMsMax, backOffMs * 2);
      await setTimeout(backOffMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  /** Follows until the connection is lost; rejects with ConsumerFailed where the callback throws. */
  private async followOnce(): Promise<void> {
    const position = BigInt(this.after);
    const { streamPrefix } = this.following;
    const subscription = this.client.subscribeToAll({
      fromPosition: this.after === 0 ? 'start' : { commit: position, prepare: position },
      ...(streamPrefix !== undefined && {
        filter: streamNameFilter({
          prefixes: [streamPrefix],
          checkpointInterval: 1,
          checkpointReached: async (_subscription, checkpoint) => {
            this.seen = Math.max(this.seen, Number(checkpoint.commit));
          },
        }),
      }),
    });
    this.current = subscription;
    const watch = this.watch(subscription);
    try {
      for await (const events of gathered(subscription)) await this.hand(events);
    } finally {
      clearInterval(watch);
      subscription.destroy();
    }
  }

  private async hand(events: readonly AllStreamResolvedEvent[]): Promise<void> {
    const entries: StoredEntry[] = [];
    for (const { event, commitPosition } of events) {
      const position = Number(commitPosition ?? event?.position?.commit ?? 0);
      // System events begin with a dollar sign; a repeat after a reconnect has a position that was handed on.
      if (!event || event.streamId.startsWith('$') || position <= this.after) continue;
      const entry = entryOf(event, position);
      this.onRead(event, entry);
      entries.push(entry);
    }
    const last = entries.at(-1);
    if (!last || this.closed) return;
    try {
      await this.onEntries(entries);
    } catch (error) {
      throw new ConsumerFailed('the callback of a subscription threw', { cause: error });
    }
    this.after = last.position;
    this.seen = Math.max(this.seen, last.position);
  }

  /** Ends a subscription that hears nothing although there is something, or whose cluster cannot be reached. */
  private watch(subscription: AllStreamSubscription): NodeJS.Timeout {
    let missed: number | undefined;
    return setInterval(() => {
      this.headPosition().then(
        (head) => {
          const isBehind = head > this.seen;
          // Behind twice without having moved in between: it is not only slow.
          if (isBehind && missed === this.seen) subscription.destroy(new Error('silent'));
          missed = isBehind ? this.seen : undefined;
        },
        (error: unknown) => subscription.destroy(error instanceof Error ? error : new Error('unreachable')),
      );
    }, watchMs).unref();
  }
}

/** The consumer of a subscription failed, not the connection. */
class ConsumerFailed extends Error {}

/** Events as they come, those that wait together. */
async function* gathered(subscription: AllStreamSubscription): AsyncGenerator<AllStreamResolvedEvent[]> {
  for await (const first of subscription) {
    const events = [first];
    for (let next = read(subscription); next && events.length < pageMax; next = read(subscription)) events.push(next);
    yield events;
  }
}

const read = (subscription: AllStreamSubscription): AllStreamResolvedEvent | null =>
  subscription.read() as AllStreamResolvedEvent | null;
