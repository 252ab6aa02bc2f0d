import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldInSlices, views, type Entry, type ViewName } from '#libs/domain';
import { openEmbeddedStore, openDatabase } from '#libs/event-store';
import { decode, inSlices, streamOf } from '#libs/timeline';
import { median, type Figure } from './report.js';
import { mission, rows } from './rows.js';

const count = 200_000;
const pageSize = 500;
const rounds = 5;

async function foldFromDisk(dataDir: string): Promise<number> {
  const store = openEmbeddedStore({ dataDir });
  const start = performance.now();
  const entries: Entry[] = [];
  for await (const page of store.readStream(streamOf(mission))) for (const stored of page) entries.push(decode(stored));
  const { state } = await inSlices(foldInSlices(entries));
  for (const name of Object.keys(views) as ViewName[])
    views[name](state, { at: Date.parse(entries.at(-1)?.recordedAt ?? '') });
  const seconds = (performance.now() - start) / 1000;
  await store.close();
  return count / seconds;
}

function parseFromDisk(dataDir: string): number {
  const db = openDatabase(dataDir);
  const page = db.prepare(`SELECT body FROM entries WHERE position > ? ORDER BY position LIMIT ${pageSize}`).pluck();
  const start = performance.now();
  const entries: unknown[] = [];
  for (let after = 0; after < count; after += pageSize)
    for (const body of page.all(after)) entries.push(JSON.parse(body as string));
  const seconds = (performance.now() - start) / 1000;
  db.close();
  return entries.length / seconds;
}

/** Entries folded per second from disk into all views, against reading and parsing the same rows alone. */
export async function folding(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const store = openEmbeddedStore({ dataDir });
  const all = rows(count);
  for (let from = 0; from < count; from += 1000)
    await store.append(streamOf(mission), from - 1, all.slice(from, from + 1000));
  await store.close();
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    theirs.push(parseFromDisk(dataDir));
    ours.push(await foldFromDisk(dataDir));
  }
  rmSync(dataDir, { recursive: true });
  const value = median(ours);
  return [
    {
      name: '200,000 entries folded from disk into all views',
      value,
      unit: 'entries/s',
      baseline: 'reading and JSON-parsing the same rows',
      ratio: value / median(theirs),
      goal: 0.45,
    },
  ];
}
