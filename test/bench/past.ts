import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { formatInstant, views } from '#libs/domain';
import { openEmbeddedStore } from '#libs/event-store';
import { isAccepted, Logbook, markInSteps, Missions, MissionWriter, type AsOfTexts } from '#libs/timeline';
import { generated } from '../support/generated-log.js';
import { Random } from '../support/random.js';
import { heldWhile } from './held.js';
import type { Figure } from './report.js';

const count = 100_000;
const times = 1000;
const lateReports = 100;
const dayMs = 86_400_000;

const goals = { validAtMs: 25, knownAtMs: 150, anewMs: 3000, lateMs: 500, heldMs: 50 };

/** The value below which so large a part of the measurements lies. */
export const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(part * values.length) - 1] ?? Number.NaN;

/** Writes the log, in a process of its own: what making it leaves in memory must not slow what is measured. */
export async function write(dataDir: string, length: number, bases?: number): Promise<{ start: number; end: number }> {
  const program = fileURLToPath(new URL('programs/write-long-log.ts', import.meta.url));
  const given = [
    ...process.execArgv,
    program,
    dataDir,
    String(length),
    ...(bases === undefined ? [] : [String(bases)]),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, given);
  return JSON.parse(stdout) as { start: number; end: number };
}

/** How long each of some works takes, in milliseconds, and for how long the event loop was held at most meanwhile. */
export async function timed(works: Iterable<() => Promise<void>>): Promise<{ ms: number[]; heldMs: number }> {
  const ms: number[] = [];
  const heldMs = await heldWhile(async () => {
    for (const work of works) {
      const start = performance.now();
      await work();
      ms.push(performance.now() - start);
      // A turn of the loop between any two, as between two requests.
      await setTimeout();
    }
  });
  return { ms, heldMs };
}

/** What the past costs on a log of which 2% came late by up to 30 days and 0.5% was corrected: times at random, one view each. */
export async function past(): Promise<Figure[]> {
  markInSteps();
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const { start, end } = await write(dataDir, count);
  const store = openEmbeddedStore({ dataDir });
  const now = (): number => end + dayMs;
  const logbook = new Logbook(store);
  const missions = new Missions(store, logbook, now, (error) => {
    throw error;
  });
  const writer = new MissionWriter(store, now, missions);
  const random = new Random(2);
  const look = (lens: AsOfTexts) => async (): Promise<void> => {
    const seen = await missions.look(generated, lens);
    if (seen) views.summary(seen.state, seen);
  };
  // A past is made when it is first asked for.
  const opening = await timed([() => missions.start().then(look({ validAt: formatInstant(start) }))]);
  const time = (): string => formatInstant(Math.floor(start + random.next() * (end - start)));
  const many = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index));
  // The first twenty are left out: by then their code has been compiled.
  for (const warmUp of many(20, () => look({ validAt: time() }))) await warmUp();
  const validAt = await timed(many(times, () => look({ validAt: time() })));
  const knownAt = await timed(
    many(times, (index) => look({ knownAt: index % 2 === 0 ? time() : String(random.below(count)) })),
  );
  const late = await timed(
    many(lateReports, () => async () => {
      const occurredAt = formatInstant(Math.floor(end - random.next() * 30 * dayMs));
      const commands = [{ command: 'add-note', body: { text: 'Found in a drawer.', base: 'base-1', occurredAt } }];
      const actor = { id: 'bench', role: 'admin' };
      const answer = await writer.submit({ mission: generated, commands, batch: false, dryRun: false, actor });
      if (!isAccepted(answer) || !(await missions.waitFor(generated, answer.revision, 10_000)))
        throw new Error(`a late report came to ${JSON.stringify(answer)}`);
    }),
  );
  await missions.stop();
  await store.close();
  rmSync(dataDir, { recursive: true });
  const held = Math.max(...[opening, validAt, knownAt, late].map(({ heldMs }) => heldMs));
  const log = `${count.toLocaleString('en-GB')} entries`;
  const figure = (name: string, value: number, most: number): Figure => ({
    name: `${log}: ${name}`,
    value,
    unit: 'ms',
    baseline: `at most ${most} ms`,
    ratio: most / value,
    goal: 1,
  });
  return [
    figure('read, and folded from nothing with states along the way', quantile(opening.ms, 1), goals.anewMs),
    figure(`summary at ${times} times, 99th percentile`, quantile(validAt.ms, 0.99), goals.validAtMs),
    figure(`summary as known at ${times} times, 99th percentile`, quantile(knownAt.ms, 0.99), goals.knownAtMs),
    figure('late report recorded and shown, 99th percentile', quantile(late.ms, 0.99), goals.lateMs),
    figure('event loop held by any of these at most', held, goals.heldMs),
  ];
}
