import { join } from 'node:path';
import {
  ForwardingStore,
  openEmbeddedStore,
  type AppendResult,
  type EventStore,
  type NewEntry,
} from '#libs/event-store';
import { startEndpoint, type Endpoint } from '#libs/eventstoredb-endpoint';
import { makeSealer } from './engines.js';
import { rawClient } from './raw-client.js';

/** Counts what is asked of the store. */
export class CountingStore extends ForwardingStore {
  appends = 0;

  override append(stream: string, expected: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    this.appends++;
    return this.store.append(stream, expected, entries);
  }
}

/** An endpoint whose clock stands, a log behind it, and a client that sends what it is told. */
export interface CountedEndpoint {
  embedded: EventStore;
  store: CountingStore;
  endpoint: Endpoint;
  client: ReturnType<typeof rawClient>;
  close(): Promise<void>;
}

/** Serves the log of a folder at 2023-08-13T09:00:00Z. Entries with the word "stops" cannot be folded. */
export async function serveCounted(dataDir: string, append = true): Promise<CountedEndpoint> {
  const embedded = openEmbeddedStore({ dataDir, sealer: makeSealer() });
  const store = new CountingStore(embedded);
  const endpoint = await startEndpoint(store, {
    port: 0,
    append,
    groupsFile: join(dataDir, 'groups.json'),
    now: () => Date.parse('2023-08-13T09:00:00Z'),
    rules: {
      streamPrefix: 'mission-',
      faultOf: ({ body, revision }) => (body.includes('stops') ? `cannot be folded at ${revision}` : undefined),
    },
  });
  const client = rawClient(endpoint.port);
  return {
    embedded,
    store,
    endpoint,
    client,
    async close() {
      client.close();
      await endpoint.close();
      await embedded.close();
    },
  };
}
