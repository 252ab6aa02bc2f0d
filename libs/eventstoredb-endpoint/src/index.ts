import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { EventStore } from '#libs/event-store';
import { appendCall, batchAppendCall } from './appending.js';
import { immutable } from './errors.js';
import { features, featuresService, persistentService, streamsService } from './generated.js';
import { persistentCalls } from './persistent/calls.js';
import { Groups } from './persistent/groups.js';
import { readCall } from './reading.js';

/** How the endpoint is served. */
export interface EndpointOptions {
  /** TCP port on the loopback address; 0 takes a free one. */
  port: number;
  /** Whether clients may append: only for servers that share this log and judge by the same rules. */
  append: boolean;
  /** File in which groups of competing consumers are kept: how far they have come, and what they set aside. */
  groupsFile: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** A running endpoint. */
export interface Endpoint {
  port: number;
  close(): Promise<void>;
}

/** The protocol's version that is spoken: clients ask for it, and look for methods below. */
const protocolVersion = '23.10.0.0';

/**
 * Serves a store over EventStoreDB's gRPC protocol, on the loopback address alone: official clients read and follow it.
 * Throws where the port is taken.
 */
export async function startEndpoint(
  store: EventStore,
  { port, append, groupsFile, now }: EndpointOptions,
): Promise<Endpoint> {
  const server = new Server();
  const appending = { store, isAllowed: append, now };
  server.addService(streamsService.StreamsService, {
    read: readCall(store),
    append: appendCall(appending),
    batchAppend: batchAppendCall(appending),
    delete: (_call: unknown, callback: (error: Error) => void) => callback(immutable()),
    tombstone: (_call: unknown, callback: (error: Error) => void) => callback(immutable()),
  });
  const groups = new Groups(store, groupsFile);
  server.addService(persistentService.PersistentSubscriptionsService, persistentCalls(store, groups));
  server.addService(featuresService.ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, callback: (error: null, answer: object) => void) =>
      callback(null, supported()),
  });
  const bound = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, found) =>
      error ? reject(error) : resolve(found),
    ),
  );
  return {
    port: bound,
    async close() {
      await groups.close();
      // Subscriptions never end by themselves.
      server.forceShutdown();
    },
  };
}

/** The methods that are served; groups may be on a stream and on all. */
const methods: Readonly<Record<string, { names: string[]; features: string[] }>> = {
  'event_store.client.streams.streams': {
    names: ['read', 'append', 'batchappend', 'delete', 'tombstone'],
    features: [],
  },
  'event_store.client.persistent_subscriptions.persistentsubscriptions': {
    names: ['create', 'update', 'delete', 'read', 'getinfo', 'replayparked', 'list', 'restartsubsystem'],
    features: ['stream', 'all'],
  },
};

function supported(): object {
  const answer = new features.SupportedMethods();
  answer.setEventStoreServerVersion(protocolVersion);
  for (const [service, { names, features: on }] of Object.entries(methods)) {
    for (const name of names) {
      const method = new features.SupportedMethod();
      method.setServiceName(service);
      method.setMethodName(name);
      method.setFeaturesList(on);
      answer.addMethods(method);
    }
  }
  return answer;
}
