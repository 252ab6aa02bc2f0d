import { startTestServer } from '../support/server.js';
import { heldFigure, heldWhile } from './held.js';
import type { Figure } from './report.js';

const [rows, bases] = [5000, 30];
/** Most milliseconds that it is to take. */
const goal = 5000;

const opening = {
  name: 'Bench',
  hostCountry: 'Mali',
  authority: 'a',
  startsOn: '2023-07-01',
  deadline: '2023-12-31',
  timeZone: 'Africa/Bamako',
  strength: [{ component: 'uniformed/troops', count: 1_000_000 }],
  occurredAt: '2023-07-01',
};

/** Departures of a table, in the order of their days, or base by base. */
const tableOf = (isByDay: boolean): string =>
  ['Date,From,Component,People,Source,Confidence']
    .concat(
      Array.from({ length: rows }, (_, row) => {
        const day = 1 + (isByDay ? Math.floor((row * 28) / rows) : row % 28);
        return `2023-08-${String(day).padStart(2, '0')},base-${row % bases},troops,${1 + (row % 50)},note ${row},high`;
      }),
    )
    .join('\n');

/** A table of 5,000 rows sent, decided, recorded and answered, against the time that it is to take at most. */
export async function imports(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const isByDay of [true, false]) {
    const server = await startTestServer();
    try {
      await server.command('open-mission', opening);
      for (let base = 0; base < bases; base++)
        await server.command('establish-base', { base: `base-${base}`, name: `Base ${base}`, kind: 'camp' });
      for (const isTried of [true, false]) {
        const path = server.at(`/imports?kind=departures&dryRun=${isTried}`);
        const start = performance.now();
        const heldMs = await heldWhile(async () => {
          const headers = { 'content-type': 'text/csv' };
          const reply = await fetch(`${server.url}${path}`, { method: 'POST', body: tableOf(isByDay), headers });
          // What a client makes of the answer is nothing that the server's loop is held by.
          await reply.body?.pipeTo(new WritableStream());
          if (reply.status !== (isTried ? 200 : 201)) throw new Error(`the table was answered with ${reply.status}`);
        });
        const taken = performance.now() - start;
        const name = `${isTried ? 'preview' : 'import'} of ${rows} rows ${isByDay ? 'by day' : 'base by base'}`;
        figures.push({ name, value: taken, unit: 'ms', baseline: `${goal} ms`, ratio: goal / taken, goal: 1 });
        figures.push(heldFigure(name, heldMs));
      }
    } finally {
      await server.close();
    }
  }
  return figures;
}
