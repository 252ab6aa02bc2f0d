import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '#libs/event-store';

/** How long is waited before a store that cannot be reached is asked again, in milliseconds. */
const retryMs = 1000;

/** Does something that needs the store. One that cannot be reached now is asked again later, until the server closes. */
export async function untilReached(work: () => Promise<void>, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await setTimeout(retryMs, undefined, { signal: closing }).catch(() => undefined);
    }
  }
}
