import { Server } from '@grpc/grpc-js';
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { EventStore, Rules } from '#libs/event-store';
import { admitting, type Admit } from './admitting.js';
import { appendCall, type Appending } from './appending.js';
import { Appends } from './appends.js';
import { batchAppendCall } from './batch-appending.js';
import { deleteCall, tombstoneCall } from './deleting.js';
import { featureCalls } from './features.js';
import { gossipService, persistentService, streamsService } from './generated.js';
import { gossipCalls } from './gossip.js';
import { Hiding } from './hidden.js';
import { persistentCalls } from './persistent/calls.js';
import { Groups } from './persistent/groups.js';
import { readCall } from './reading.js';
import { credentialsOf, type Certificates } from './credentials.js';
import type { Habits, Serving } from './serving.js';

export type { Admit, Admitted, LetIn, Wanted } from './admitting.js';
export type { Asked } from './asked.js';
export type { Certificates } from './credentials.js';
export type { Habits, Member } from './serving.js';

/** How long calls under way may take to end when the server is to end, in milliseconds. */
const endMsMax = 1000;

/** How the endpoint is served. */
export interface EndpointOptions {
  /** Where to listen: the loopback address if nothing is said. */
  host?: string;
  /** TCP port; 0 takes a free one. */
  port: number;
  /** Whether clients may append: only for servers that share this log and judge by the same rules. */
  append: boolean;
  /** File in which groups of competing consumers are kept: how far they have come, and what they set aside. */
  groupsFile: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** What is asked of events that others append. */
  rules: Rules;
  /** Who may read and append; everybody without it. */
  admit?: Admit;
  /** The certificate of the server; without it nothing is encrypted. */
  tls?: Certificates;
  habits?: Habits;
}

/** A running endpoint. */
export interface Endpoint {
  port: number;
  close(): Promise<void>;
}

/**
 * Serves a store over EventStoreDB's gRPC protocol: official clients read and follow it.
 * Throws if the port is taken.
 */
export async function startEndpoint(
  store: EventStore,
  { host = '127.0.0.1', port, append, groupsFile, now, rules, admit, tls, habits = {} }: EndpointOptions,
): Promise<Endpoint> {
  const { callsMax } = habits;
  const admission = admit && admitting(admit);
  const server = new Server({
    ...(callsMax !== undefined && { 'grpc.max_concurrent_streams': callsMax }),
    ...(admission && { interceptors: [admission.interceptor] }),
  });
  const closing = new AbortController();
  // Every call that is open listens.
  setMaxListeners(0, closing.signal);
  const serving: Serving = { store, hiding: new Hiding(store, rules), habits, closing: closing.signal };
  const appending: Appending = { ...serving, appends: new Appends(store), isAllowed: append, rules, now };
  server.addService(streamsService.StreamsService, {
    read: readCall(serving),
    append: appendCall(appending),
    batchAppend: batchAppendCall(appending),
    delete: deleteCall(appending),
    tombstone: tombstoneCall(appending),
  });
  const groups = new Groups(serving, groupsFile);
  server.addService(persistentService.PersistentSubscriptionsService, persistentCalls(serving, groups));
  server.addService(...featureCalls());
  let bound = 0;
  server.addService(
    gossipService.GossipService,
    gossipCalls(() => bound, now, habits.members),
  );
  bound = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`${host.includes(':') ? `[${host}]` : host}:${port}`, credentialsOf(tls), (error, found) =>
      error ? reject(error) : resolve(found),
    ),
  );
  return {
    port: bound,
    async close() {
      // Calls that would go on for ever are ended first, each with a status that says why.
      closing.abort();
      admission?.close();
      await groups.close();
      const ended = new Promise((resolve) => server.tryShutdown(resolve));
      await Promise.race([ended, setTimeout(endMsMax, undefined, { ref: false })]);
      server.forceShutdown();
    },
  };
}
