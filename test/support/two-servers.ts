import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrMakeKey } from '#libs/transparency';
import { startServer, type Running } from '../../apps/server/src/server.js';
import { testConfig } from './settings.js';
import { realHabits, startStandIn, type StandIn } from './stand-in.js';

/** Two servers that share one log. */
export interface TwoServers {
  urls: [string, string];
  /** The server whose calls can be counted, if it is one of ours. */
  standIn?: StandIn;
  close(): Promise<void>;
}

type Env = Record<string, string>;

async function started(dir: string, now: () => number, envs: [Env, Env] | [Env]): Promise<Running[]> {
  const key = join(dir, 'checkpoint.key');
  loadOrMakeKey(key, 'log.example');
  const servers: Running[] = [];
  for (const [index, env] of envs.entries()) {
    const DATA_DIR = join(dir, `server-${index}`);
    mkdirSync(DATA_DIR);
    const config = testConfig({ DATA_DIR, CHECKPOINT_KEY_FILE: key, ...env });
    servers.push(await startServer(config, now));
  }
  return servers;
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'drawdown-two-'));

const urlsOf = ([first, second]: Running[]): [string, string] => [first?.url ?? '', second?.url ?? ''];

/** Two servers beside a server that stands in for a cluster. */
export async function besideStandIn(now: () => number): Promise<TwoServers> {
  const dir = folder();
  const standIn = await startStandIn(dir, realHabits, now);
  const servers = await started(dir, now, [{ EVENT_STORE: standIn.url }, { EVENT_STORE: standIn.url }]);
  return {
    urls: urlsOf(servers),
    standIn,
    async close() {
      for (const server of servers) await server.close();
      await standIn.close();
      rmSync(dir, { recursive: true });
    },
  };
}

/** A server that holds the log and serves it, and one beside it. */
export async function besideHolder(now: () => number): Promise<TwoServers> {
  const dir = folder();
  const holders = await started(dir, now, [{ EVENTSTOREDB_PORT: '0', EVENTSTOREDB_APPEND: 'true' }]);
  const url = `esdb://127.0.0.1:${holders[0]?.endpointPort}?tls=false`;
  const key = join(dir, 'checkpoint.key');
  const config = testConfig({
    DATA_DIR: join(dir, 'beside'),
    CHECKPOINT_KEY_FILE: key,
    EVENT_STORE: url,
  });
  mkdirSync(config.dataDir);
  const servers = [...holders, await startServer(config, now)];
  return {
    urls: urlsOf(servers),
    async close() {
      for (const server of servers.toReversed()) await server.close();
      rmSync(dir, { recursive: true });
    },
  };
}

/** Two servers beside the cluster that somebody has named. */
const besideNamed =
  (url: string) =>
  async (now: () => number): Promise<TwoServers> => {
    const dir = folder();
    const servers = await started(dir, now, [{ EVENT_STORE: url }, { EVENT_STORE: url }]);
    return {
      urls: urlsOf(servers),
      async close() {
        for (const server of servers) await server.close();
        rmSync(dir, { recursive: true });
      },
    };
  };

const { KURRENTDB_URL } = process.env;

/** Every way in which two servers share a log, by its name. */
export const pairs: [string, (now: () => number) => Promise<TwoServers>][] = [
  ['two servers beside a cluster', besideStandIn],
  ['a server that holds the log, and one beside it', besideHolder],
  ...(KURRENTDB_URL === undefined
    ? []
    : [['two servers beside the cluster of KURRENTDB_URL', besideNamed(KURRENTDB_URL)] as (typeof pairs)[number]]),
];
