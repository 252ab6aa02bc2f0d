import type { EventStore } from '../event-store.js';
import type { Sealer } from '../sealing.js';

/**
 * Opens the log in a KurrentDB or EventStoreDB cluster, by a connection string (`esdb://user:password@a:2113,b:2113?tls=true`).
 * Nothing is connected yet, and nothing is signed without a sealer. Throws an Error where the string cannot be read; the message holds no part of it.
 */
export async function openKurrentDbStore(connectionString: string, sealer?: Sealer): Promise<EventStore> {
  // Whoever keeps the log on one machine need not load the client and its gRPC.
  const { EventStoreDBClient } = await import('@eventstore/db-client');
  const { KurrentDbStore } = await import('./kurrentdb-store.js');
  let client: InstanceType<typeof EventStoreDBClient>;
  try {
    client = EventStoreDBClient.connectionString(connectionString);
  } catch {
    throw new Error('the connection string cannot be read');
  }
  return new KurrentDbStore(client, sealer);
}
