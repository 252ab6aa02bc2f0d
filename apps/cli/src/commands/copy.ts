import {
  copyStreams,
  NotCopied,
  openEmbeddedStore,
  openKurrentDbStore,
  StoreLocked,
  StoreUnavailable,
  type EventStore,
} from '#libs/event-store';
import { missionOf, missionPrefix } from '#libs/timeline';
import { Failure } from '../failure.js';
import { say, write } from '../output.js';

/** Copies all missions from one store to another: `embedded:<folder>` or a connection string of a cluster. */
export async function copy(from: string, to: string, asJson: boolean): Promise<void> {
  const source = await open(from);
  try {
    const target = await open(to);
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

async function open(store: string): Promise<EventStore> {
  const [, dataDir] = /^embedded:(.+)$/.exec(store) ?? [];
  try {
    if (dataDir !== undefined) return openEmbeddedStore({ dataDir });
    if (/^(esdb|kurrentdb)(\+discover)?:\/\//.test(store))
      return await openKurrentDbStore(store.replace(/^kurrentdb/, 'esdb'));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Failure(message, error instanceof StoreLocked ? 73 : 2);
  }
  throw new Failure('Name a store as embedded:<folder> or esdb://..., such as embedded:./data.', 2);
}
