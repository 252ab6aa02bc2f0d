import { once, EventEmitter } from 'node:events';
import type { StoredEntry, Subscription } from '#libs/event-store';
import { matcherOf } from '../filter.js';
import { telling, type Resolved } from '../links.js';
import type { Serving } from '../serving.js';
import type { Consumer, Given, Message, Nack } from './consumer.js';
import { pinnedTo } from './pinning.js';
import type { Parked, SavedGroup, Settings, Source } from './settings.js';

/** Most events that are read ahead of the consumers. */
const aheadMax = 500;

/** Whether a source gives an entry. */
export function gives(source: Source): (entry: StoredEntry) => boolean {
  const { stream, fromRevision, filter } = source;
  if (stream !== undefined) return (entry) => entry.stream === stream && entry.revision >= fromRevision;
  if (!filter) return () => true;
  const name = (entry: StoredEntry): string => (filter.on === 'stream' ? entry.stream : entry.type);
  const matches = filter.prefixes.length === 0 ? matcherOf(filter.regex) : undefined;
  return (entry) => (matches ? matches(name(entry)) : filter.prefixes.some((prefix) => name(entry).startsWith(prefix)));
}

/**
 * Competing consumers: each event is given to one of them, again if it is not answered in time, and set aside if it
 * cannot be handled. At least once: after a crash, events since the last checkpoint are given again.
 */
export class Group {
  readonly consumers = new Set<Consumer>();
  readonly parked: Parked[];
  private readonly waiting: Message[] = [];
  /** Events that are not done with, by position, lowest first since they are read in order; with their revision. */
  private readonly open = new Map<number, number>();
  private readonly room = new EventEmitter();
  private subscription: Subscription | undefined;
  private read: number;
  private readRevision: number | undefined;
  private turn = 0;
  total = 0;

  constructor(
    private readonly serving: Pick<Serving, 'store' | 'hiding'>,
    readonly saved: Pick<SavedGroup, 'name' | 'source'>,
    public settings: Settings,
    after: number,
    parked: readonly Parked[],
    private readonly onChange: () => void,
  ) {
    this.read = after;
    this.parked = [...parked];
  }

  /** Position after which all is still to be done. */
  get after(): number {
    const [first] = this.open.keys();
    return first === undefined ? this.read : first - 1;
  }

  /** Position of the last event that was read for it. */
  get lastRead(): number {
    return this.read;
  }

  /** Of the events given since the start: revision of the last that was read, and of the last before which all are done with. */
  get revisions(): { read: number | undefined; done: number | undefined } {
    const [first] = this.open.values();
    return { read: this.readRevision, done: first === undefined ? this.readRevision : first - 1 };
  }

  /** Events that are given and not answered. */
  get inFlight(): number {
    return [...this.consumers].reduce((sum, { inFlight }) => sum + inFlight.size, 0);
  }

  /** Begins to give events to a consumer. False if there are as many as there may be. */
  join(consumer: Consumer): boolean {
    const { maxSubscriberCount } = this.settings;
    if (maxSubscriberCount > 0 && this.consumers.size >= maxSubscriberCount) return false;
    this.consumers.add(consumer);
    this.start();
    this.dispatch();
    return true;
  }

  /** A consumer has gone: what it had is given to others. */
  leave(consumer: Consumer): void {
    if (!this.consumers.delete(consumer)) return;
    const had = [...consumer.inFlight.values()];
    consumer.inFlight.clear();
    for (const { timer } of had) clearTimeout(timer);
    this.waiting.unshift(...had);
    this.dispatch();
  }

  /** Events were handled. */
  ack(consumer: Consumer, ids: readonly string[]): void {
    for (const id of ids) {
      const message = this.take(consumer, id);
      if (!message) continue;
      if (this.settings.told.extraStatistics) consumer.latencies.add(performance.now() - message.at);
      this.finish(message);
    }
    this.dispatch();
  }

