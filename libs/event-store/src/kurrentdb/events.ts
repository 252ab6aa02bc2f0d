import { jsonEvent, type EventData, type RecordedEvent } from '@eventstore/db-client';
import { hash } from 'node:crypto';
import { canonical } from '#libs/canonical-json';
import { JsonRefused, parseStrict } from '#libs/strict-json';
import type { NewEntry, StoredEntry } from '../event-store.js';
import { entryBytesMax } from '../limits.js';
import type { Rules } from '../rules.js';
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

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && instantPattern.test(value) && !Number.isNaN(Date.parse(value));

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

/** When the cluster took an event: it says so itself, in a number that may be any. */
const takenAt = ({ created }: RecordedEvent): string =>
  new Date(Number.isNaN(created.getTime()) ? 0 : created).toISOString();

/** The canonical text of an event's data, or why it has none. */
function bodyOf({ isJson, data }: RecordedEvent): { body: string; fault?: string } {
  if (!isJson) return { body: '', fault: 'its data is not JSON' };
  if (!isObject(data)) return { body: '', fault: 'its data is no JSON object' };
  let body: string;
  try {
    body = canonical(data);
  } catch (error) {
    const why = error instanceof RangeError ? 'more levels than can be read' : 'a number that cannot be kept exactly';
    return { body: '', fault: `its data holds ${why}` };
  }
  const bytes = Buffer.byteLength(body);
  if (bytes > entryBytesMax)
    return { body: '', fault: `it has ${bytes} bytes, and an entry has at most ${entryBytesMax}` };
  try {
    parseStrict(body);
    return { body };
  } catch (error) {
    if (!(error instanceof JsonRefused)) throw error;
    return { body, fault: `its data is refused (${error.fault})` };
  }
}

function metadataFault(metadata: unknown): string | undefined {
  if (metadata === undefined) return undefined;
  if (!isObject(metadata)) return 'its metadata is no JSON object';
  const { recordedAt, hash: written, checkpoint, frontier } = metadata as Metadata;
  if (recordedAt !== undefined && !isInstant(recordedAt)) return 'its metadata has no instant as recordedAt';
  const texts = Object.entries({ hash: written, checkpoint, frontier });
  const odd = texts.find(([, value]) => value !== undefined && typeof value !== 'string');
  return odd && `its metadata has no text as ${odd[0]}`;
}

/**
 * An event of the cluster as an entry, whatever it is. Its body is written canonically again, so it has the bytes it was made
 * of. Others may write to a shared cluster: what is not as a server of this kind writes it is marked, with the reason.
 */
export function entryOf(event: RecordedEvent, position: number, rules?: Rules): StoredEntry {
  const { streamId, revision, id, type } = event;
  const { body, fault: bodyFault } = bodyOf(event);
  const metadata = isObject(event.metadata) ? (event.metadata as Metadata) : {};
  const recordedAt = isInstant(metadata.recordedAt) ? metadata.recordedAt : takenAt(event);
  const entry: StoredEntry = { position, stream: streamId, revision: Number(revision), id, type, body, recordedAt };
  if (rules && !streamId.startsWith(rules.streamPrefix)) return entry;
  const fault = bodyFault ?? metadataFault(event.metadata);
  if (fault !== undefined) return { ...entry, damaged: true, fault };
  if (metadata.hash !== undefined && metadata.hash !== hash('sha256', body)) return { ...entry, damaged: true };
  const further = rules?.faultOf?.(entry);
  return further === undefined ? entry : { ...entry, damaged: true, fault: further };
}

/** The seal that an event carries, if it does. */
export function sealIn({ revision, metadata }: RecordedEvent): Seal | undefined {
  const { checkpoint, frontier } = (isObject(metadata) ? metadata : {}) as Metadata;
  return typeof checkpoint === 'string' && typeof frontier === 'string'
    ? { size: Number(revision) + 1, checkpoint, frontier }
    : undefined;
}
