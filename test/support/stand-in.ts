import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openEmbeddedStore, Sealer, type EventStore } from '#libs/event-store';
import { startEndpoint, type Endpoint, type Habits, type Member } from '#libs/eventstoredb-endpoint';
import { CheckpointSigner } from '#libs/transparency';
import { AdministeredStore } from './administered-store.js';
import { openGate, type TcpGate } from './tcp-gate.js';

/** Calls that a server was asked: how many have begun, and how many are still open, by method. */
export class CallCounts {
  readonly begun = new Map<string, number>();
  readonly open = new Map<string, number>();

  readonly onCall = (method: string): (() => void) => {
    this.add(this.begun, method, 1);
    this.add(this.open, method, 1);
    return () => this.add(this.open, method, -1);
  };

  private add(counts: Map<string, number>, method: string, by: number): void {
    counts.set(method, (counts.get(method) ?? 0) + by);
  }
}

/** As two servers of one log have them: the same key. */
export const makeSealer = (): Sealer =>
  new Sealer(CheckpointSigner.fromSeed(Buffer.alloc(32, 7), 'log.example'), 'mission-');

/** Habits of a real server: at most 100 calls a connection, and events of an append handed out one by one. */
export const realHabits: Habits = { callsMax: 100, isOneByOne: true };

/** A server that stands in for a real one. */
export interface StandIn {
  /** The log itself, behind the wire: whoever appends here is another writer. */
  log: EventStore;
  /** What an administrator does to the streams. */
  admin: AdministeredStore;
  calls: CallCounts;
  endpoint: Endpoint;
  /** Connections go through it, so that they can be stalled and cut. */
  gate: TcpGate;
  /** Connection string. */
  url: string;
  /** The server's own events, as real ones write them all the time: so many, in `$all` alone. */
  writeSystemEvents(count: number): Promise<void>;
  close(): Promise<void>;
}

const open = async (
  log: EventStore,
  groupsFile: string,
  habits: Habits,
  now: () => number,
): Promise<Omit<StandIn, 'log' | 'writeSystemEvents' | 'close'>> => {
  const calls = new CallCounts();
  const admin = new AdministeredStore(log, now);
  const endpoint = await startEndpoint(admin, {
    port: 0,
    append: true,
    groupsFile,
    now,
    rules: { streamPrefix: 'mission-' },
    habits: { ...habits, onCall: calls.onCall },
  });
  const gate = await openGate(endpoint.port);
  return { admin, calls, endpoint, gate, url: `esdb://127.0.0.1:${gate.port}?tls=false` };
};

async function writeSystemEvents(log: EventStore, count: number): Promise<void> {
  const stream = '$stats-127.0.0.1:2113';
  const recordedAt = new Date().toISOString();
  const event = () => ({ id: randomUUID(), type: '$statsCollected', body: '{}', recordedAt });
  await log.append(stream, await log.headRevision(stream), Array.from({ length: count }, event));
}

/** Starts one that stands alone. */
export async function startStandIn(
  dataDir: string,
  habits: Habits = realHabits,
  now: () => number = Date.now,
): Promise<StandIn> {
  const log = openEmbeddedStore({ dataDir, sealer: makeSealer() });
  const opened = await open(log, join(dataDir, 'groups.json'), habits, now);
  return {
    ...opened,
    log,
    writeSystemEvents: (count) => writeSystemEvents(log, count),
    async close() {
      await opened.gate.close();
      await opened.endpoint.close();
      await log.close();
    },
  };
}

/** Three servers with one log, as a cluster looks from outside. */
export interface StandInCluster {
  log: EventStore;
  nodes: Pick<StandIn, 'calls' | 'gate'>[];
  /** Connection string that names all of them. */
  url: string;
  /** Who leads, by its place, undefined between a leader's death and the election; and who is gone. */
  elect(leader: number | undefined, gone?: readonly number[]): void;
  close(): Promise<void>;
}

/**
 * Starts three servers of which the first leads. A leader is killed by `gate.cut()` and `elect(undefined)`, then another one is
 * elected; it is stalled by `gate.stall()`. Followers pass appends on, unless the client asks for the leader.
 */
export async function startStandInCluster(dataDir: string, habits: Habits = realHabits): Promise<StandInCluster> {
  const log = openEmbeddedStore({ dataDir, sealer: makeSealer() });
  let leader: number | undefined = 0;
  let gone: readonly number[] = [];
  const nodes: Awaited<ReturnType<typeof open>>[] = [];
  const membersFor = (self: number) => (): Member[] =>
    nodes
      .map(({ gate: { port } }, place) => ({
        host: '127.0.0.1',
        port,
        state:
          leader === undefined ? ('unknown' as const) : place === leader ? ('leader' as const) : ('follower' as const),
        isThis: place === self,
      }))
      .filter((_, place) => !gone.includes(place));
  for (const place of [0, 1, 2])
    nodes.push(
      await open(log, join(dataDir, `groups-${place}.json`), { ...habits, members: membersFor(place) }, Date.now),
    );
  const hosts = nodes.map(({ gate: { port } }) => `127.0.0.1:${port}`).join(',');
  return {
    log,
    nodes,
    url: `esdb://${hosts}?tls=false`,
    elect(elected, without = []) {
      leader = elected;
      gone = without;
    },
    async close() {
      for (const { gate, endpoint } of nodes) {
        await gate.close();
        await endpoint.close();
      }
      await log.close();
    },
  };
}
