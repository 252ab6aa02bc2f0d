import { copyStreams, NotCopied, StoreUnavailable } from '#libs/event-store';
import { missionOf, missionPrefix } from '#libs/timeline';
import { Failure } from '../failure.js';
import { say, write } from '../output.js';
import { openStore } from '../stores.js';

/** Copies all missions from one store to another: `embedded:<folder>` or a connection string of a cluster. */
export async function copy(from: string, to: string, asJson: boolean): Promise<void> {
  const source = await openStore(from);
  try {
    const target = await openStore(to);
    try {
      for await (const { stream, entries, digest } of copyStreams(source, target, missionPrefix)) {
        const mission = missionOf(stream);
        if (asJson) await write(JSON.stringify({ mission, entries, digest }));
        say(`${mission}: ${entries} entries, equal in both (SHA-256 ${digest})`);
      }
    } finally {
      await target.close();
    }
  } catch (error) {
    if (error instanceof NotCopied) throw new Failure(error.message, 1);
    if (error instanceof StoreUnavailable)
      throw new Failure(`${error.message}. What was copied stays; run it again to go on.`, 75);
    throw error;
  } finally {
    await source.close();
  }
}
