import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrawdownClient, type Reply } from '#libs/client';
import { pointerOf, views } from '#libs/domain';
import { leavesOf } from '#libs/explain';
import { startServerProcess } from '../support/program.js';
import { generated } from '../support/generated-log.js';
import { Random } from '../support/random.js';
import { quantile, write } from './past.js';
import type { Figure } from './report.js';

const count = 100_000;
const entriesAsked = 300;
const goals = { entryMs: 20, whyMs: 500, diffMs: 1000 };

/** How many figures of each view are asked why. */
const figuresAsked = 25;

/** Figures that go by parts of the mission: they are followed by themselves. */
const ofParts = [
  ['summary', '/strength/present'],
  ['summary', '/strength/components/civilian/present/best'],
] as const;

/** How long an answer is waited for, in milliseconds: beside other work the first ones take long, and are to be told all the same. */
const silenceMsMax = 600_000;

/** What questions cost over HTTP, alone, on a log of 100,000 entries. */
export async function questions(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  try {
    await write(dataDir, count);
    const server = await startServerProcess(dataDir);
    try {
      return await asked(server.url);
    } finally {
      server.process.kill();
      await server.ended;
    }
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

async function asked(url: string): Promise<Figure[]> {
  const { transport } = new DrawdownClient({ url, silenceMsMax });
  const ask = (path: string): Promise<Reply> => transport.exchange(`/v1/missions/${generated}${path}`);
  /** How long an answer takes, in milliseconds; one that is none is said, and counts as one that never came. */
  const timed = async (path: string): Promise<number> => {
    const start = performance.now();
    try {
      const { status, text } = await ask(path);
      if (status === 200) return performance.now() - start;
      throw new Error(`${status} ${text.slice(0, 200)}`);
    } catch (error) {
      process.stderr.write(`${path}: ${String(error)}\n`);
      return Number.POSITIVE_INFINITY;
    }
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
  const asking = ([view, pointer]: readonly [string, string]): string =>
    `${view === 'summary' ? '' : `/${view}`}?why=${encodeURIComponent(pointer)}`;
  const first = await timed(asking(['summary', '/convoys/attacks']));
  const firstOfParts = await timed(asking(ofParts[0]));
  const figures: (readonly [string, string])[] = [];
  for (const view of Object.keys(views)) {
    const { text } = await ask(view === 'summary' ? '' : `/${view}`);
    const shown = JSON.parse(text) as Record<string, unknown>;
    for (const ofFrame of ['mission', 'revision', 'validAt', 'knownAt', 'next']) delete shown[ofFrame];
    const leaves = [...leavesOf(shown)].map(pointerOf);
    if (leaves.length > 0) for (let n = 0; n < figuresAsked; n++) figures.push([view, random.one(leaves)]);
  }
  const why = await all(figures.map(asking));
  const parts = await all([...ofParts, ...ofParts].map(asking));
  const then = `&knownAt=${count / 2}`;
  const [firstThen = Number.NaN, ...whyThen] = await all(
    [...ofParts, ...ofParts].map((figure) => asking(figure) + then),
  );
  await timed('?knownAt=1000');
  const diff = await all([
    '/diff?axis=validAt&from=2023-10-01&to=2023-11-01',
    `/diff?axis=knownAt&from=${count / 2}&to=${count / 2 + 5000}`,
  ]);
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
    figure(`why, of ${why.length} figures of all views, 99th percentile`, quantile(why, 0.99), goals.whyMs),
    figure('why, the first', first, goals.whyMs),
    figure('why, of what goes by parts of the mission, the first', firstOfParts, goals.whyMs),
    figure('the same, the longest after that', quantile(parts, 1), goals.whyMs),
    figure('why, as known when half of it was recorded, the first', firstThen, goals.whyMs),
    figure('the same, the longest after that', quantile(whyThen, 1), goals.whyMs),
    figure('diff of two summaries, the longest', quantile(diff, 1), goals.diffMs),
  ];
}
