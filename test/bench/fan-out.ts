import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServerProcess } from '../support/program.js';
import { command } from './command.js';
import { mebibytesOf } from './many-missions.js';
import { end, openMission, start, type Server } from './processes.js';
import { median, type Figure } from './report.js';

/** What subscribers are to wait for: an event that holds a text. */
export interface Wanted {
  marker: string;
}

/** When it came to each of them, in milliseconds since 1970, and what came. */
export interface Arrivals {
  arrived: number[];
  first: string;
}

const subscribers = 10_000;
const rounds = 15;
const mebibytesMax = 400;

/** How long after it was sent an event has come to 99 of 100 subscribers, in milliseconds, and what came. */
async function sentTo(
  there: Server,
  marker: string,
  send: () => Promise<unknown>,
): Promise<{ ms: number; first: string }> {
  there.process.send({ marker } satisfies Wanted);
  await once(there.process, 'message');
  const all = once(there.process, 'message');
  const sent = performance.timeOrigin + performance.now();
  await send();
  const [{ arrived, first }] = (await all) as [Arrivals];
  return { ms: (arrived[Math.ceil(arrived.length * 0.99) - 1] ?? Number.NaN) - sent, first };
}

/** Many who follow one mission live: how soon each hears of an entry, against a bare server that writes the same bytes. */
export async function fanOut(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const server = await startServerProcess(dataDir);
  const commands = await openMission(server.url);
  const bare = await start('bare-stream');
  const live = await start('subscribers', `${server.url}/v1/missions/bench/live?views=summary`, String(subscribers));
  const barely = await start('subscribers', bare.url, String(subscribers));
  const [ours, theirs]: number[][] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const marker = `Note ${round} of the bench`;
    const body = JSON.stringify({ text: marker, occurredAt: '2023-07-02' });
    const headers = { 'content-type': 'application/json' };
    const told = await sentTo(live, marker, () =>
      fetch(commands.replace(command, 'add-note'), { method: 'POST', headers, body }),
    );
    // In pieces, as the stream has them: what is between is the length of each.
    const bytes = told.first.replaceAll(/^[\da-f]+\r\n|\r\n(?=[\da-f]+\r\n)|\r\n$/g, '');
    const same = await sentTo(barely, marker, () => fetch(bare.url, { method: 'POST', body: bytes }));
    ours?.push(told.ms);
    theirs?.push(same.ms);
  }
  const mebibytes = mebibytesOf(server.process.pid ?? 0);
  await end(live, barely, bare);
  server.process.kill();
  await server.ended;
  rmSync(dataDir, { recursive: true });
  const [told, baseline] = [median(ours ?? []), median(theirs ?? [])];
  return [
    {
      name: `an entry told to ${subscribers} live subscribers, 99 of 100`,
      value: told,
      unit: 'ms',
      baseline: `a bare server that writes the same bytes, at most 1.3 times its ${Math.round(baseline)} ms`,
      ratio: (1.3 * baseline) / told,
      goal: 1,
    },
    {
      name: 'the same: memory',
      value: mebibytes,
      unit: 'MiB',
      baseline: `at most ${mebibytesMax} MiB`,
      ratio: mebibytesMax / mebibytes,
      goal: 1,
    },
  ];
}
