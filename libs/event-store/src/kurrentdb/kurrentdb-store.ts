import type { AllStreamResolvedEvent, EventStoreDBClient, RecordedEvent } from '@eventstore/db-client';
import { setTimeout } from 'node:timers/promises';
import { EventStore, pageSize } from '../event-store.js';
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
import type { Seal, Sealer } from '../sealing.js';
import { entryOf, eventOf, sealIn } from './events.js';
import { afterAppend, afterRead, typeOf } from './failures.js';
import { KnownIds } from './known-ids.js';
import { SealedStreams } from './sealed-streams.js';
import { WatchedSubscription } from './watched-subscription.js';

/** The client waits for ever for the answer to an append: we do not, and then do not know what became of it. */
const appendMsMax = 10_000;

const disposeMsMax = 500;

/**
 * The log in a KurrentDB or EventStoreDB cluster, by the official client. Any number of servers may stand beside it. Have
 * one in a process: the client shares what waits for an answer among all of its instances.
 */
export class KurrentDbStore extends EventStore {
  private readonly known = new KnownIds();
  private readonly subscriptions = new Set<WatchedSubscription>();

  private readonly sealed: SealedStreams | undefined;

  constructor(
    private readonly client: EventStoreDBClient,
    sealer?: Sealer,
  ) {
    super();
    this.sealed = sealer && new SealedStreams(this, sealer);
  }

  override async append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    checkSizes(entries);
    const isNew = entries.every(({ unseen }) => unseen !== undefined);
    // The cluster itself knows a repeat only right after the expected revision.
    if (!isNew) await this.learn(stream, expectedRevision + 1);
    const append = { stream, expectedRevision, entries };
    const before = this.judged(append);
    if (before) return before;
    const seal = await this.sealed?.sealWith(stream, expectedRevision + 1, entries);
    const events = entries.map((one, index) => eventOf(one, index === entries.length - 1 ? seal : undefined));
    try {
      const { nextExpectedRevision, position } = await withDeadline(
        this.client.appendToStream(stream, events, {
          expectedRevision: expectedRevision < 0 ? 'no_stream' : BigInt(expectedRevision),
          deadline: appendMsMax,
        }),
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
      if (typeOf(error) !== 'wrong-expected-version') throw afterAppend(error);
      if (isNew) return { outcome: 'conflict', actual: actualOf(error) };
    }
    // Somebody else was first; or this very append was, and its answer was lost.
    await this.learn(stream, Number.MAX_SAFE_INTEGER);
    return this.judged(append) ?? { outcome: 'conflict', actual: this.known.nextOf(stream) - 1 };
  }

  override async *readStream(stream: string, from = 0): AsyncIterable<readonly StoredEntry[]> {
    let page: StoredEntry[] = [];
    try {
      for await (const { event } of this.client.readStream(stream, {
        fromRevision: BigInt(from),
        direction: 'forwards',
      })) {
        if (!event) continue;
        const entry = entryOf(event, Number(event.position?.commit ?? 0));
        this.noteRead(event, entry);
        if (page.push(entry) < pageSize) continue;
        yield page;
        page = [];
      }
    } catch (error) {
      if (typeOf(error) !== 'stream-not-found') throw afterRead(error);
    }
    if (page.length > 0) yield page;
  }

  override async *readAll({ after, streamPrefix = '' }: Following): AsyncIterable<readonly StoredEntry[]> {
    let page: StoredEntry[] = [];
    try {
      for await (const { event, commitPosition } of this.readAllEvents(after)) {
        const position = Number(commitPosition ?? event?.position?.commit ?? 0);
        if (!event || position <= after || event.streamId.startsWith('$') || !event.streamId.startsWith(streamPrefix))
          continue;
        if (page.push(entryOf(event, position)) < pageSize) continue;
        yield page;
        page = [];
      }
    } catch (error) {
      throw afterRead(error);
    }
    if (page.length > 0) yield page;
  }

  override subscribe(following: Following, onEntries: OnEntries, onError: (error: unknown) => void): Subscription {
    const subscription = new WatchedSubscription(
      this.client,
      () => this.headPosition(),
      following,
      onEntries,
      onError,
      (ended) => this.subscriptions.delete(ended),
      (event, entry) => this.noteRead(event, entry),
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
      for await (const { event } of events) {
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
      for await (const { event } of this.client.readStream(stream, {
        direction: 'backwards',
        fromRevision: 'end',
        maxCount: 1,
      })) {
        if (event) return Number(event.revision);
      }
    } catch (error) {
      if (typeOf(error) !== 'stream-not-found') throw afterRead(error);
    }
    return -1;
  }

  override async headPosition(): Promise<number> {
    try {
      for await (const { event, commitPosition } of this.client.readAll({
        direction: 'backwards',
        fromPosition: 'end',
        maxCount: 1,
      })) {
        return Number(commitPosition ?? event?.position?.commit ?? 0);
      }
    } catch (error) {
      throw afterRead(error);
    }
    return 0;
  }

  override async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    // The client waits for streams that it has cancelled to finish, which some never do.
    await Promise.race([this.client.dispose(), setTimeout(disposeMsMax, undefined, { ref: false })]);
  }

  private readAllEvents(after: number): AsyncIterable<AllStreamResolvedEvent> {
    const position = BigInt(after);
    return this.client.readAll({
      fromPosition: after === 0 ? 'start' : { commit: position, prepare: position },
      direction: 'forwards',
    });
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

/** The last revision of a stream that an append was refused for. */
function actualOf(error: unknown): number {
  const { actualVersion } = error as { actualVersion?: unknown };
  return typeof actualVersion === 'bigint' ? Number(actualVersion) : -1;
}

async function withDeadline<T>(answer: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = setTimeout(appendMsMax, undefined, { signal: done.signal, ref: false }).then(() => {
    throw new Error('no answer in time');
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    done.abort();
    late.catch(() => undefined);
  }
}
