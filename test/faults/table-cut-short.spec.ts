import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openingOf } from '../support/opening.js';
import { endPrograms, startServerProcess } from '../support/program.js';
import { post, type Reply } from '../support/server.js';
import { readLog, send } from './support.js';

/** More than several appends hold: two hundred each. */
const rows = 3000;

const table = `Date,From,Component,People\n${Array.from({ length: rows }, (_, row) => `2023-08-${10 + Math.floor((row * 20) / rows)},ber,all,${1 + row}\n`).join('')}`;

const imported = (url: string): Promise<Reply> =>
  post(url, '/v1/missions/m/imports?kind=departures', table, { 'content-type': 'text/csv' });

interface Answer {
  counts: Record<string, number>;
  rows: { outcome: string; revision?: number }[];
}

const answerOf = ({ text }: Reply): Answer => JSON.parse(text) as Answer;

/** Waits until some rows of the table are stored, beside the server that stores them. */
async function storedRows(dataDir: string): Promise<number> {
  const log = new Database(join(dataDir, 'drawdown.sqlite'), { readonly: true });
  const count = log.prepare<[], { stored: number }>('SELECT count(*) AS stored FROM entries');
  let stored = 0;
  while ((stored = (count.get()?.stored ?? 0) - 2) <= 0) await setImmediate();
  log.close();
  return stored;
}

describe('a server that is killed between two appends of a table', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-table-'));
  afterAll(() => {
    endPrograms();
    rmSync(dataDir, { recursive: true });
  });

  it('goes on with the same file: it says which rows stood already, and none is there twice', async () => {
    const killed = await startServerProcess(dataDir);
    await send(killed.url, 'open-mission', { ...openingOf(20_000_000) }, 'the-mission-is-opened');
    await send(killed.url, 'establish-base', { base: 'ber', name: 'Ber', kind: 'camp' }, 'the-base-is-established');
    const sent = imported(killed.url).catch(() => undefined);
    await storedRows(dataDir);
    killed.process.kill('SIGKILL');
    await killed.ended;
    expect(await sent).toBeUndefined();

    const server = await startServerProcess(dataDir);
    const before = (await readLog(server.url)).length - 2;
    // What an append holds is there whole or not at all.
    expect([before > 0, before % 200]).toEqual([true, 0]);
    const { counts, rows: told } = answerOf(await imported(server.url));
    expect(counts).toMatchObject({ alreadyThere: before, recorded: rows - before, refused: 0 });
    expect(told.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: before }, () => 'already-there'),
      ...Array.from({ length: rows - before }, () => 'recorded'),
    ]);
    const log = await readLog(server.url);
    expect([log.length, new Set(log.map(({ key }) => key)).size]).toEqual([rows + 2, rows + 2]);
    expect(answerOf(await imported(server.url)).counts).toMatchObject({ alreadyThere: rows, recorded: 0 });
  });
});
