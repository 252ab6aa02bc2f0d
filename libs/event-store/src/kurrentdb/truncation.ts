import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { NotRemoved } from '../embedded/remove-stream.js';
import { inTime } from './bounded.js';
import { typeOf } from './failures.js';
import { metastreamOf, type StreamGuard } from './stream-guard.js';

/**
 * Has a cluster hide what a stream holds before a revision, and remove it with its next scavenge. Whatever else is said of the stream
 * stays. Throws NotRemoved if the account may not, and as an append does.
 */
export async function truncateBefore(
  client: EventStoreDBClient,
  guard: StreamGuard,
  stream: string,
  before: number,
  msMax: number,
): Promise<void> {
  const data = { ...(await guard.metadata(stream)), $tb: before };
  const event = jsonEvent({ type: '$metadata', data });
  try {
    const options = { deadline: msMax, requiresLeader: true };
    await inTime(client.appendToStream(metastreamOf(stream), event, options), msMax);
  } catch (error) {
    if (typeOf(error) !== 'access-denied') throw error;
    throw new NotRemoved(`the account that EVENT_STORE names may not say that of ${stream} ($mw)`, { cause: error });
  }
}
