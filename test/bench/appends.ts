import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore, type NewEntry, openDatabase } from '#libs/event-store';
import { median, type Figure } from './report.js';
import { rows } from './rows.js';

const writers = 64;
const perWriter = 300;
const rounds = 5;

async function throughStore(dataDir: string, all: readonly NewEntry[]): Promise<number> {
  const store = openEmbeddedStore({ dataDir });
  const start = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const mine = all.slice(writer * perWriter, (writer + 1) * perWriter);
      for (const [index, row] of mine.entries()) await store.append(`mission-${writer}`, index - 1, [row]);
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await store.close();
  return all.length / seconds;
}

function raw(dataDir: string, all: readonly NewEntry[]): number {
  const db = openDatabase(dataDir);
  const insert = db.prepare(
    'INSERT INTO entries (stream, revision, id, type, recorded_at, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (let writer = 0; writer < writers; writer++)
    db.prepare('INSERT INTO streams (name) VALUES (?)').run(`mission-${writer}`);
  const prepared = all.map((row) => ({
    ...row,
    uuid: Buffer.from(row.id.replaceAll('-', ''), 'hex'),
    hash: createHash('sha256').update(row.body).digest(),
  }));
  const group = db.transaction((round: number) => {
    for (let writer = 0; writer < writers; writer++) {
      const row = prepared[writer * perWriter + round];
      if (row) insert.run(writer + 1, round, row.uuid, row.type, row.recordedAt, row.hash, row.body);
    }
  });
  const start = performance.now();
  for (let round = 0; round < perWriter; round++) group.immediate(round);
  const seconds = (performance.now() - start) / 1000;
  db.close();
  return all.length / seconds;
}

/** Entries appended per second by 64 writers at once, against SQLite alone in transactions of 64. */
export async function appends(): Promise<Figure[]> {
  const all = rows(writers * perWriter);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const dir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
    const [a, b] = [join(dir, 'a'), mkdtempSync(join(dir, 'b'))];
    ours.push(await throughStore(a, all));
    theirs.push(raw(b, all));
    rmSync(dir, { recursive: true });
  }
  const value = median(ours);
  return [
    {
      name: 'entries appended in process by 64 writers',
      value,
      unit: 'entries/s',
      baseline: 'raw better-sqlite3, the same rows in transactions of 64',
      ratio: value / median(theirs),
      goal: 0.6,
    },
  ];
}
