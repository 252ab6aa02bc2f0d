import { UnavailableError, type EventStoreDBClient } from '@eventstore/db-client';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';

/** The part of the client that its types keep to itself. */
interface Connected {
  execute(service: typeof grpc.StreamsClient, name: string, act: () => Promise<never>): Promise<never>;
}

/**
 * Lets the client's next call find a node anew. It does so by itself where a connection breaks, and never where a node holds
 * its calls, or passes them on to one that is gone.
 */
export function dropConnection(client: EventStoreDBClient): void {
  const lost = (): Promise<never> => Promise.reject(new UnavailableError(undefined, 'no answer'));
  (client as unknown as Connected).execute(grpc.StreamsClient, 'reconnect', lost).catch(() => undefined);
}
