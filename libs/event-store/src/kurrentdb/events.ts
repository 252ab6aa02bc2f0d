import { jsonEvent, type EventData, type RecordedEvent } from '@eventstore/db-client';
import { hash } from 'node:crypto';
import { canonical } from '#libs/canonical-json';
import type { NewEntry, StoredEntry } from '../event-store.js';

/** What is kept beside an entry's envelope: enough to see that its bytes are those that were written. */
interface Metadata {
  recordedAt?: unknown;
  hash?: unknown;
}

/** An entry as an event of the cluster. */
export const eventOf = ({ id, type, body, recordedAt }: NewEntry): EventData =>
  jsonEvent({
    id,
    type,
    data: JSON.parse(body) as Record<string, unknown>,
    metadata: { recordedAt, hash: hash('sha256', body) },
  });

/**
 * An event of the cluster as an entry. Its body is written canonically again, so it has the bytes it was made of; others
 * may write to a shared cluster, and what they wrote is marked by whoever reads it as an entry.
 */
export function entryOf(event: RecordedEvent, position: number): StoredEntry {
  const { streamId, revision, id, type, data, metadata, created } = event;
  const body = event.isJson && typeof data === 'object' && data !== null ? canonical(data) : '';
  const { recordedAt, hash: written } = (metadata ?? {}) as Metadata;
  const entry: StoredEntry = {
    position,
    stream: streamId,
    revision: Number(revision),
    id,
    type,
    body,
    recordedAt: typeof recordedAt === 'string' ? recordedAt : created.toISOString(),
  };
  return typeof written === 'string' && written !== hash('sha256', body) ? { ...entry, damaged: true } : entry;
}
