import { hash } from 'node:crypto';
import { canonical } from '#libs/canonical-json';
import { entryBytesMax, type NewEntry, type Rules } from '#libs/event-store';
import { isObject, JsonRefused, parseStrict, textOf } from '#libs/strict-json';
import { invalid, propertyMissing, tooLarge } from './errors.js';
import type { shared } from './generated.js';
import { uuidText } from './messages.js';
import { jsonType, originalOf, type Sent } from './originals.js';

/** An event that a client proposes. */
export interface Proposed {
  getId(): InstanceType<typeof shared.UUID> | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
const streamBytesMax = 1000;

/** How many bytes an event is counted as, as real servers count it. */
export const sizeOf = (proposed: Proposed): number =>
  proposed.getData_asU8().length +
  proposed.getCustomMetadata_asU8().length +
  2 * (proposed.getMetadataMap().get('type') ?? '').length;

/** The name of a stream that is appended to. Throws a ServiceError. */
export function streamToAppend(identifier: InstanceType<typeof shared.StreamIdentifier> | undefined): string {
  const bytes = identifier?.getStreamName_asU8() ?? new Uint8Array();
  const refuse = (why: string): never => {
    throw invalid(`The name of a stream ${why}.`);
  };
  if (bytes.length === 0) refuse('may not be empty');
  if (bytes.length > streamBytesMax) refuse(`has at most ${streamBytesMax} bytes, not ${bytes.length}`);
  const name = decoded(bytes) ?? refuse('is UTF-8');
  if (name === '$all' || name === '$$') refuse(`may not be ${name}`);
  return name;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The rows of an append, to be placed from a revision on. Throws a ServiceError that says what is wrong with one of them. */
export function rowsOf(
  stream: string,
  proposed: readonly Proposed[],
  { streamPrefix, faultOf }: Rules,
  now: () => number,
): (first: number) => readonly NewEntry[] {
  if (proposed.length === 0) throw invalid('An append has at least one event.');
  const isEntries = stream.startsWith(streamPrefix);
  const rows = proposed.map((one) => rowOf(one, isEntries, now));
  const ids = new Set<string>();
  for (const { id } of rows) {
    if (ids.has(id)) throw invalid(`The append has event ${id} twice.`);
    ids.add(id);
  }
  if (!isEntries || !faultOf) return () => rows;
  return (first) => {
    for (const [index, row] of rows.entries()) {
      const fault = faultOf({ ...row, stream, revision: first + index });
      if (fault !== undefined)
        throw invalid(`Event ${row.id} would stop ${stream} at revision ${first + index}: ${fault}.`);
    }
    return rows;
  };
}

function rowOf(proposed: Proposed, isEntry: boolean, now: () => number): NewEntry {
  const id = uuidText(proposed.getId()).toLowerCase();
  if (!uuidPattern.test(id)) throw invalid(`An event's id must be a UUID, not "${id.slice(0, 60)}".`);
  const said = (name: string): string => proposed.getMetadataMap().get(name) || propertyMissing(name);
  const [type, contentType] = [said('type'), said('content-type')];
  const sent: Sent = {
    data: Buffer.from(proposed.getData_asU8()),
    metadata: Buffer.from(proposed.getCustomMetadata_asU8()),
    contentType,
  };
  const read = isEntry ? readEntry(sent, id, now) : readEvent(sent, now);
  const original = originalOf(sent, read);
  return { id, type, ...read, ...(original !== undefined && { original }) };
}

type Read = Pick<NewEntry, 'body' | 'recordedAt'>;

/** Of an event that is nobody's entry, text is kept as text as far as it may be, and all else beside it. */
function readEvent({ data, contentType }: Sent, now: () => number): Read {
  const text = contentType === jsonType && data.length <= entryBytesMax ? decoded(data) : undefined;
  return { body: text ?? '', recordedAt: new Date(now()).toISOString() };
}

function readEntry({ data, metadata, contentType }: Sent, id: string, now: () => number): Read {
  if (contentType !== jsonType) throw invalid(`The data of event ${id} must be ${jsonType}, not ${contentType}.`);
  const body = canonical(objectOf(data, `The data of event ${id}`));
  if (Buffer.byteLength(body) > entryBytesMax) throw tooLarge(entryBytesMax);
  const { recordedAt = new Date(now()).toISOString(), ...said } = metadata.length
    ? objectOf(metadata, `The metadata of event ${id}`)
    : {};
  if (typeof recordedAt !== 'string' || !isInstant(recordedAt))
    throw invalid(`The metadata of event ${id} must have an instant such as 2023-08-13T08:30:00.000Z as recordedAt.`);
  if (said.hash !== undefined && said.hash !== hash('sha256', body))
    throw invalid(`The metadata of event ${id} has a hash that is not the SHA-256 of its canonical data.`);
  for (const name of ['checkpoint', 'frontier'])
    if (said[name] !== undefined && typeof said[name] !== 'string')
      throw invalid(`The metadata of event ${id} must have a text as ${name}.`);
  return { body, recordedAt };
}

/** Whole seconds may be written without their milliseconds, as entries have them. */
const isInstant = (text: string): boolean =>
  instantPattern.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString() === text.replace(/:(\d\d)Z$/, ':$1.000Z');

function objectOf(bytes: Uint8Array, what: string): Record<string, unknown> {
  try {
    const value = parseStrict(textOf(bytes));
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof JsonRefused)) throw error;
    throw invalid(`${what} is refused (${error.fault}): ${error.message}`);
  }
  throw invalid(`${what} must be a JSON object.`);
}
