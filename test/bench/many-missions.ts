import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '#libs/event-store';
import { encode, streamOf } from '#libs/timeline';
import { startServerProcess } from '../support/program.js';
import { ask } from '../support/server.js';
import type { Figure } from './report.js';
import { entries } from './rows.js';

const appendedAtOnce = 500;

/** Writes so many missions of so many entries each. */
async function write(dataDir: string, missions: number, length: number): Promise<void> {
  const store = openEmbeddedStore({ dataDir });
  // Those that are appended together share a commit.
  for (let first = 0; first < missions; first += appendedAtOnce) {
    const ids = Array.from(
      { length: Math.min(appendedAtOnce, missions - first) },
      (_, index) => `mission-${first + index}`,
    );
    await Promise.all(
      ids.map((mission) =>
        store.append(
          streamOf(mission),
          -1,
          [...entries(length)].map((entry) => encode({ ...entry, mission })),
        ),
      ),
    );
  }
  await store.close();
}

/** What a process takes up, in MiB. */
export function mebibytesOf(pid: number): number {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return (Number(pages) * 4096) / 2 ** 20;
}

/** Starts a server on a folder, lets it read all of it, and ends it. */
async function opened(dataDir: string): Promise<{ readyMs: number; mebibytes: number }> {
  const start = performance.now();
  const server = await startServerProcess(dataDir);
  const readyMs = performance.now() - start;
  for (;;) {
    const { body } = await ask(server.url, '/readyz');
    if (body.loading === 0) break;
  }
  const mebibytes = mebibytesOf(server.process.pid ?? 0);
  server.process.kill();
  await server.ended;
  return { readyMs, mebibytes };
}

async function measured<T>(missions: number, length: number, work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  try {
    await write(dataDir, missions, length);
    return await work(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

/** What many missions in one server take up, after a restart, and how soon it is ready with very many. */
export async function manyMissions(): Promise<Figure[]> {
  const one = await measured(1, 20, opened);
  const some = await measured(2000, 150, opened);
  const many = await measured(50_000, 20, opened);
  const each = (some.mebibytes - one.mebibytes) / 2000;
  return [
    {
      name: 'a mission of 150 entries, of 2,000 in one server',
      value: each * 1024,
      unit: 'KiB',
      baseline: 'at most 51 KiB',
      ratio: 0.05 / each,
      goal: 1,
    },
    {
      name: '50,000 missions of 20 entries: ready',
      value: many.readyMs,
      unit: 'ms',
      baseline: 'at most 5 s',
      ratio: 5000 / many.readyMs,
      goal: 1,
    },
    {
      name: '50,000 missions of 20 entries: memory',
      value: many.mebibytes,
      unit: 'MiB',
      baseline: 'at most 1 GiB',
      ratio: 1024 / many.mebibytes,
      goal: 1,
    },
  ];
}
