import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrawdownClient, type Outgoing, type Reply as Sent } from '#libs/client';
import type { Uptime } from '../../apps/server/src/clock.js';
import { startServer, type Running } from '../../apps/server/src/server.js';
import { testConfig } from './settings.js';

/** A real server on a free port with a store of its own, and what tests ask of it. */
export interface TestServer {
  url: string;
  client: DrawdownClient;
  /** Where EventStoreDB's protocol is served, if it is. */
  endpointPort: number | undefined;
  dataDir: string;
  /** The mission that commands go to. */
  mission: string;
  /** The path of a page of that mission. */
  at(page: string): string;
  command(name: string, body: object, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Reply>;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** Stops and starts again on the same store, once with further settings; what is given is done in between. */
  restart(between?: () => void, further?: Record<string, string>): Promise<void>;
  /** Stops it, and leaves its store. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface Reply extends Sent {
  // Tests look into answers of many shapes; each looks for what it expects.
  body: Answered;
}

/** The fields of answers that tests look at. */
export interface Answered {
  type: string;
  detail: string;
  revision: number;
  pointer: string;
  errors: { pointer: string; detail: string }[];
  entries: { revision: number; id: string; type: string; recordedAt: string }[];
  items: Record<string, unknown>[];
  next?: string;
  discrepancies: unknown;
  figures: Record<string, unknown>;
  bases: Record<string, number>;
  strength: Record<string, { low: number; best: number; high: number | null }>;
  casualties: { killed: number; wounded: number };
  deadline: { daysLeft: number };
  [field: string]: unknown;
}

/** Asks a server once, and answers whatever it says. */
export async function ask(url: string, path: string, outgoing: Outgoing = {}): Promise<Reply> {
  const reply = await new DrawdownClient({ url }).transport.exchange(path, outgoing);
  const type = reply.headers.get('content-type') ?? '';
  const isJson = type.includes('json') && !type.includes('ndjson');
  return { ...reply, body: (isJson ? JSON.parse(reply.text) : {}) as Answered };
}

/** Posts JSON to a server once, and answers whatever it says. */
export const post = (
  url: string,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  ask(url, path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

/**
 * Starts a server. `now` is its clock, in milliseconds since 1970; `env` what it is set up with beyond its folder. Time passes
 * on its machine as on its clock, unless `uptime` says otherwise.
 */
export async function startTestServer(
  now: () => number = Date.now,
  env: Record<string, string> = {},
  uptime: Uptime = { sinceStart: now, start: 'this one' },
): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-'));
  const set = { DATA_DIR: dataDir, ...env };
  let running: Running = await startServer(testConfig(set), now, uptime);
  const server: TestServer = {
    get url() {
      return running.url;
    },
    get client() {
      return new DrawdownClient({ url: running.url });
    },
    get endpointPort() {
      return running.endpointPort;
    },
    dataDir,
    mission: 'minusma',
    at(page) {
      return `/v1/missions/${server.mission}${page}`;
    },
    post: (path, body, headers) => post(running.url, path, body, headers),
    command(name, body, headers) {
      return post(running.url, server.at(`/commands/${name}`), JSON.stringify(body), headers);
    },
    get: (path, headers) => ask(running.url, path, { ...(headers && { headers }) }),
    async restart(between, further = {}) {
      await running.close();
      between?.();
      running = await startServer(testConfig({ ...set, ...further }), now, uptime);
    },
    stop: () => running.close(),
    async close() {
      await running.close();
      rmSync(dataDir, { recursive: true });
    },
  };
  return server;
}

/** One server for the tests of a file; each of them has a mission of its own there, opened as `openMinusma` does. */
export function serverOfFile(now?: () => number): () => TestServer {
  let server: TestServer;
  let count = 0;
  beforeAll(async () => {
    server = await startTestServer(now);
  });
  beforeEach(async () => {
    server.mission = `minusma-${++count}`;
    await openMinusma(server);
  });
  afterAll(() => server.close());
  return () => server;
}

/** A mission with Ber (planned for about 15 August), Timbuktu, and a convoy on its way between them. */
export async function openMinusma(server: TestServer): Promise<void> {
  const strength = [{ component: 'uniformed/troops', count: 11_600 }];
  const garrison = [{ component: 'uniformed/troops', contingent: 'BFA', count: 200 }];
  const steps: [string, object][] = [
    [
      'open-mission',
      {
        name: 'MINUSMA',
        hostCountry: 'Mali',
        authority: 'resolution 2690',
        startsOn: '2023-07-01',
        deadline: '2023-12-31',
        timeZone: 'Africa/Bamako',
        strength,
        occurredAt: '2023-07-01',
      },
    ],
    [
      'establish-base',
      { base: 'timbuktu', name: 'Timbuktu', kind: 'camp', liquidation: true, occurredAt: '2023-07-01' },
    ],
    ['establish-base', { base: 'ber', name: 'Ber', kind: 'camp', hub: 'timbuktu', garrison, occurredAt: '2023-07-01' }],
    ['schedule-withdrawal', { base: 'ber', on: { about: '2023-08-15' }, occurredAt: '2023-07-17' }],
    [
      'report-convoy-departed',
      {
        convoy: 'ber-timbuktu-1',
        mode: 'road',
        from: 'ber',
        to: 'timbuktu',
        lines: garrison,
        occurredAt: '2023-08-13',
      },
    ],
  ];
  for (const [name, body] of steps) {
    const reply = await server.command(name, body);
    if (reply.status !== 201) throw new Error(`${name}: ${reply.text}`);
  }
}

/** A problem without the id by which its request was asked: no two have the same. */
export const withoutRequestId = (text: string): string => text.replace(/,"requestId":"[^"]+"/, '');
