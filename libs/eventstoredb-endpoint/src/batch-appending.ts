import { status, type handleBidiStreamingCall, type ServerDuplexStream, type ServiceError } from '@grpc/grpc-js';
import Any from 'google-protobuf/google/protobuf/any_pb.js';
import type { AppendResult } from '#libs/event-store';
import { appendBytesMax, errorOf, Gathered, makeAppend, type Appending } from './appending.js';
import { commonlyExpected, expectedNoRevision, type Expected } from './appends.js';
import { appendDenied, closing, failure } from './errors.js';
import { rpcCode, rpcStatus, shared, streams } from './generated.js';
import { placed } from './messages.js';
import { notServedHere } from './serving.js';
import { made } from './made.js';

type BatchAppendReq = InstanceType<typeof streams.BatchAppendReq>;
type BatchAppendResp = InstanceType<typeof streams.BatchAppendResp>;
type Options = InstanceType<typeof streams.BatchAppendReq.Options>;

/** How many bytes of appends one call may have under way before it is read no further. */
const underWayBytesMax = 8 * appendBytesMax;

/** How many bytes of appends that are not complete one call may have. */
const gatheringBytesMax = 8 * appendBytesMax;

/** How long the events of an append may take to come if the client does not say, in milliseconds. */
const gatheringMsMax = 30_000;

interface Gathering {
  options: Options;
  gathered: Gathered;
  timer: NodeJS.Timeout;
}

/** Streams/BatchAppend: many appends on one call, each known by its correlation id; they may be answered in any order. */
export const batchAppendCall =
  (appending: Appending): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> =>
  (call) =>
    new BatchCall(appending, call).begin();

class BatchCall {
  private readonly gathering = new Map<string, Gathering>();
  private gatheringBytes = 0;
  private underWay = 0;
  private underWayBytes = 0;
  private hasEnded = false;

  constructor(
    private readonly appending: Appending,
    private readonly call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
  ) {}

  begin(): void {
    const end = this.appending.habits.onCall?.('batchAppend');
    const close = (): void => void this.call.emit('error', closing());
    this.appending.closing.addEventListener('abort', close);
    const forget = (): void => {
      this.appending.closing.removeEventListener('abort', close);
      for (const { timer } of this.gathering.values()) clearTimeout(timer);
      this.gathering.clear();
      end?.();
    };
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      forget();
    };
    this.call.on('data', (request: BatchAppendReq) => this.take(request));
    this.call.on('end', () => {
      this.hasEnded = true;
      this.settle();
    });
    this.call.on('cancelled', over).on('close', over).on('finish', over);
  }

  private take(request: BatchAppendReq): void {
    const correlation = request.getCorrelationId();
    const key = Buffer.from(correlation?.serializeBinary() ?? new Uint8Array()).toString('hex');
    const options = request.getOptions();
    if (options && !this.open(key, correlation, options)) return;
    const found = this.gathering.get(key);
    // What belongs to an append that was answered already is let go as it comes.
    if (!found) return;
    const before = found.gathered.size;
    try {
      found.gathered.add(request.getProposedMessagesList());
      this.gatheringBytes += found.gathered.size - before;
      if (this.gatheringBytes > gatheringBytesMax)
        throw failure(status.RESOURCE_EXHAUSTED, 'Too many appends of this call are not complete.');
    } catch (error) {
      this.drop(key, before);
      return this.answer(correlation, found.options, refusal(errorOf(error)));
    }
    if (!request.getIsFinal()) return;
    this.drop(key, found.gathered.size);
    this.append(correlation, found);
  }

  /** Begins to gather an append, or answers at once why not. */
  private open(key: string, correlation: ReturnType<BatchAppendReq['getCorrelationId']>, options: Options): boolean {
    const { isAllowed, now } = this.appending;
    if (!isAllowed) return this.refuse(correlation, options, appendDenied());
    const elsewhere = notServedHere(this.appending, this.call.metadata);
    if (elsewhere?.code === status.NOT_FOUND) {
      // The client goes to the leader when the whole call fails so, and not by the answer to one append.
      this.call.emit('error', elsewhere);
      return false;
    }
    if (elsewhere) return this.refuse(correlation, options, elsewhere);
    const asked = options.hasDeadline() ? (options.getDeadline()?.toDate().getTime() ?? 0) - now() : gatheringMsMax;
    const leftMs = Math.min(asked, gatheringMsMax);
    // Made when it is told: few of many appends are.
    const tooLate = (): ServiceError => failure(status.DEADLINE_EXCEEDED, 'Timeout');
    if (leftMs <= 0) return this.refuse(correlation, options, tooLate());
    if (this.gathering.has(key)) return true;
    const timer = setTimeout(() => {
      this.drop(key, this.gathering.get(key)?.gathered.size ?? 0);
      this.refuse(correlation, options, tooLate());
    }, leftMs).unref();
    this.gathering.set(key, { options, gathered: new Gathered(), timer });
    return true;
  }

  private drop(key: string, bytes: number): void {
    clearTimeout(this.gathering.get(key)?.timer);
    this.gathering.delete(key);
    this.gatheringBytes -= bytes;
  }

  private refuse(
    correlation: ReturnType<BatchAppendReq['getCorrelationId']>,
    options: Options,
    error: ServiceError,
  ): false {
    this.answer(correlation, options, refusal(error));
    return false;
  }

  private append(correlation: ReturnType<BatchAppendReq['getCorrelationId']>, { options, gathered }: Gathering): void {
    const expected = options.hasStreamPosition() ? Number(options.getStreamPosition()) : commonlyExpected(options);
    this.underWay++;
    this.underWayBytes += gathered.size;
    if (this.underWayBytes > underWayBytesMax) this.call.pause();
    void makeAppend(this.appending, options.getStreamIdentifier(), expected, gathered.proposed)
      .then((result) => responseOf(result, expected))
      .catch((error: unknown) => refusal(errorOf(error)))
      .then((response) => {
        this.underWay--;
        this.underWayBytes -= gathered.size;
        if (this.underWayBytes <= underWayBytesMax && this.call.isPaused()) this.call.resume();
        this.answer(correlation, options, response);
        this.settle();
      });
  }

  private answer(
    correlation: ReturnType<BatchAppendReq['getCorrelationId']>,
    options: Options,
    response: BatchAppendResp,
  ): void {
    response.setCorrelationId(correlation);
    response.setStreamIdentifier(options.getStreamIdentifier());
    if (!this.call.destroyed && !this.call.cancelled) this.call.write(response);
  }

  private settle(): void {
    if (this.hasEnded && this.underWay === 0) this.call.end();
  }
}

