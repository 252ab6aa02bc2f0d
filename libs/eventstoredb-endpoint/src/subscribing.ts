import { randomUUID } from 'node:crypto';
import type { EventStore, StoredEntry } from '#libs/event-store';
import { filterOf } from './filter.js';
import { streams } from './generated.js';
import { telling } from './links.js';
import { eventOf, placed, streamText } from './messages.js';
import type { Outgoing } from './outgoing.js';
import { sealsIn } from './seals.js';
import type { Serving } from './serving.js';
import { made } from './made.js';

type Options = InstanceType<typeof streams.ReadReq.Options>;

/** How many entries a filter looks at between two checkpoints, if the client does not say. */
const windowDefault = 32;

const { ReadResp } = streams;

const confirm = (out: Outgoing): Promise<void> =>
  out.send(made(ReadResp, { confirmation: made(ReadResp.SubscriptionConfirmation, { subscriptionId: randomUUID() }) }));

const tellCaughtUp = (out: Outgoing): Promise<void> => out.send(made(ReadResp, { caughtUp: new ReadResp.CaughtUp() }));

const tellCheckpoint = (out: Outgoing, position: number): Promise<void> =>
  out.send(made(ReadResp, { checkpoint: placed(new ReadResp.Checkpoint(), position) }));

/** Follows until the client goes; rejects if the store fails, and when the server is to end. */
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

/** How many entries a filtered subscription looks at between two checkpoints; undefined if there is no filter. */
function checkpointInterval(options: Options): number | undefined {
  const filter = options.hasFilter() ? options.getFilter() : undefined;
  if (!filter) return undefined;
  const window = filter.hasMax() && filter.getMax() > 0 ? filter.getMax() : windowDefault;
  return window * Math.max(1, filter.getCheckpointintervalmultiplier());
}

/** A catch-up subscription to all streams. As seldom as the client asks for it, a filtered one is told how far it has come. */
export async function followAll(serving: Serving, options: Options, out: Outgoing): Promise<void> {
  const { store } = serving;
  const tell = telling(serving, options.getResolveLinks());
  const isWanted = filterOf(options);
  const all = options.getAll();
  const head = await store.headPosition();
  const after = all?.hasPosition() ? Number(all.getPosition()?.getCommitPosition()) : all?.hasEnd() ? head : 0;
  const interval = checkpointInterval(options);
  let looked = 0;
  let behind = after < head;
  await confirm(out);
  if (!behind) await tellCaughtUp(out);
  await follow(store, after, out, async (page) => {
    const seals = await sealsIn(store, page);
    for (const entry of page) {
      if (!out.isWanted) return;
      if (isWanted(entry)) await out.send(eventOf(await tell(entry, seals.get(entry))));
      if (++looked !== interval) continue;
      looked = 0;
      await tellCheckpoint(out, entry.position);
    }
    if (behind && (page.at(-1)?.position ?? 0) >= head) {
      behind = false;
      await tellCaughtUp(out);
    }
  });
}

/** A catch-up subscription to one stream, which need not exist yet. */
export async function followStream(serving: Serving, options: Options, out: Outgoing): Promise<void> {
  const { store, hiding } = serving;
  const tell = telling(serving, options.getResolveLinks());
  const from = options.getStream();
  const stream = streamText(from?.getStreamIdentifier());
  // Taken before the stream is read: what is appended meanwhile is met again, and left out.
  const position = await store.headPosition();
  const first = await hiding.firstShown(stream);
  const asked = from?.hasRevision()
    ? Number(from.getRevision())
    : from?.hasEnd()
      ? await store.headRevision(stream)
      : -1;
  let last = Math.max(first - 1, asked);
  const send = async (page: readonly StoredEntry[]): Promise<void> => {
    const seals = await sealsIn(store, page);
    for (const entry of page) {
      if (entry.stream !== stream || entry.revision <= last) continue;
      last = entry.revision;
      await out.send(eventOf(await tell(entry, seals.get(entry))));
    }
  };
  await confirm(out);
  for await (const page of store.readStream(stream, last + 1)) await send(page);
  await tellCaughtUp(out);
  await follow(store, position, out, send);
}
