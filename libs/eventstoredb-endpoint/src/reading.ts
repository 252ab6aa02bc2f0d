import { status, type handleServerStreamingCall } from '@grpc/grpc-js';
import type { EventStore, StoredEntry } from '#libs/event-store';
import { failure, invalid } from './errors.js';
import { filterOf } from './filter.js';
import { streams } from './generated.js';
import { telling } from './links.js';
import { eventOf, identifierOf, streamText } from './messages.js';
import { sealsIn } from './seals.js';
import { allBackwards, streamBackwards } from './pages.js';
import { Outgoing } from './outgoing.js';
import { counted, notServedHere, type Serving } from './serving.js';
import { followAll, followStream } from './subscribing.js';
import { made } from './made.js';

type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;
type Options = InstanceType<typeof streams.ReadReq.Options>;

const backwards = streams.ReadReq.Options.ReadDirection.BACKWARDS;

/** Streams/Read: streams and all, forwards and backwards, and catch-up subscriptions. */
export const readCall =
  (serving: Serving): handleServerStreamingCall<ReadReq, ReadResp> =>
  (call) => {
    const out = new Outgoing(call, serving);
    const options = call.request.getOptions();
    counted(serving, options?.hasSubscription() ? 'subscribe' : 'read', async () => {
      const elsewhere = notServedHere(serving, call.metadata);
      if (elsewhere) throw elsewhere;
      await answer(serving, options, out);
    }).then(
      () => call.end(),
      (error: unknown) =>
        call.emit('error', 'code' in (error as object) ? error : failure(status.INTERNAL, 'the log could not be read')),
    );
  };

async function answer(serving: Serving, options: Options | undefined, out: Outgoing): Promise<void> {
  if (!options) throw invalid('a read has options');
  if (options.hasSubscription())
    return options.hasAll() ? followAll(serving, options, out) : followStream(serving, options, out);
  const pages = options.hasAll() ? allPages(serving.store, options) : await streamPages(serving, options, out);
  if (!pages) return;
  const isWanted = filterOf(options);
  const tell = telling(serving, options.getResolveLinks());
  let left = options.hasCount() ? Number(options.getCount()) : Number.MAX_SAFE_INTEGER;
  for await (const page of pages) {
    const seals = await sealsIn(serving.store, page);
    for (const entry of page) {
      if (left <= 0 || !out.isWanted) return;
      if (!isWanted(entry)) continue;
      await out.send(eventOf(await tell(entry, seals.get(entry))));
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

/** The pages of a stream; nothing, having said so, if there is no such stream. */
async function streamPages({ store, hiding }: Serving, options: Options, out: Outgoing): Promise<Pages | undefined> {
  const from = options.getStream();
  const stream = streamText(from?.getStreamIdentifier());
  const first = await hiding.firstShown(stream);
  const head = await store.headRevision(stream);
  if (head < first) {
    const { ReadResp } = streams;
    const streamNotFound = made(ReadResp.StreamNotFound, { streamIdentifier: identifierOf(stream) });
    await out.send(made(ReadResp, { streamNotFound }));
    return undefined;
  }
  const revision = from?.hasRevision() ? Number(from.getRevision()) : undefined;
  if (options.getReadDirection() === backwards)
    return streamBackwards(store, stream, revision ?? (from?.hasStart() ? first : head), first);
  return store.readStream(stream, Math.max(first, revision ?? (from?.hasEnd() ? head + 1 : 0)));
}