function responseOf(result: AppendResult, expected: Expected | undefined): BatchAppendResp {
  if (result.outcome === 'conflict')
    return refused(
      status.ALREADY_EXISTS,
      'WrongExpectedVersion',
      wrongVersion(result.actual, expected),
      'WrongExpectedVersion',
    );
  const position = placed(new shared.AllStreamPosition(), result.position);
  const success = made(streams.BatchAppendResp.Success, { currentRevision: String(result.last), position });
  return made(streams.BatchAppendResp, { success });
}

/** The answer to an append that failed, with the details by which clients know the error. */
function refusal(error: ServiceError): BatchAppendResp {
  const { code, details, metadata } = error;
  const [size] = metadata.get('maximum-append-size');
  if (size !== undefined) {
    const exceeded = made(shared.MaximumAppendSizeExceeded, { maxappendsize: Number(size) });
    return refused(code, details, exceeded, 'MaximumAppendSizeExceeded');
  }
  if (code === status.PERMISSION_DENIED) return refused(code, details, new shared.AccessDenied(), 'AccessDenied');
  if (code === status.DEADLINE_EXCEEDED) return refused(code, details, new shared.Timeout(), 'Timeout');
  if (code === status.FAILED_PRECONDITION) return refused(code, details, new shared.StreamDeleted(), 'StreamDeleted');
  if (code !== status.INVALID_ARGUMENT) return refused(code, details, new shared.Unknown(), 'Unknown');
  return refused(code, details, made(shared.BadRequest, { message: details }), 'BadRequest');
}

function refused(
  code: status,
  message: string,
  details: { serializeBinary(): Uint8Array },
  type: string,
): BatchAppendResp {
  const any = new Any.Any();
  any.pack(details.serializeBinary(), `event_store.client.${type}`);
  const rpc = rpcCode.Code[status[code] as keyof typeof rpcCode.Code];
  return made(streams.BatchAppendResp, { error: made(rpcStatus.Status, { code: rpc, message, details: any }) });
}

const wrongVersion = (actual: number, expected: Expected | undefined) =>
  made(shared.WrongExpectedVersion, {
    ...(actual < 0 ? { currentNoStream: new shared.Empty() } : { currentStreamRevision: String(actual) }),
    ...(expectedNoRevision(expected) ?? { expectedStreamPosition: String(expected) }),
  });
