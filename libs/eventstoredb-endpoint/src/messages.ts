import type { Seal, StoredEntry } from '#libs/event-store';
import { shared, streams } from './generated.js';
import type { Resolved } from './links.js';
import { sentOf } from './originals.js';

/** .NET ticks (100 ns) in a millisecond: what `created` is counted in, since 1970. */
const ticksPerMs = 10_000n;

/** A time in ticks; zero for what is no time, since others are to be read although one is not as it should be. */
function ticksOf(recordedAt: string): string {
  const time = Date.parse(recordedAt);
  return Number.isNaN(time) ? '0' : String(BigInt(time) * ticksPerMs);
}

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

/** A position, as each of the protocol's messages has one of its own. */
interface Position {
  setCommitPosition(position: string): unknown;
  setPreparePosition(position: string): unknown;
}

/** Fills a position, and gives it back. */
export function placed<P extends Position>(position: P, at: number): P {
  position.setCommitPosition(String(at));
  position.setPreparePosition(String(at));
  return position;
}

/** A recorded event, as each of the protocol's services has one of its own. */
interface Recorded extends Position {
  setId(id: InstanceType<typeof shared.UUID>): unknown;
  setStreamIdentifier(stream: InstanceType<typeof shared.StreamIdentifier>): unknown;
  setStreamRevision(revision: string): unknown;
  getMetadataMap(): { set(key: string, value: string): unknown };
  setCustomMetadata(bytes: Uint8Array): unknown;
  setData(bytes: Uint8Array): unknown;
}

/** Fills a recorded event with an entry and the seal that ends with it, and gives it back. */
export function recordedOf<R extends Recorded>(recorded: R, entry: StoredEntry, seal?: Seal): R {
  const { id, stream, revision, position, type, recordedAt } = entry;
  const sent = sentOf(entry, seal);
  recorded.setId(uuidOf(id));
  recorded.setStreamIdentifier(identifierOf(stream));
  recorded.setStreamRevision(String(revision));
  placed(recorded, position);
  const metadata = recorded.getMetadataMap();
  metadata.set('type', type);
  metadata.set('content-type', sent.contentType);
  metadata.set('created', ticksOf(recordedAt));
  recorded.setCustomMetadata(sent.metadata);
  recorded.setData(sent.data);
  return recorded;
}

/** One entry as a reader is told of it. */
export function eventOf({ event, seal, link }: Resolved): InstanceType<typeof streams.ReadResp> {
  const { ReadEvent } = streams.ReadResp;
  const told = new ReadEvent();
  if (event) told.setEvent(recordedOf(new ReadEvent.RecordedEvent(), event, seal));
  if (link) told.setLink(recordedOf(new ReadEvent.RecordedEvent(), link));
  told.setCommitPosition(String((link ?? event)?.position ?? 0));
  const response = new streams.ReadResp();
  response.setEvent(told);
  return response;
}
