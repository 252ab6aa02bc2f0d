import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../apps/server/src/config.js';
import { startServer, type Running } from '../../apps/server/src/server.js';

/** A real server on a free port with a store of its own, and what tests ask of it. */
export interface TestServer {
  url: string;
  dataDir: string;
  command(name: string, body: object, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body: string | Uint8Array, headers?: Record<string, string>): Promise<Reply>;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** Stops and starts again on the same store; what is given is done in between. */
  restart(between?: () => void): Promise<void>;
  close(): Promise<void>;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
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

/** Starts a server. `now` is its clock, in milliseconds since 1970; `env` what it is set up with beyond its folder. */
export async function startTestServer(
  now: () => number = Date.now,
  env: Record<string, string> = {},
): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-'));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ...env });
  let running: Running = await startServer(config, now);
  const request = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(new URL(path, running.url), init);
    const text = await response.text();
    const json =
      response.headers.get('content-type')?.includes('json') &&
      !response.headers.get('content-type')?.includes('ndjson');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (json ? JSON.parse(text) : {}) as Answered,
    };
  };
  const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Reply> =>
    request(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return {
    get url() {
      return running.url;
    },
    dataDir,
    post,
    command: (name, body, headers) => post(`/v1/missions/minusma/commands/${name}`, JSON.stringify(body), headers),
    get: (path, headers) => request(path, { headers }),
    async restart(between) {
      await running.close();
      between?.();
      running = await startServer(config, now);
    },
    async close() {
      await running.close();
      rmSync(dataDir, { recursive: true });
    },
  };
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
