import { status, type handleUnaryCall, type ServiceError } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import type { NewEntry } from '#libs/event-store';
import { errorOf, type Appending } from './appending.js';
import { commonlyExpected, type Expected } from './appends.js';
import { appendDenied, failure, immutable, invalid } from './errors.js';
import { streams } from './generated.js';
import { dataOf, metastreamOf, newestOf, tombstoneType } from './hidden.js';
import { placed } from './messages.js';
import { streamToAppend } from './proposed.js';
import { notServedHere } from './serving.js';
import { made } from './made.js';

type DeleteReq = InstanceType<typeof streams.DeleteReq>;
type TombstoneReq = InstanceType<typeof streams.TombstoneReq>;

const { DeleteResp, TombstoneResp } = streams;

/** Streams/Delete: hides what a stream holds. Its revisions go on, and who appends to it makes it visible again from there. */
export const deleteCall =
  (appending: Appending): handleUnaryCall<DeleteReq, InstanceType<typeof DeleteResp>> =>
  (call, callback) => {
    const mark = (data: Record<string, unknown>, head: number): Marked => ({
      type: '$metadata',
      body: JSON.stringify({ ...data, $tb: head + 1 }),
    });
    hide(appending, call, mark, false).then(
      (at) => callback(null, made(DeleteResp, { position: placed(new DeleteResp.Position(), at) })),
      (error: unknown) => callback(errorOf(error)),
    );
  };

/** Streams/Tombstone: hides what a stream holds for good. Its name is never used again. */
export const tombstoneCall =
  (appending: Appending): handleUnaryCall<TombstoneReq, InstanceType<typeof TombstoneResp>> =>
  (call, callback) => {
    hide(appending, call, () => ({ type: tombstoneType, body: '{}' }), true).then(
      (at) => callback(null, made(TombstoneResp, { position: placed(new TombstoneResp.Position(), at) })),
      (error: unknown) => callback(errorOf(error)),
    );
  };

type Marked = Pick<NewEntry, 'type' | 'body'>;
type Asked = Parameters<handleUnaryCall<DeleteReq | TombstoneReq, unknown>>[0];

/** Writes into a stream's metadata that it is hidden; answers at which position. Throws a ServiceError, or what the store throws. */
async function hide(
  appending: Appending,
  { request, metadata }: Pick<Asked, 'request' | 'metadata'>,
  mark: (data: Record<string, unknown>, head: number) => Marked,
  mayBeMissing: boolean,
): Promise<number> {
  const { store, hiding, isAllowed, now } = appending;
  const options = request.getOptions();
  const stream = streamToAppend(options?.getStreamIdentifier());
  if (hiding.isMission(stream)) throw immutable();
  if (!isAllowed) throw appendDenied();
  const elsewhere = notServedHere(appending, metadata);
  if (elsewhere) throw elsewhere;
  if (stream.startsWith('$$')) throw invalid('What is said of a stream is not deleted: it is said anew.');
  const expected = options?.hasRevision() ? Number(options.getRevision()) : options && commonlyExpected(options);
  if (expected === undefined) throw invalid('A delete says which revision it expects.');
  for (;;) {
    const from = await hiding.firstShown(stream);
    const said = await newestOf(store, metastreamOf(stream));
    const head = await store.headRevision(stream);
    const shown = head < from ? -1 : head;
    const isMissing = shown < 0 && !said && !mayBeMissing;
    if (isMissing || !fits(expected, shown)) throw wrongVersion(stream, expected, shown);
    const entry = {
      id: randomUUID(),
      recordedAt: new Date(now()).toISOString(),
      ...mark(said ? dataOf(said) : {}, head),
    };
    const result = await store.append(metastreamOf(stream), said?.revision ?? -1, [entry]);
    if (result.outcome !== 'conflict') return result.position;
  }
}

const fits = (expected: Expected, head: number): boolean =>
  expected === 'any' || (expected === 'stream-exists' ? head >= 0 : expected === head);

/** What real servers write for an expectation that is no revision. */
const codes = { any: -2, 'stream-exists': -4 };

function wrongVersion(stream: string, expected: Expected, actual: number): ServiceError {
  const told = typeof expected === 'number' ? expected : codes[expected];
  return failure(
    status.FAILED_PRECONDITION,
    `Append failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${told}, Actual version: ${actual}`,
    'wrong-expected-version',
    { 'stream-name': stream, 'expected-version': String(told), 'actual-version': String(actual) },
  );
}
