import { UnavailableError, type EventStoreDBClient } from '@eventstore/db-client';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';

/** What the client's types keep to itself: it calls with its connection, and drops that if the cluster is not available. */
type Execute = (service: typeof grpc.StreamsClient, name: string, act: () => Promise<never>) => Promise<never>;

/**
 * Lets the client's next call find a node anew. It does so by itself if a connection breaks, and never if a node holds
 * its calls, or passes them on to one that is gone.
 */
export function dropConnection(client: EventStoreDBClient): void {
  const execute = Reflect.get(client, 'execute') as Execute;
  const lost = (): Promise<never> => Promise.reject(new UnavailableError(undefined, 'no answer'));
  execute(grpc.StreamsClient, 'reconnect', lost).catch(() => undefined);
}
