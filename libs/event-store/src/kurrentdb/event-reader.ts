import type { AllStreamResolvedEvent, EventStoreDBClient, RecordedEvent } from '@eventstore/db-client';
import type { StoredEntry } from '../event-store.js';
import type { Rules } from '../rules.js';
import { entryOf } from './events.js';
import { brokenEntry, metastreamOf, type StreamGuard } from './stream-guard.js';

/** The type of the event that a stream ends with which was deleted for good. */
const tombstoneType = '$streamDeleted';

const metaPrefix = metastreamOf('');

/** What streams of a prefix are heard of by: themselves, and what an administrator says of them. */
export const prefixesOf = (streamPrefix: string): string[] => [streamPrefix, metastreamOf(streamPrefix)];

/** Where an event stands in the order of all. */
export const positionOf = ({ event, commitPosition }: AllStreamResolvedEvent): number =>
  Number(commitPosition ?? event?.position?.commit ?? 0);

/** The events of all streams after a position. */
export function eventsAfter(client: EventStoreDBClient, after: number) {
  const position = BigInt(after);
  return client.readAll({
    fromPosition: after === 0 ? 'start' : { commit: position, prepare: position },
    direction: 'forwards',
  });
}

/** Makes entries of the events of all streams, as far as they bear on streams with a prefix. */
export class EventReader {
  constructor(
    private readonly guard: StreamGuard,
    private readonly streamPrefix: string,
    private readonly rules: Rules | undefined,
    private readonly onRead?: (event: RecordedEvent, entry: StoredEntry) => void,
  ) {}

  /** Whether an event bears on the streams. */
  isWanted({ event }: AllStreamResolvedEvent): boolean {
    const stream = event?.streamId ?? '$';
    const [own, meta] = prefixesOf(this.streamPrefix);
    return stream.startsWith('$') ? stream.startsWith(meta ?? '') : stream.startsWith(own ?? '');
  }

  /** The entry of an event; undefined if it comes to none. Throws as the client does. */
  async entryOf(told: AllStreamResolvedEvent): Promise<StoredEntry | undefined> {
    const { event } = told;
    if (!event || !this.isWanted(told)) return undefined;
    const position = positionOf(told);
    const { streamId, type } = event;
    if (type === tombstoneType) return brokenEntry(streamId, this.guard.noteTombstone(streamId), position);
    if (!streamId.startsWith(metaPrefix)) {
      const entry = entryOf(event, position, this.rules);
      if (!entry.damaged) this.onRead?.(event, entry);
      return entry;
    }
    const stream = streamId.slice(metaPrefix.length);
    const fault = await this.guard.metadataChanged(stream);
    return fault === undefined ? undefined : brokenEntry(stream, fault, position);
  }
}
