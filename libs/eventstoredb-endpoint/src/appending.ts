import { status, type handleClientStreamingCall, type ServiceError } from '@grpc/grpc-js';
import { EntryTooLarge, entryBytesMax, StoreFull, type AppendResult, type Rules } from '#libs/event-store';
import { commonlyExpected, expectedNoRevision, type Appends, type Expected } from './appends.js';
import { appendDenied, failure, invalid, tooLarge } from './errors.js';
import { shared, streams } from './generated.js';
import { placed } from './messages.js';
import { rowsOf, sizeOf, streamToAppend, type Proposed } from './proposed.js';
import { counted, notServedHere, type Serving } from './serving.js';
import { made } from './made.js';

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type Options = InstanceType<typeof streams.AppendReq.Options>;

/** What is needed to append. */
export interface Appending extends Serving {
  appends: Appends;
  isAllowed: boolean;
  rules: Rules;
  now: () => number;
}

/** Largest append that is taken, in bytes. */
export const appendBytesMax = 1024 * 1024;

/** Events of one append as they come: never more of them than an append may have. */
export class Gathered {
  readonly proposed: Proposed[] = [];
  size = 0;

  /** Throws a ServiceError as soon as they are too many. */
  add(messages: readonly Proposed[]): void {
    for (const message of messages) {
      this.size += sizeOf(message);
      if (this.size > appendBytesMax) throw tooLarge(appendBytesMax);
      this.proposed.push(message);
    }
  }
}

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && 'metadata' in error;

/** The error of the protocol for one of an append. */
export function errorOf(error: unknown): ServiceError {
  if (isServiceError(error)) return error;
  if (error instanceof EntryTooLarge) return tooLarge(entryBytesMax);
  if (error instanceof StoreFull) return failure(status.RESOURCE_EXHAUSTED, 'The disk is full: nothing was recorded.');
  return invalid(error instanceof Error ? error.message : String(error));
}

/** Makes an append. Throws a ServiceError, or what the store throws. */
export async function makeAppend(
  appending: Appending,
  identifier: InstanceType<typeof shared.StreamIdentifier> | undefined,
  expected: Expected | undefined,
  proposed: readonly Proposed[],
): Promise<AppendResult> {
  const { appends, rules, now, store, hiding } = appending;
  return counted(appending, 'append', async () => {
    const stream = streamToAppend(identifier);
    if (expected === undefined) throw invalid('An append says which revision it expects.');
    const rows = rowsOf(stream, proposed, rules, now);
    const first = await hiding.firstShown(stream);
    // A stream of which nothing is shown is a new one to whoever appends to it.
    const hiddenHead = first === 0 ? -1 : await store.headRevision(stream);
    if (hiddenHead < 0 || hiddenHead >= first) return appends.append(stream, expected, rows);
    if (expected === 'stream-exists') return { outcome: 'conflict', actual: -1 };
    return appends.append(stream, expected === -1 ? hiddenHead : expected, rows);
  });
}

/** Streams/Append: one append a call. */
export const appendCall =
  (appending: Appending): handleClientStreamingCall<AppendReq, AppendResp> =>
  (call, callback) => {
    let options: Options | undefined;
    const gathered = new Gathered();
    let isAnswered = false;
    const answer = (error: ServiceError | null, response?: AppendResp): void => {
      if (isAnswered) return;
      isAnswered = true;
      gathered.proposed.length = 0;
      callback(error, response);
    };
    call.on('data', (request: AppendReq) => {
      // What comes after an answer is let go as it comes.
      if (isAnswered) return;
      const refused = appending.isAllowed ? notServedHere(appending, call.metadata) : appendDenied();
      if (refused) return answer(refused);
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      try {
        if (message) gathered.add([message]);
      } catch (error) {
        answer(errorOf(error));
      }
    });
    call.on('end', () => {
      if (isAnswered) return;
      const expected = expectedOf(options);
      makeAppend(appending, options?.getStreamIdentifier(), expected, gathered.proposed).then(
        (result) => answer(null, appended(result, expected)),
        (error: unknown) => answer(errorOf(error)),
      );
    });
  };

const expectedOf = (options: Options | undefined): Expected | undefined =>
  options && (options.hasRevision() ? Number(options.getRevision()) : commonlyExpected(options));

const { AppendResp: Response } = streams;

function appended(result: AppendResult, expected: Expected | undefined): AppendResp {
  if (result.outcome === 'conflict') {
    const { actual } = result;
    const wrongExpectedVersion = made(Response.WrongExpectedVersion, {
      ...(actual < 0 ? { currentNoStream: new shared.Empty() } : { currentRevision: String(actual) }),
      ...(expectedNoRevision(expected) ?? { expectedRevision: String(expected) }),
    });
    return made(Response, { wrongExpectedVersion });
  }
  const position = placed(new Response.Position(), result.position);
  return made(Response, { success: made(Response.Success, { currentRevision: String(result.last), position }) });
}
