import { openEmbeddedStore, openKurrentDbStore, StoreLocked, type EventStore } from '#libs/event-store';
import { Failure } from './failure.js';

/**
 * Opens a store by its name: `embedded:<folder>` (made if it is missing) or a connection string of a cluster. Throws a
 * Failure: 73 if a server has it, 2 if the name cannot be used.
 */
export async function openStore(store: string): Promise<EventStore> {
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
