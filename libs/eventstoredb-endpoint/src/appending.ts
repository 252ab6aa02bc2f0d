import { status, type handleBidiStreamingCall, type handleClientStreamingCall, type ServiceError } from '@grpc/grpc-js';
import Any from 'google-protobuf/google/protobuf/any_pb.js';
import { EntryTooLarge, StoreFull, type AppendResult, type EventStore, type NewEntry } from '#libs/event-store';
import { appendDenied, failure, invalid } from './errors.js';
import { rpcStatus, shared, streams } from './generated.js';
import { rowOf, streamText, type Proposed } from './messages.js';

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type BatchAppendReq = InstanceType<typeof streams.BatchAppendReq>;
type BatchAppendResp = InstanceType<typeof streams.BatchAppendResp>;

/** What is needed to append. */
export interface Appending {
  store: EventStore;
  isAllowed: boolean;
  now: () => number;
}

/** Largest append that is taken, in bytes. */
const appendBytesMax = 1024 * 1024;

/** What a client expects of the stream. */
type Expected = number | 'any' | 'stream-exists';

/** Appends at the expected revision. `any` and `stream-exists` are resolved here: the store checks a revision. */
async function append(
  store: EventStore,
  stream: string,
  expected: Expected,
  rows: readonly NewEntry[],
): Promise<AppendResult> {
  if (typeof expected === 'number') return store.append(stream, expected, rows);
  for (;;) {
    const head = await store.headRevision(stream);
    if (expected === 'stream-exists' && head < 0) return { outcome: 'conflict', actual: head };
    const result = await store.append(stream, head, rows);
    if (result.outcome !== 'conflict') return result;
  }
}

function rowsOf(proposed: readonly Proposed[], now: () => number): NewEntry[] {
  const rows = proposed.map((one) => rowOf(one, now));
  if (rows.length === 0) throw new Error('an append has at least one event');
  const size = rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  if (size > appendBytesMax) throw tooLarge(`the append has ${size} bytes; one may hold ${appendBytesMax}`);
  return rows;
}

const tooLarge = (details: string): ServiceError =>
  failure(status.INVALID_ARGUMENT, details, 'maximum-append-size-exceeded', {
    'maximum-append-size': String(appendBytesMax),
  });

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && 'metadata' in error;

function errorOf(error: unknown): ServiceError {
  if (isServiceError(error)) return error;
  if (error instanceof EntryTooLarge) return tooLarge(error.message);
  if (error instanceof StoreFull) return failure(status.RESOURCE_EXHAUSTED, 'The disk is full: nothing was recorded.');
  return invalid(error instanceof Error ? error.message : String(error));
}

/** Streams/Append: one append a call. */
export const appendCall =
  ({ store, isAllowed, now }: Appending): handleClientStreamingCall<AppendReq, AppendResp> =>
  (call, callback) => {
    let options: InstanceType<typeof streams.AppendReq.Options> | undefined;
    const proposed: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message) proposed.push(message);
    });
    call.on('end', () => {
      if (!isAllowed) return callback(appendDenied());
      const expected = expectedOf(options);
      if (expected === undefined) return callback(invalid('say which revision is expected'));
      answer(store, streamText(options?.getStreamIdentifier()), expected, proposed, now).then(
        (result) => callback(null, appended(result, expected)),
        (error: unknown) => callback(errorOf(error)),
      );
    });
  };

const answer = async (
  store: EventStore,
  stream: string,
  expected: Expected,
  proposed: readonly Proposed[],
  now: () => number,
): Promise<AppendResult> => append(store, stream, expected, rowsOf(proposed, now));

