import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrawdownClient } from '#libs/client';
import { openEmbeddedStore, type NewEntry } from '#libs/event-store';
import { encode, streamOf } from '#libs/timeline';
import { startServerProcess } from '../support/program.js';
import { entries, mission } from './rows.js';
import { median, type Figure } from './report.js';

const count = 1_000_000;
const rounds = 3;
const readyMsMax = 2000;

async function write(dataDir: string): Promise<void> {
  const store = openEmbeddedStore({ dataDir });
  let rows: NewEntry[] = [];
  for (const entry of entries(count)) {
    if (rows.push(encode(entry)) < 1000) continue;
    await store.append(streamOf(mission), entry.revision - rows.length, rows);
    rows = [];
  }
  await store.close();
}

/** Starts the program as it is built, asks for the mission's summary, and ends it. Milliseconds since its start. */
async function open(dataDir: string): Promise<{ ready: number; shown: number; summary: string }> {
  const start = performance.now();
  const server = await startServerProcess(dataDir);
  const client = new DrawdownClient(server);
  const { status } = await client.transport.exchange('/readyz');
  const ready = performance.now() - start;
  if (status !== 200) throw new Error(`the server is not ready: ${status}`);
  const summary = await client.mission(mission).text('');
  const shown = performance.now() - start;
  server.process.kill();
  await server.ended;
  return { ready, shown, summary };
}

/** How soon a server is ready on a long log in one mission, from its snapshots, and how soon it shows that mission. */
export async function opening(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  await write(dataDir);
  const anew = await open(dataDir);
  const kept = [];
  for (let round = 0; round < rounds; round++) kept.push(await open(dataDir));
  rmSync(dataDir, { recursive: true });
  if (kept.some(({ summary }) => summary !== anew.summary)) throw new Error('a snapshot does not equal a full fold');
  const ready = median(kept.map((one) => one.ready));
  const shown = median(kept.map((one) => one.shown));
  const name = '1,000,000 entries of one mission';
  return [
    { name: `${name} opened`, value: ready, unit: 'ms', baseline: '2 s', ratio: readyMsMax / ready, goal: 1 },
    {
      name: `${name} opened and shown`,
      value: shown,
      unit: 'ms',
      baseline: 'the same without snapshots',
      ratio: anew.shown / shown,
      goal: 2,
    },
  ];
}
