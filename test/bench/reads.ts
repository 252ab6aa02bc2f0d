import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore, openDatabase } from '#libs/event-store';
import { decode, streamOf } from '#libs/timeline';
import { median, type Figure } from './report.js';
import { mission, rows } from './rows.js';

const count = 100_000;
const rounds = 5;

async function readAll(dataDir: string): Promise<number> {
  const store = openEmbeddedStore({ dataDir });
  const start = performance.now();
  let read = 0;
  for await (const page of store.readAll({ after: 0 }))
    for (const stored of page) read += decode(stored).revision >= 0 ? 1 : 0;
  const seconds = (performance.now() - start) / 1000;
  await store.close();
  return read / seconds;
}

function selectAll(dataDir: string): number {
  const db = openDatabase(dataDir);
  const start = performance.now();
  let read = 0;
  for (const body of db.prepare('SELECT body FROM entries ORDER BY position').pluck().iterate())
    read += JSON.parse(body as string) ? 1 : 0;
  const seconds = (performance.now() - start) / 1000;
  db.close();
  return read / seconds;
}

/** Entries read per second, hashes compared, against a raw SELECT whose rows are parsed. */
export async function reads(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const store = openEmbeddedStore({ dataDir });
  const all = rows(count);
  for (let from = 0; from < count; from += 1000)
    await store.append(streamOf(mission), from - 1, all.slice(from, from + 1000));
  await store.close();
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    theirs.push(selectAll(dataDir));
    ours.push(await readAll(dataDir));
  }
  rmSync(dataDir, { recursive: true });
  const value = median(ours);
  return [
    {
      name: 'entries read from the whole log, hashes compared',
      value,
      unit: 'entries/s',
      baseline: 'a raw SELECT of the same rows, parsed',
      ratio: value / median(theirs),
      goal: 0.65,
    },
  ];
}
