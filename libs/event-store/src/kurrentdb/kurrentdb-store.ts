import type { EventStoreDBClient, RecordedEvent } from '@eventstore/db-client';
import { setTimeout } from 'node:timers/promises';
import { NotRemoved } from '../embedded/remove-stream.js';
import { EventStore, pageSize, StoreUnavailable } from '../event-store.js';
import type {
  AppendResult,
  Following,
  NewEntry,
  OnEntries,
  SealRange,
  StoredEntry,
  Subscription,
} from '../event-store.js';
import { judgeAppend } from '../idempotence.js';
import { checkSizes } from '../limits.js';
import type { Rules } from '../rules.js';
import { LogAltered, type Seal, type Sealer } from '../sealing.js';
import { bounded, inTime, NoAnswer } from './bounded.js';
import type { ClusterOptions } from './cluster-options.js';
import { Condition } from './condition.js';
import type { Connection } from './connection-string.js';
import { diagnosis } from './diagnosis.js';
import { EventReader, eventsAfter, positionOf } from './event-reader.js';
import { entryOf, eventOf, sealIn } from './events.js';
import { actualOf, afterAppend, afterRead, typeOf } from './failures.js';
import { KnownIds } from './known-ids.js';
import { mayAppend } from './permission.js';
import { unprotectedOf } from './protection.js';
import { dropConnection } from './reconnecting.js';
import { SealedStreams } from './sealed-streams.js';
import { brokenEntry, StreamGuard } from './stream-guard.js';
import { realTimers, type Timers } from './timers.js';
import { truncateBefore } from './truncation.js';
import { WatchedSubscription } from './watched-subscription.js';

/** The client waits for ever for an answer: we do not. What became of an append is then not known. */
const answerMsMax = 10_000;

const disposeMsMax = 500;

/**
 * The log in a KurrentDB or EventStoreDB cluster, by the official client. Any number of servers may stand beside it. Have
 * one in a process: the client shares what waits for an answer among all of its instances.
 */
export class KurrentDbStore extends EventStore {
  private readonly known = new KnownIds();
  private readonly subscriptions = new Set<WatchedSubscription>();

