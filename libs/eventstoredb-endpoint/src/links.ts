import { firstOf, type Seal, type StoredEntry } from '#libs/event-store';
import { sentOf } from './originals.js';
import { sealsIn } from './seals.js';
import type { Serving } from './serving.js';

/** What a reader is told of an entry: the event, and the link by which it was found. No event if a link leads nowhere. */
export interface Resolved {
  event?: StoredEntry;
  seal?: Seal;
  link?: StoredEntry;
}

/** The type of events that are links; their data is `<revision>@<stream>`. */
const linkType = '$>';

const linkPattern = /^(\d{1,15})@(.+)$/s;

/** The event that a link names, if whoever reads it would be shown it; an entry that is no link itself. */
export async function resolved(
  { store, hiding }: Pick<Serving, 'store' | 'hiding'>,
  entry: StoredEntry,
  seal?: Seal,
): Promise<Resolved> {
  if (entry.type !== linkType) return { event: entry, seal };
  const [, revision, stream] = linkPattern.exec(sentOf(entry, undefined).data.toString()) ?? [];
  if (revision === undefined || stream === undefined) return { link: entry };
  const { from, isDeleted } = await hiding.of(stream);
  if (isDeleted || Number(revision) < from) return { link: entry };
  const [event] = (await firstOf(store.readStream(stream, Number(revision)))) ?? [];
  if (!event) return { link: entry };
  return { event, seal: (await sealsIn(store, [event])).get(event), link: entry };
}

/** What a reader is told of an entry, by whether it asks for what links name. */
export const telling =
  (serving: Pick<Serving, 'store' | 'hiding'>, resolvesLinks: boolean) =>
  (entry: StoredEntry, seal?: Seal): Promise<Resolved> | Resolved =>
    resolvesLinks ? resolved(serving, entry, seal) : { event: entry, seal };