interface Expecting {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

function common(options: Expecting): Expected | undefined {
  if (options.hasNoStream()) return -1;
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream-exists' : undefined;
}

const expectedOf = (options: InstanceType<typeof streams.AppendReq.Options> | undefined): Expected | undefined =>
  options && (options.hasRevision() ? Number(options.getRevision()) : common(options));

function appended(result: AppendResult, expected: Expected): AppendResp {
  const response = new streams.AppendResp();
  if (result.outcome === 'conflict') {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (result.actual < 0) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(result.actual));
    if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
    else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new shared.Empty());
    else if (expected < 0) wrong.setExpectedNoStream(new shared.Empty());
    else wrong.setExpectedRevision(String(expected));
    response.setWrongExpectedVersion(wrong);
    return response;
  }
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(String(result.position));
  position.setPreparePosition(String(result.position));
  const success = new streams.AppendResp.Success();
  success.setCurrentRevision(String(result.last));
  success.setPosition(position);
  response.setSuccess(success);
  return response;
}

interface Gathering {
  options: InstanceType<typeof streams.BatchAppendReq.Options>;
  proposed: Proposed[];
}

/** Streams/BatchAppend: many appends on one call, each known by its correlation id; they may be answered in any order. */
export const batchAppendCall =
  ({ store, isAllowed, now }: Appending): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> =>
  (call) => {
    const gathering = new Map<string, Gathering>();
    let open = 0;
    let ended = false;
    const settle = (): void => {
      if (ended && open === 0) call.end();
    };
    call.on('data', (request: BatchAppendReq) => {
      const correlation = request.getCorrelationId();
      const key = Buffer.from(correlation?.serializeBinary() ?? new Uint8Array()).toString('hex');
      const options = request.getOptions();
      if (options) gathering.set(key, { options, proposed: [] });
      const gathered = gathering.get(key);
      gathered?.proposed.push(...request.getProposedMessagesList());
      if (!request.getIsFinal()) return;
      gathering.delete(key);
      open++;
      void answerBatch({ store, isAllowed, now }, gathered).then((response) => {
        open--;
        response.setCorrelationId(correlation);
        if (gathered) response.setStreamIdentifier(gathered.options.getStreamIdentifier());
        call.write(response);
        settle();
      });
    });
    call.on('end', () => {
      ended = true;
      settle();
    });
  };

async function answerBatch(
  { store, isAllowed, now }: Appending,
  gathered: Gathering | undefined,
): Promise<BatchAppendResp> {
  const response = new streams.BatchAppendResp();
  const fail = (message: string, details: { serializeBinary(): Uint8Array }, type: string): BatchAppendResp => {
    const any = new Any.Any();
    any.pack(details.serializeBinary(), `event_store.client.${type}`);
    const error = new rpcStatus.Status();
    error.setMessage(message);
    error.setDetails(any);
    response.setError(error);
    return response;
  };
  if (!isAllowed) return fail(appendDenied().details, new shared.AccessDenied(), 'AccessDenied');
  const { options, proposed } = gathered ?? {};
  const expected = options && (options.hasStreamPosition() ? Number(options.getStreamPosition()) : common(options));
  if (!options || expected === undefined)
    return fail('say which revision is expected', new shared.BadRequest(), 'BadRequest');
  try {
    const result = await answer(store, streamText(options.getStreamIdentifier()), expected, proposed ?? [], now);
    if (result.outcome === 'conflict')
      return fail('wrong expected version', wrongVersion(result.actual, expected), 'WrongExpectedVersion');
    const position = new shared.AllStreamPosition();
    position.setCommitPosition(String(result.position));
    position.setPreparePosition(String(result.position));
    const success = new streams.BatchAppendResp.Success();
    success.setCurrentRevision(String(result.last));
    success.setPosition(position);
    response.setSuccess(success);
    return response;
  } catch (error) {
    const { message, code } = errorOf(error);
    if (code !== status.INVALID_ARGUMENT || !(error instanceof EntryTooLarge || isServiceError(error))) {
      return fail(message, new shared.Unknown(), 'Unknown');
    }
    const size = new shared.MaximumAppendSizeExceeded();
    size.setMaxappendsize(appendBytesMax);
    return fail(message, size, 'MaximumAppendSizeExceeded');
  }
}

function wrongVersion(actual: number, expected: Expected): InstanceType<typeof shared.WrongExpectedVersion> {
  const wrong = new shared.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new shared.Empty());
  else if (expected < 0) wrong.setExpectedNoStream(new shared.Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return wrong;
}
