import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { inTime } from './bounded.js';
import { typeOf } from './failures.js';

/** A stream that nobody writes to, and a revision that none comes to. */
const probed = 'drawdown-may-append';
const unreachable = 2n ** 40n;

const answerMsMax = 5000;

/**
 * Whether the account may append: by an append that cannot be taken, since it expects a revision that there is not. What else
 * goes wrong is told by whatever is asked next.
 */
export async function mayAppend(client: EventStoreDBClient): Promise<boolean> {
  const event = jsonEvent({ type: 'Probe', data: {} });
  try {
    await inTime(client.appendToStream(probed, event, { expectedRevision: unreachable }), answerMsMax);
    return true;
  } catch (error) {
    return typeOf(error) !== 'access-denied';
  }
}
