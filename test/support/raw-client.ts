import { credentials, Metadata } from '@grpc/grpc-js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { randomUUID } from 'node:crypto';

/** An event as it goes over the wire: an official client would not send all of these. */
export interface RawEvent {
  stream?: string | Uint8Array;
  id?: string;
  type?: string;
  contentType?: string;
  data?: string | Uint8Array;
  metadata?: string | Uint8Array;
}

const bytesOf = (value: string | Uint8Array): Uint8Array => (typeof value === 'string' ? Buffer.from(value) : value);

function identifierOf(stream: string | Uint8Array): InstanceType<typeof sharedPb.StreamIdentifier> {
  const identifier = new sharedPb.StreamIdentifier();
  identifier.setStreamName(bytesOf(stream));
  return identifier;
}

interface Fillable {
  setId(id: InstanceType<typeof sharedPb.UUID>): unknown;
  getMetadataMap(): { set(key: string, value: string): unknown };
  setData(bytes: Uint8Array): unknown;
  setCustomMetadata(bytes: Uint8Array): unknown;
}

function fill<M extends Fillable>(
  message: M,
  { id = randomUUID(), type = 'NoteAdded', contentType = 'application/json', data = '{}', metadata = '' }: RawEvent,
): M {
  const uuid = new sharedPb.UUID();
  uuid.setString(id);
  message.setId(uuid);
  if (type !== '') message.getMetadataMap().set('type', type);
  if (contentType !== '') message.getMetadataMap().set('content-type', contentType);
  message.setData(bytesOf(data));
  message.setCustomMetadata(bytesOf(metadata));
  return message;
}

/** A client without the official one's care. */
export const rawClient = (port: number): InstanceType<typeof streamsGrpc.StreamsClient> =>
  new streamsGrpc.StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure());

type Client = ReturnType<typeof rawClient>;

/** Appends events to a stream, as one append. Rejects as the server does. */
export const appendRaw = (client: Client, stream: string | Uint8Array, events: readonly RawEvent[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const call = client.append((error: Error | null) => (error ? reject(error) : resolve()));
    call.on('error', () => undefined);
    call.write(appendOptions(stream));
    for (const event of events) call.write(appendEvent(event));
    call.end();
  });

/** An event as it is read, to the byte. */
export interface ReadEvent {
  type: string;
  contentType: string;
  data: string;
  metadata: string;
}

/** Reads a stream, as whoever brings an Authorization. */
export async function readRaw(client: Client, stream: string, authorization?: string): Promise<ReadEvent[]> {
  const head = new Metadata();
  if (authorization !== undefined) head.set('authorization', authorization);
  const from = new streamsPb.ReadReq.Options.StreamOptions();
  from.setStreamIdentifier(identifierOf(stream));
  from.setStart(new sharedPb.Empty());
  const options = new streamsPb.ReadReq.Options();
  options.setStream(from);
  options.setCount('1000');
  options.setNoFilter(new sharedPb.Empty());
  const request = new streamsPb.ReadReq();
  request.setOptions(options);
  const found: ReadEvent[] = [];
  for await (const response of client.read(request, head)) {
    const event = (response as InstanceType<typeof streamsPb.ReadResp>).getEvent()?.getEvent();
    if (!event) continue;
    found.push({
      type: event.getMetadataMap().get('type') ?? '',
      contentType: event.getMetadataMap().get('content-type') ?? '',
      data: Buffer.from(event.getData_asU8()).toString('latin1'),
      metadata: Buffer.from(event.getCustomMetadata_asU8()).toString('latin1'),
    });
  }
  return found;
}

/** The first message of an append, which names its stream and expects any revision. */
export function appendOptions(stream: string | Uint8Array): InstanceType<typeof streamsPb.AppendReq> {
  const options = new streamsPb.AppendReq.Options();
  options.setStreamIdentifier(identifierOf(stream));
  options.setAny(new sharedPb.Empty());
  const request = new streamsPb.AppendReq();
  request.setOptions(options);
  return request;
}

/** A further message of an append, with an event. */
export function appendEvent(event: RawEvent): InstanceType<typeof streamsPb.AppendReq> {
  const request = new streamsPb.AppendReq();
  request.setProposedMessage(fill(new streamsPb.AppendReq.ProposedMessage(), event));
  return request;
}

/** A message of a batch append; its first one names the stream. */
export function batchRequest(
  correlation: string,
  { stream, isFinal = true, deadline }: { stream?: string; isFinal?: boolean; deadline?: Date },
  events: readonly RawEvent[],
): InstanceType<typeof streamsPb.BatchAppendReq> {
  const request = new streamsPb.BatchAppendReq();
  const uuid = new sharedPb.UUID();
  uuid.setString(correlation);
  request.setCorrelationId(uuid);
  request.setIsFinal(isFinal);
  request.setProposedMessagesList(events.map((event) => fill(new streamsPb.BatchAppendReq.ProposedMessage(), event)));
  if (stream === undefined) return request;
  const options = new streamsPb.BatchAppendReq.Options();
  options.setStreamIdentifier(identifierOf(stream));
  options.setAny(new sharedPb.Empty());
  if (deadline) options.setDeadline(timestamps.Timestamp.fromDate(deadline));
  request.setOptions(options);
  return request;
}