  /** Events were not handled. */
  nack(consumer: Consumer, ids: readonly string[], action: Nack, reason: string): void {
    for (const id of ids) {
      const message = this.take(consumer, id);
      if (!message) continue;
      if (action === 'skip') this.finish(message);
      else if (action === 'park') this.park(message, reason);
      else this.again(message, reason);
    }
    if (action === 'stop') consumer.drop();
    this.dispatch();
  }

  /** Gives parked events again, the oldest first, so many at most. */
  async replay(count: number): Promise<void> {
    for (const parked of this.parked.slice(0, count)) {
      for await (const [entry] of this.serving.store.readStream(parked.stream, parked.revision)) {
        if (entry) this.waiting.push({ entry, told: await this.tell(entry), retries: 0, parked });
        break;
      }
    }
    this.dispatch();
  }

  /** Ends all consumers. */
  async close(): Promise<void> {
    for (const consumer of this.consumers) consumer.drop();
    this.room.emit('room');
    await this.subscription?.close();
    this.subscription = undefined;
  }

  private start(): void {
    const isWanted = gives(this.saved.source);
    this.subscription ??= this.serving.store.subscribe(
      { after: this.read },
      async (page) => {
        for (const entry of page) {
          if (isWanted(entry)) {
            this.open.set(entry.position, entry.revision);
            this.readRevision = entry.revision;
            this.waiting.push({ entry, told: await this.tell(entry), retries: 0 });
          }
          this.read = entry.position;
        }
        this.dispatch();
        this.onChange();
        if (this.waiting.length >= aheadMax) await once(this.room, 'room');
      },
      () => {
        for (const consumer of this.consumers) consumer.drop();
      },
    );
  }

  private tell(entry: StoredEntry): Promise<Resolved> | Resolved {
    return telling(this.serving, this.settings.told.resolveLinks)(entry);
  }

  private dispatch(): void {
    for (let index = 0; index < this.waiting.length;) {
      const message = this.waiting[index];
      const free = [...this.consumers].filter(({ slots, inFlight }) => inFlight.size < slots);
      if (!message || free.length === 0) break;
      const consumer = this.consumerOf(message, free);
      if (consumer) {
        this.waiting.splice(index, 1);
        this.give(message, consumer);
      } else index++;
    }
    if (this.waiting.length < aheadMax) this.room.emit('room');
  }

  private give(message: Message, consumer: Consumer): void {
    const { id } = message.entry;
    const timer = setTimeout(() => {
      const late = this.take(consumer, id);
      if (late) this.again(late, 'not answered in time');
      this.dispatch();
    }, this.settings.messageTimeoutMs).unref();
    consumer.inFlight.set(id, { ...message, timer, at: performance.now() });
    consumer.total++;
    this.total++;
    consumer.send(message);
  }

  /** Who of those that have room is given an event; nobody if it is pinned to one that has none. */
  private consumerOf({ entry }: Message, free: readonly Consumer[]): Consumer | undefined {
    const { strategy } = this.settings;
    if (strategy === 'DispatchToSingle') return free[0];
    if (strategy === 'RoundRobin') return free[this.turn++ % free.length];
    const pinned = pinnedTo(entry.stream, [...this.consumers]);
    return pinned && free.includes(pinned) ? pinned : undefined;
  }

  private take(consumer: Consumer, id: string): Given | undefined {
    const message = consumer.inFlight.get(id);
    if (!message) return undefined;
    clearTimeout(message.timer);
    consumer.inFlight.delete(id);
    return message;
  }

  private again(message: Message, reason: string): void {
    if (message.retries >= this.settings.maxRetryCount) this.park(message, reason);
    else this.waiting.unshift({ ...message, retries: message.retries + 1 });
  }

  private park(message: Message, reason: string): void {
    const { stream, revision, position } = message.entry;
    // One that was parked before stays where it is.
    if (!message.parked) this.parked.push({ stream, revision, position, reason });
    this.done(message);
  }

  private finish(message: Message): void {
    const index = message.parked ? this.parked.indexOf(message.parked) : -1;
    if (index >= 0) this.parked.splice(index, 1);
    this.done(message);
  }

  private done(message: Message): void {
    if (!message.parked) this.open.delete(message.entry.position);
    this.onChange();
  }
}
