import type { Sealer } from '../sealing.js';
import { forLeader, readConnection } from './connection-string.js';
import type { ClusterOptions } from './cluster-options.js';
import type { KurrentDbStore } from './kurrentdb-store.js';

/**
 * Opens the log in a KurrentDB or EventStoreDB cluster, by a connection string (`esdb://user:password@a:2113,b:2113?tls=true`).
 * Nothing is connected yet, and nothing is signed without a sealer. Throws an Error if the string cannot be read; the message
 * holds no part of it but names of options and files.
 */
export async function openKurrentDbStore(
  connectionString: string,
  sealer?: Sealer,
  options: ClusterOptions = {},
): Promise<KurrentDbStore> {
  const connection = readConnection(connectionString);
  // Whoever keeps the log on one machine need not load the client and its gRPC.
  const { EventStoreDBClient } = await import('@eventstore/db-client');
  const { KurrentDbStore: Engine } = await import('./kurrentdb-store.js');
  muteNameWarning();
  return new Engine(clientOf(EventStoreDBClient, connectionString), connection, sealer, options);
}

function clientOf<C>(client: { connectionString(text: string): C }, text: string): C {
  try {
    return client.connectionString(forLeader(text));
  } catch {
    throw new Error('the connection string cannot be read');
  }
}

let isMuted = false;

/** Node warns of the addresses that the client gives as names of TLS (DEP0123): nobody who runs a server can do anything about it. */
function muteNameWarning(): void {
  if (isMuted) return;
  isMuted = true;
  const emit = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]): void => {
    if (!args.includes('DEP0123')) emit(...args);
  };
}
