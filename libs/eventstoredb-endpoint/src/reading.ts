import { status, type handleServerStreamingCall, type ServerWritableStream } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { EventStore, StoredEntry } from '#libs/event-store';
import { failure, invalid } from './errors.js';
import { filterOf } from './filter.js';
import { streams } from './generated.js';
import { eventOf, identifierOf, streamText } from './messages.js';
import { allBackwards, streamBackwards } from './pages.js';
import { sealsIn } from './seals.js';

type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;
type Options = InstanceType<typeof streams.ReadReq.Options>;

const backwards = streams.ReadReq.Options.ReadDirection.BACKWARDS;

/** One answer that is being written: no faster than it is read, and no longer than it is wanted. */
class Outgoing {
  private isGone = false;
  /** Resolves when the client no longer wants anything. */
  readonly gone: Promise<void>;

  constructor(private readonly call: ServerWritableStream<ReadReq, ReadResp>) {
    this.gone = new Promise((resolve) =>
      call.once('cancelled', () => {
        this.isGone = true;
        resolve();
      }),
    );
  }

  get isWanted(): boolean {
    return !this.isGone && !this.call.destroyed;
  }

  async send(response: ReadResp): Promise<void> {
    if (!this.isWanted || this.call.write(response)) return;
    await Promise.race([once(this.call, 'drain'), this.gone]);
  }
}

/** Streams/Read: streams and all, forwards and backwards, and catch-up subscriptions. */
export const readCall =
  (store: EventStore): handleServerStreamingCall<ReadReq, ReadResp> =>
  (call) => {
    const out = new Outgoing(call);
    answer(store, call.request.getOptions(), out).then(
      () => call.end(),
      (error: unknown) =>
        call.emit('error', 'code' in (error as object) ? error : failure(status.INTERNAL, 'the log could not be read')),
    );
  };

async function answer(store: EventStore, options: Options | undefined, out: Outgoing): Promise<void> {
  if (!options) throw invalid('a read has options');
  if (options.hasSubscription())
    return options.hasAll() ? followAll(store, options, out) : followStream(store, options, out);
  const pages = options.hasAll() ? allPages(store, options) : await streamPages(store, options, out);
  if (!pages) return;
  const isWanted = filterOf(options);
  let left = options.hasCount() ? Number(options.getCount()) : Number.MAX_SAFE_INTEGER;
  for await (const page of pages) {
    const seals = await sealsIn(store, page);
    for (const entry of page) {
      if (left <= 0 || !out.isWanted) return;
      if (!isWanted(entry)) continue;
      await out.send(eventOf(entry, seals.get(entry)));
      left--;
    }
  }
}

type Pages = AsyncIterable<readonly StoredEntry[]>;

/** Forwards from an event's position (inclusive), backwards from before it, as EventStoreDB has it. */
function allPages(store: EventStore, options: Options): Pages {
  const all = options.getAll();
  const position = all?.hasPosition() ? Number(all.getPosition()?.getCommitPosition()) : undefined;
  if (options.getReadDirection() === backwards) {
    return allBackwards(store, position ?? (all?.hasStart() ? 0 : Number.MAX_SAFE_INTEGER));
  }
  const after = position === undefined ? (all?.hasEnd() ? Number.MAX_SAFE_INTEGER : 0) : position - 1;
  return store.readAll({ after: Math.max(0, after) });
}

/** The pages of a stream; nothing, having said so, where there is no such stream. */
async function streamPages(store: EventStore, options: Options, out: Outgoing): Promise<Pages | undefined> {
  const from = options.getStream();
  const stream = streamText(from?.getStreamIdentifier());
  const head = await store.headRevision(stream);
  if (head < 0) {
    const missing = new streams.ReadResp.StreamNotFound();
    missing.setStreamIdentifier(identifierOf(stream));
    const response = new streams.ReadResp();
    response.setStreamNotFound(missing);
    await out.send(response);
    return undefined;
  }
  const revision = from?.hasRevision() ? Number(from.getRevision()) : undefined;
  if (options.getReadDirection() === backwards)
    return streamBackwards(store, stream, revision ?? (from?.hasStart() ? 0 : head));
  return store.readStream(stream, revision ?? (from?.hasEnd() ? head + 1 : 0));
}

async function confirm(out: Outgoing): Promise<void> {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(randomUUID());
  const response = new streams.ReadResp();
  response.setConfirmation(confirmation);
  await out.send(response);
}

async function tellCaughtUp(out: Outgoing): Promise<void> {
  const response = new streams.ReadResp();
  response.setCaughtUp(new streams.ReadResp.CaughtUp());
  await out.send(response);
}

async function tellCheckpoint(out: Outgoing, position: number): Promise<void> {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position));
  checkpoint.setPreparePosition(String(position));
  const response = new streams.ReadResp();
  response.setCheckpoint(checkpoint);
  await out.send(response);
}

/** Follows until the client goes; rejects where the store fails. */
async function follow(
  store: EventStore,
  after: number,
  out: Outgoing,
  onPage: (page: readonly StoredEntry[]) => Promise<void>,
): Promise<void> {
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  const subscription = store.subscribe({ after }, onPage, fail);
  try {
    await Promise.race([out.gone, failed]);
  } finally {
    await subscription.close();
  }
}

async function followAll(store: EventStore, options: Options, out: Outgoing): Promise<void> {
  const isWanted = filterOf(options);
  const all = options.getAll();
  const head = await store.headPosition();
  const after = all?.hasPosition() ? Number(all.getPosition()?.getCommitPosition()) : all?.hasEnd() ? head : 0;
  let behind = after < head;
  await confirm(out);
  if (!behind) await tellCaughtUp(out);
  await follow(store, after, out, async (page) => {
    let isLastSent = false;
    const seals = await sealsIn(store, page);
    for (const entry of page) {
      isLastSent = isWanted(entry);
      if (isLastSent) await out.send(eventOf(entry, seals.get(entry)));
    }
    const last = page.at(-1)?.position ?? 0;
    // A reader whose filter lets little through learns how far it has come.
    if (options.hasFilter() && !isLastSent) await tellCheckpoint(out, last);
    if (behind && last >= head) {
      behind = false;
      await tellCaughtUp(out);
    }
  });
}

async function followStream(store: EventStore, options: Options, out: Outgoing): Promise<void> {
  const from = options.getStream();
  const stream = streamText(from?.getStreamIdentifier());
  // Taken before the stream is read: what is appended meanwhile is met again, and left out.
  const position = await store.headPosition();
  let last = from?.hasRevision() ? Number(from.getRevision()) : from?.hasEnd() ? await store.headRevision(stream) : -1;
  const send = async (page: readonly StoredEntry[]): Promise<void> => {
    const seals = await sealsIn(store, page);
    for (const entry of page) {
      if (entry.stream !== stream || entry.revision <= last) continue;
      last = entry.revision;
      await out.send(eventOf(entry, seals.get(entry)));
    }
  };
  await confirm(out);
  for await (const page of store.readStream(stream, last + 1)) await send(page);
  await tellCaughtUp(out);
  await follow(store, position, out, send);
}
