import {
  streamNameFilter,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { Following, OnEntries, StoredEntry, Subscription } from '../event-store.js';
import { bounded, NoAnswer } from './bounded.js';
import type { Condition } from './condition.js';
import { positionOf, prefixesOf, type EventReader } from './event-reader.js';
import { brokenEntry, type StreamGuard } from './stream-guard.js';
import type { Timers } from './timers.js';

const backOffMsMin = 100;
const backOffMsMax = 5000;

/** How often it is checked that a silent subscription is silent because nothing happens. */
const watchMs = 2000;

/** How long that check waits for an answer, and how many events it looks through. */
const lookMsMax = 4000;
const lookedThroughMax = 2000;

/** Entries that are handed on together. */
const pageMax = 500;

/** What a subscription needs of the engine. */
export interface Watching {
  client: EventStoreDBClient;
  reader: EventReader;
  guard: StreamGuard;
  condition: Condition;
  timers: Timers;
  /** Lets the next call look for a node that answers. */
  reconnect: () => void;
}

/**
 * Follows all streams of the cluster from a position of its own. The client resumes nothing by itself, and after a server was
 * started anew its subscription stays silent without an error: so it is watched, and begun again after the last entry handed on,
 * without a gap or a repeat. It is taken for deaf if there is an event that it should have told, and did not.
 */
export class WatchedSubscription implements Subscription {
  private after: number;
  /** How far it is known that there is nothing to be told. */
  private seen: number;
  private closed = false;
  private isHanding = false;
  private hasBegun = false;
  private current: AllStreamSubscription | undefined;
  private readonly done: Promise<void>;
  private readonly closing = new AbortController();

  constructor(
    private readonly watching: Watching,
    private readonly following: Following,
    private readonly onEntries: OnEntries,
    private readonly onError: (error: unknown) => void,
    private readonly onClose: (subscription: WatchedSubscription) => void,
  ) {
    this.after = following.after;
    this.seen = following.after;
    this.done = this.run();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.closing.abort();
    this.onClose(this);
    if (this.current) giveUp(this.current);
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
        if (!(error instanceof GivenUp) && !this.closed) this.watching.condition.failed(error);
      }
      if (this.closed) return;
      backOffMs = this.after > before ? backOffMsMin : Math.min(backOffMsMax, backOffMs * 2);
      await this.untilThere(backOffMs);
    }
  }

  /** Waits until the cluster answers: before, nothing is begun that would have to be given up. */
  private async untilThere(backOffMs: number): Promise<void> {
    do {
      await this.watching.timers.pause(backOffMs, this.closing.signal);
    } while (!this.closed && (await this.look()) === 'away');
  }

  /** Follows until the connection is lost; rejects with ConsumerFailed if the callback throws. */
  private async followOnce(): Promise<void> {
    const { client, condition } = this.watching;
    if (this.hasBegun) condition.begunAgain();
    this.hasBegun = true;
    const position = BigInt(this.after);
    const { streamPrefix } = this.following;
    const subscription = client.subscribeToAll({
      fromPosition: this.after === 0 ? 'start' : { commit: position, prepare: position },
      ...(streamPrefix !== undefined && {
        filter: streamNameFilter({
          prefixes: prefixesOf(streamPrefix),
          checkpointInterval: 1,
          checkpointReached: async (_subscription, checkpoint) => {
            this.seen = Math.max(this.seen, Number(checkpoint.commit));
          },
        }),
      }),
    });
    // The client may fail again after it has failed.
    subscription.on('error', () => undefined);
    this.current = subscription;
    const ended = new AbortController();
    void this.watch(subscription, ended.signal);
    try {
      for await (const events of gathered(subscription)) await this.handEvents(events);
    } finally {
      ended.abort();
      giveUp(subscription);
    }
  }

  private async handEvents(events: readonly AllStreamResolvedEvent[]): Promise<void> {
    this.isHanding = true;
    try {
      const entries: StoredEntry[] = [];
      // A repeat after a reconnect has a position that was handed on.
      const fresh = events.filter((told) => positionOf(told) > this.after);
      for (const told of fresh) {
        const entry = await this.watching.reader.entryOf(told);
        if (entry) entries.push(entry);
      }
      await this.hand(entries);
      const last = fresh.at(-1);
      if (last) this.after = positionOf(last);
    } finally {
      this.isHanding = false;
    }
  }

  private async hand(entries: readonly StoredEntry[]): Promise<void> {
    if (entries.length === 0 || this.closed) return;
    try {
      await this.onEntries(entries);
    } catch (error) {
      throw new ConsumerFailed('the callback of a subscription threw', { cause: error });
    }
  }

  /** Gives a subscription up that has not told of something, or whose cluster was away meanwhile. */
  private async watch(subscription: AllStreamSubscription, ended: AbortSignal): Promise<void> {
    const stop = AbortSignal.any([ended, this.closing.signal]);
    let missed: number | undefined;
    let wasAway = false;
    for (;;) {
      await this.watching.timers.pause(watchMs, stop);
      if (stop.aborted) return;
      const found = await this.look();
      if (stop.aborted) return;
      const isDeaf = typeof found === 'number' && missed === found && !this.isHanding;
      // One that lived through an outage may have died of it in silence.
      if (isDeaf || (wasAway && found !== 'away')) return void subscription.destroy(new GivenUp());
      wasAway = found === 'away';
      // Once it has held for a while: one that fails again and again is one outage.
      if (!wasAway) this.watching.condition.answered();
      missed = typeof found === 'number' && !this.isHanding ? found : undefined;
      if (!wasAway) await this.tellOfLimited(subscription);
    }
  }

  /** Looks for an event that was not told yet: its position, nothing, or that the cluster does not answer. */
  private async look(): Promise<number | 'nothing' | 'away'> {
    const { client, reader, condition, reconnect } = this.watching;
    this.seen = Math.max(this.seen, this.after);
    const from = BigInt(this.seen);
    const call = client.readAll({
      fromPosition: this.seen === 0 ? 'start' : { commit: from, prepare: from },
      maxCount: lookedThroughMax,
    });
    const leave = (): unknown => call.destroy(new GivenUp());
    this.closing.signal.addEventListener('abort', leave);
    try {
      for await (const told of bounded(call, lookMsMax)) {
        const position = positionOf(told);
        if (position > this.after && reader.isWanted(told)) return position;
        this.seen = Math.max(this.seen, position);
      }
      return 'nothing';
    } catch (error) {
      if (!this.closed) condition.failed(error);
      if (error instanceof NoAnswer) reconnect();
      return 'away';
    } finally {
      this.closing.signal.removeEventListener('abort', leave);
    }
  }

  /** Tells of streams that have lost entries by the time that has passed. */
  private async tellOfLimited(subscription: AllStreamSubscription): Promise<void> {
    const lost = await this.watching.guard.lookAtLimited().catch(() => []);
    try {
      await this.hand(lost.map(({ stream, fault }) => brokenEntry(stream, fault, this.after)));
    } catch (error) {
      subscription.destroy(error as Error);
    }
  }
}

/** The consumer of a subscription failed, not the connection. */
class ConsumerFailed extends Error {}

/** It is given up, whatever became of it. */
class GivenUp extends Error {}

/** Ends a subscription, also at the server: one that is only destroyed takes a call of the connection for ever. */
function giveUp(subscription: AllStreamSubscription): void {
  subscription.unsubscribe().catch(() => undefined);
  subscription.destroy();
}

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