  private readonly sealed: SealedStreams | undefined;
  private readonly rules: Rules | undefined;
  private readonly condition: Condition;
  private readonly guard: StreamGuard;
  private readonly timers: Timers;

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly connection: Connection,
    sealer: Sealer | undefined,
    { rules, observer, mayBeRemoved, timers = realTimers }: ClusterOptions = {},
  ) {
    super();
    this.sealed = sealer && new SealedStreams(this, sealer);
    this.rules = rules;
    this.condition = new Condition(observer);
    this.timers = timers;
    this.guard = new StreamGuard(client, answerMsMax, (one) => this.known.nextOf(one) > 0, timers, mayBeRemoved);
  }

  override async append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    checkSizes(entries);
    await this.looking(() => this.guard.check(stream));
    const isNew = entries.every(({ unseen }) => unseen !== undefined);
    // The cluster itself knows a repeat only right after the expected revision.
    if (!isNew) await this.learn(stream, expectedRevision + 1);
    const append = { stream, expectedRevision, entries };
    const before = this.judged(append);
    if (before) return before;
    const seal = await this.sealed?.sealWith(stream, expectedRevision + 1, entries);
    const events = entries.map((one, index) => eventOf(one, index === entries.length - 1 ? seal : undefined));
    try {
      const { nextExpectedRevision, position } = await inTime(
        this.client.appendToStream(stream, events, {
          expectedRevision: expectedRevision < 0 ? 'no_stream' : BigInt(expectedRevision),
          deadline: answerMsMax,
          requiresLeader: true,
        }),
        answerMsMax,
      );
      const last = Number(nextExpectedRevision);
      const first = last - entries.length + 1;
      const at = Number(position?.commit ?? 0);
      // A repeat is one of all of its ids.
      const isFirst = entries.some(({ unseen }) => unseen === 'anywhere');
      if (!isFirst && !(await this.holds(stream, first, entries)))
        return { outcome: 'already', first, last, position: at };
      entries.forEach(({ id }, index) => this.known.note(stream, first + index, id, at));
      if (seal) this.sealed?.appended(stream, seal);
      return { outcome: 'appended', first, last, position: at, checkpoint: seal?.checkpoint };
    } catch (error) {
      if (typeOf(error) === 'stream-deleted') throw new LogAltered(stream, 1, this.guard.noteTombstone(stream));
      if (typeOf(error) !== 'wrong-expected-version') throw afterAppend(this.noted(error));
      if (isNew) return { outcome: 'conflict', actual: actualOf(error) };
    }
    // Somebody else was first; or this very append was, and its answer was lost.
    await this.learn(stream, Number.MAX_SAFE_INTEGER);
    return this.judged(append) ?? { outcome: 'conflict', actual: this.known.nextOf(stream) - 1 };
  }

  override async *readStream(stream: string, from = 0): AsyncIterable<readonly StoredEntry[]> {
    const fault = await this.looking(() => this.guard.fault(stream));
    if (fault !== undefined) return yield [brokenEntry(stream, fault)];
    let page: StoredEntry[] = [];
    let next = from;
    try {
      const call = this.client.readStream(stream, { fromRevision: BigInt(from), direction: 'forwards' });
      for await (const { event } of bounded(call, answerMsMax)) {
        if (!event) continue;
        const entry = entryOf(event, Number(event.position?.commit ?? 0), this.rules);
        if (entry.revision !== next++) {
          yield page;
          return yield [brokenEntry(stream, (await this.guard.look(stream)) ?? `entry ${next - 1} is not there`)];
        }
        this.noteRead(event, entry);
        if (page.push(entry) < pageSize) continue;
        yield page;
        page = [];
      }
    } catch (error) {
      if (typeOf(error) !== 'stream-not-found') throw afterRead(this.noted(error));
    }
    if (page.length > 0) yield page;
  }

  override async *readAll({ after, streamPrefix = '' }: Following): AsyncIterable<readonly StoredEntry[]> {
    const reader = new EventReader(this.guard, streamPrefix, this.rules);
    let page: StoredEntry[] = [];
    try {
      for await (const told of bounded(eventsAfter(this.client, after), answerMsMax)) {
        const entry = await reader.entryOf(told);
        if (!entry || entry.position <= after || page.push(entry) < pageSize) continue;
        yield page;
        page = [];
      }
    } catch (error) {
      throw afterRead(this.noted(error));
    }
    if (page.length > 0) yield page;
  }

  override subscribe(following: Following, onEntries: OnEntries, onError: (error: unknown) => void): Subscription {
    const { client, guard, condition, timers } = this;
    const reader = new EventReader(guard, following.streamPrefix ?? '', this.rules, (event, entry) =>
      this.noteRead(event, entry),
    );
    const reconnect = (): void => dropConnection(client);
    const subscription = new WatchedSubscription(
      { client, reader, guard, condition, timers, reconnect },
      following,
      onEntries,
      onError,
      (ended) => this.subscriptions.delete(ended),
    );
    this.subscriptions.add(subscription);
    return subscription;
  }

  override async *seals(stream: string, range: SealRange): AsyncIterable<Seal> {
    const { from = 0, until = Number.MAX_SAFE_INTEGER, order } = range;
    const isUp = order === 'oldest';
    const start = BigInt(Math.max(0, from - 1));
    const end = until === Number.MAX_SAFE_INTEGER ? ('end' as const) : BigInt(Math.max(0, until - 1));
    const events = this.client.readStream(stream, {
      direction: isUp ? 'forwards' : 'backwards',
      fromRevision: isUp ? start : end,
    });
    try {
      for await (const { event } of bounded(events, answerMsMax)) {
        const seal = event && sealIn(event);
        if (seal && (seal.size < from || seal.size > until)) return;
        if (seal) yield seal;
      }
    } catch (error) {
      if (typeOf(error) !== 'stream-not-found') throw afterRead(error);
    }
  }

  override async headRevision(stream: string): Promise<number> {
    try {
      const call = this.client.readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 });
      for await (const { event } of bounded(call, answerMsMax)) if (event) return Number(event.revision);
    } catch (error) {
      if (typeOf(error) === 'stream-deleted') throw new LogAltered(stream, 1, this.guard.noteTombstone(stream));
      if (typeOf(error) !== 'stream-not-found') throw afterRead(this.noted(error));
    }
    return -1;
  }

  override async headPosition(): Promise<number> {
    return this.looking(() => this.readHead());
  }

  /**
   * Finds out what the account may do, before anything else is asked of the cluster. Throws StoreUnavailable, which names the
   * cause at each host.
   */
  async access(): Promise<{ mayAppend: boolean }> {
    try {
      await this.readHead();
    } catch (error) {
      if (typeOf(error) === 'access-denied') throw afterRead(error);
      throw new StoreUnavailable(`the cluster could not be read (${await diagnosis(this.connection)})`, {
        cause: error,
      });
    }
    return { mayAppend: await mayAppend(this.client) };
  }

  /** Those of some streams that others than administrators may delete or truncate. Throws StoreUnavailable. */
  async unprotected(streams: readonly string[]): Promise<string[]> {
    return this.looking(() => unprotectedOf(this.guard, streams));
  }

  /** Hides what a stream holds before a revision. Throws NotRemoved, and StoreUnavailable. */
  async truncate(stream: string, before: number): Promise<void> {
    await this.looking(() => truncateBefore(this.client, this.guard, stream, before, answerMsMax));
  }

  /** Whether the connection string asks for nodes that answer with what they have heard so far: the leader is asked instead. */
  get asksForOthers(): boolean {
    return this.connection.asksForOthers;
  }

  override async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    // The client waits for streams that it has cancelled to finish, which some never do.
    const given = new AbortController();
    // A process that has nothing else to do must not end before this does.
    await Promise.race([this.client.dispose(), setTimeout(disposeMsMax, undefined, { signal: given.signal })]);
    given.abort();
  }

  /** Looks at a stream. Throws LogAltered and StoreUnavailable. */
  private async looking<T>(look: () => Promise<T>): Promise<T> {
    try {
      return await look();
    } catch (error) {
      if (error instanceof LogAltered || error instanceof NotRemoved) throw error;
      throw afterRead(this.noted(error));
    }
  }

  /** A failure, once those who watch the cluster know of it: the next call looks for a node that answers. */
  private noted(error: unknown): unknown {
    this.condition.failed(error);
    if (error instanceof NoAnswer) dropConnection(this.client);
    return error;
  }

  private async readHead(): Promise<number> {
    const call = this.client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 });
    for await (const told of bounded(call, answerMsMax)) return positionOf(told);
    return 0;
  }

  /** Remembers of an entry that came by what an append would else have to ask for. */
  private noteRead(event: RecordedEvent, { stream, revision, id, position }: StoredEntry): void {
    this.known.note(stream, revision, id, position);
    const seal = sealIn(event);
    if (seal) this.sealed?.noteRead(stream, seal);
  }

  /** Reads the ids of a stream as far as a revision (exclusive). */
  private async learn(stream: string, until: number): Promise<void> {
    const next = this.known.nextOf(stream);
    if (next >= until) return;
    // Reading notes the ids.
    for await (const page of this.readStream(stream, next)) if ((page.at(-1)?.revision ?? 0) + 1 >= until) return;
  }

  /**
   * Whether a stream holds these very entries from a revision on. The cluster answers a repeat of the same ids as it
   * answered the first append: another server may have decided the same command, at another time, a moment before.
   */
  private async holds(stream: string, first: number, entries: readonly NewEntry[]): Promise<boolean> {
    const bodies: string[] = [];
    for await (const page of this.readStream(stream, first)) {
      bodies.push(...page.map(({ body }) => body));
      if (bodies.length >= entries.length) break;
    }
    return entries.every(({ body }, index) => body === bodies[index]);
  }

  /** What an append comes to by what is known of its stream. */
  private judged(append: { stream: string; expectedRevision: number; entries: readonly NewEntry[] }) {
    const { stream, expectedRevision, entries } = append;
    const found = entries.map(({ id }) => this.known.find(stream, id));
    return judgeAppend(append, found, Math.max(expectedRevision, this.known.nextOf(stream) - 1));
  }
}
