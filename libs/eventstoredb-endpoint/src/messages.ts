import type { NewEntry, Seal, StoredEntry } from '#libs/event-store';
import { canonical } from '#libs/canonical-json';
import { shared, streams } from './generated.js';

/** .NET ticks (100 ns) in a millisecond: what `created` is counted in, since 1970. */
const ticksPerMs = 10_000n;

/** A UUID. */
export function uuidOf(id: string): InstanceType<typeof shared.UUID> {
  const uuid = new shared.UUID();
  uuid.setString(id);
  return uuid;
}

/** The text of a UUID, in either of its forms. */
export function uuidText(uuid: InstanceType<typeof shared.UUID> | undefined): string {
  if (!uuid?.hasStructured()) return uuid?.getString() ?? '';
  const structured = uuid.getStructured();
  const half = (bits: string | undefined): string =>
    BigInt.asUintN(64, BigInt(bits ?? 0))
      .toString(16)
      .padStart(16, '0');
  const hex = `${half(structured?.getMostSignificantBits())}${half(structured?.getLeastSignificantBits())}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The name of a stream. */
export function identifierOf(stream: string): InstanceType<typeof shared.StreamIdentifier> {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  return identifier;
}

/** The text of a stream's name. */
export const streamText = (identifier: InstanceType<typeof shared.StreamIdentifier> | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? new Uint8Array()).toString('utf8');

/** A recorded event, as each of the protocol's services has one of its own. */
interface Recorded {
  setId(id: InstanceType<typeof shared.UUID>): unknown;
  setStreamIdentifier(stream: InstanceType<typeof shared.StreamIdentifier>): unknown;
  setStreamRevision(revision: string): unknown;
  setCommitPosition(position: string): unknown;
  setPreparePosition(position: string): unknown;
  getMetadataMap(): { set(key: string, value: string): unknown };
  setCustomMetadata(bytes: Uint8Array): unknown;
  setData(bytes: Uint8Array): unknown;
}

/** Fills a recorded event with an entry and the seal that ends with it, and gives it back. */
export function recordedOf<R extends Recorded>(recorded: R, entry: StoredEntry, seal?: Seal): R {
  const { id, stream, revision, position, type, body, recordedAt } = entry;
  recorded.setId(uuidOf(id));
  recorded.setStreamIdentifier(identifierOf(stream));
  recorded.setStreamRevision(String(revision));
  recorded.setCommitPosition(String(position));
  recorded.setPreparePosition(String(position));
  const sealed = seal && { checkpoint: seal.checkpoint, frontier: seal.frontier };
  const metadata = recorded.getMetadataMap();
  metadata.set('type', type);
  metadata.set('content-type', 'application/json');
  metadata.set('created', String(BigInt(Date.parse(recordedAt)) * ticksPerMs));
  recorded.setCustomMetadata(Buffer.from(JSON.stringify({ recordedAt, ...sealed })));
  recorded.setData(Buffer.from(body));
  return recorded;
}

/** One entry as a reader is told of it. */
export function eventOf(entry: StoredEntry, seal?: Seal): InstanceType<typeof streams.ReadResp> {
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recordedOf(new streams.ReadResp.ReadEvent.RecordedEvent(), entry, seal));
  event.setCommitPosition(String(entry.position));
  const response = new streams.ReadResp();
  response.setEvent(event);
  return response;
}

/** An event that a client proposes. */
export interface Proposed {
  getId(): InstanceType<typeof shared.UUID> | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The row of a proposed event. Throws an Error that says what is wrong with it. */
export function rowOf(proposed: Proposed, now: () => number): NewEntry {
  const id = uuidText(proposed.getId()).toLowerCase();
  if (!uuidPattern.test(id)) throw new Error(`an event's id must be a UUID, not "${id.slice(0, 60)}"`);
  const type = proposed.getMetadataMap().get('type') ?? '';
  if (type === '') throw new Error(`event ${id} has no type`);
  const data = textOf(proposed.getData_asU8(), `the data of event ${id}`);
  const { recordedAt } = objectOf(proposed.getCustomMetadata_asU8());
  return {
    id,
    type,
    body: canonical(data),
    recordedAt: typeof recordedAt === 'string' ? recordedAt : new Date(now()).toISOString(),
  };
}

function textOf(bytes: Uint8Array, what: string): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below, as what is no object is.
  }
  throw new Error(`${what} must be a JSON object`);
}

function objectOf(bytes: Uint8Array): { recordedAt?: unknown } {
  try {
    return (JSON.parse(Buffer.from(bytes).toString('utf8')) as object | null) ?? {};
  } catch {
    return {};
  }
}
