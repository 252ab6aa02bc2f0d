import { jsonEvent, type EventData, type RecordedEvent } from '@eventstore/db-client';
import { hash } from 'node:crypto';
import { canonical } from '#libs/canonical-json';
import type { NewEntry, StoredEntry } from '../event-store.js';
import type { Seal } from '../sealing.js';

/** What is kept beside an entry's envelope: enough to see that its bytes are those that were written. */
interface Metadata {
  recordedAt?: unknown;
  hash?: unknown;
  checkpoint?: unknown;
  frontier?: unknown;
}

/** An entry as an event of the cluster; a seal travels with the last one of an append. */
export const eventOf = ({ id, type, body, recordedAt }: NewEntry, seal?: Seal): EventData =>
  jsonEvent({
    id,
    type,
    data: JSON.parse(body) as Record<string, unknown>,
    metadata: {
      recordedAt,
      hash: hash('sha256', body),
      ...(seal && { checkpoint: seal.checkpoint, frontier: seal.frontier }),
    },
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

/** The seal that an event carries, if it does. */
export function sealIn({ revision, metadata }: RecordedEvent): Seal | undefined {
  const { checkpoint, frontier } = (metadata ?? {}) as Metadata;
  return typeof checkpoint === 'string' && typeof frontier === 'string'
    ? { size: Number(revision) + 1, checkpoint, frontier }
    : undefined;
}
