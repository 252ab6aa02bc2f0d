import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServerProcess } from '../support/program.js';
import { generated } from '../support/generated-log.js';
import { Random } from '../support/random.js';
import { ask } from '../support/server.js';
import { quantile, write } from './past.js';
import type { Figure } from './report.js';

const count = 100_000;
const entriesAsked = 300;
const goals = { entryMs: 20, whyMs: 500, diffMs: 1000 };

/** Figures of which each kind is told in another way: followed through the fold, worked out from others, said by an entry. */
const figures = [
  ['', '/strength/present/best'],
  ['', '/bases/remaining'],
  ['', '/convoys/attacks'],
  ['', '/discrepancies'],
  ['', '/status'],
  ['/bases', '/items/base-1/people'],
  ['/bases', '/items/base-1/status'],
  ['/burndown', '/days/0/present'],
] as const;

/** What questions cost over HTTP, alone, on a log of 100,000 entries. */
export async function questions(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  await write(dataDir, count);
  const server = await startServerProcess(dataDir);
  const timed = async (path: string): Promise<number> => {
    const start = performance.now();
    const { status, text } = await ask(server.url, `/v1/missions/${generated}${path}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 200)}`);
    return performance.now() - start;
  };
  const all = async (paths: readonly string[]): Promise<number[]> => {
    const ms: number[] = [];
    for (const path of paths) ms.push(await timed(path));
    return ms;
  };
  const random = new Random(3);
  const revisions = Array.from({ length: entriesAsked }, () => random.below(count));
  await all(['', '/entries/1']);
  const entry = await all(revisions.map((revision) => `/entries/${revision}`));
  const why = await all(figures.map(([view, pointer]) => `${view}?why=${pointer}`));
  await timed('?knownAt=1000');
  const diff = await all([
    '/diff?axis=validAt&from=2023-10-01&to=2023-11-01',
    `/diff?axis=knownAt&from=${count / 2}&to=${count / 2 + 5000}`,
  ]);
  server.process.kill();
  await server.ended;
  rmSync(dataDir, { recursive: true });
  const figure = (name: string, value: number, most: number): Figure => ({
    name: `${count.toLocaleString('en-GB')} entries: ${name}`,
    value,
    unit: 'ms',
    baseline: `at most ${most} ms`,
    ratio: most / value,
    goal: 1,
  });
  return [
    figure('one of them, 99th percentile', quantile(entry, 0.99), goals.entryMs),
    figure('why, of a figure of each kind, the longest', quantile(why, 1), goals.whyMs),
    figure('diff of two summaries, the longest', quantile(diff, 1), goals.diffMs),
  ];
}
