import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generated } from '../support/generated-log.js';
import { startTestServer, type Reply } from '../support/server.js';
import { heldFigure, heldWhile } from './held.js';
import { write } from './past.js';
import { median, type Figure } from './report.js';

const [count, bases, rounds] = [10_000, 13, 5];
/** Most milliseconds that one scenario, and that ten, are to take. */
const goals = [
  { scenarios: 1, ms: 1000 },
  { scenarios: 10, ms: 5000 },
] as const;

const on = (day: number): string => `2024-12-${String(day).padStart(2, '0')}`;

/** Every base is planned, on days that differ with the number of the scenario, and the deadline moved. */
const commandsOf = (number: number): object[] => [
  { command: 'move-deadline', to: '2025-02-28', authority: 'council', reason: 'no flights' },
  ...Array.from({ length: bases }, (_, base) => ({
    command: 'schedule-withdrawal',
    base: `base-${base}`,
    on: on(1 + ((base + number) % 28)),
  })),
];

async function answered(asked: Promise<Reply>): Promise<void> {
  const { status, text } = await asked;
  if (status !== 200) throw new Error(text.slice(0, 200));
}

/** What scenarios cost over HTTP on a log of 10,000 entries, against the time that they are to take at most. */
export async function scenarios(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const { end } = await write(dataDir, count, bases);
  let now = end;
  const server = await startTestServer(() => now, { DATA_DIR: dataDir });
  const figures: Figure[] = [];
  const entries = `${count.toLocaleString('en-GB')} entries`;
  for (const { scenarios: many, ms: goal } of goals) {
    const [times, held]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      // Another moment, so that it is another question.
      now++;
      const wanted = Array.from({ length: many }, (_, number) => ({
        name: `${number}`,
        commands: commandsOf(number + round),
      }));
      const body = JSON.stringify({ scenarios: wanted });
      const start = performance.now();
      held.push(await heldWhile(() => answered(server.post(`/v1/missions/${generated}/scenarios`, body))));
      times.push(performance.now() - start);
    }
    const taken = median(times);
    const name = `${entries}: ${many} ${many === 1 ? 'scenario' : 'scenarios'}`;
    figures.push({ name, value: taken, unit: 'ms', baseline: `${goal} ms`, ratio: goal / taken, goal: 1 });
    // The first one compiles what the others run.
    figures.push(heldFigure(name, median(held)));
  }
  for (const page of ['forecast', 'schedule', 'alerts', 'discrepancies']) {
    const held: number[] = [];
    for (let round = 0; round < rounds; round++) {
      now++;
      held.push(await heldWhile(() => answered(server.get(`/v1/missions/${generated}/${page}`))));
    }
    figures.push(heldFigure(`${entries}: ${page}`, median(held)));
  }
  await server.close();
  rmSync(dataDir, { recursive: true });
  return figures;
}
