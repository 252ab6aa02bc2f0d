import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { askAndStop, writeLongLog } from '../support/long-log.js';
import { endPrograms, startServerProcess } from '../support/program.js';

/** Seconds of load: few in `npm test`, ten minutes in `npm run faults`. */
const seconds = process.env.FAULT_FACTOR === undefined ? 6 : 600;

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'drawdown-soak-'))));
afterEach(() => {
  endPrograms();
  rmSync(dataDir, { recursive: true });
});

/** What a process takes up. */
interface Taken {
  mebibytes: number;
  descriptors: number;
}

function takenBy(pid: number): Taken {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return { mebibytes: (Number(pages) * 4096) / 2 ** 20, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Asks, however long the answer takes: a machine that is busy with other things is no fault. Answers the status. */
async function ask(url: string, path: string, init: RequestInit = {}): Promise<number> {
  const reply = await fetch(`${url}${path}`, init);
  await reply.arrayBuffer();
  return reply.status;
}

/** One round of all that people do: commands, questions of every kind, streams that come and go, and mistakes. */
async function use(url: string, mission: string, round: number): Promise<number[]> {
  const of = `/v1/missions/${mission}`;
  const json = { 'content-type': 'application/json' };
  const note = (text: string): string => JSON.stringify({ text, occurredAt: '2023-08-13' });
  const knownAt = String(20 + ((round * 37) % 1900));
  const answers = await Promise.all([
    ask(url, `${of}/commands/add-note`, { method: 'POST', headers: json, body: note(`Round ${round}`) }),
    ask(url, `/v1/missions/nobody-${round}/commands/add-note`, { method: 'POST', headers: json, body: note('lost') }),
    ask(url, `${of}/commands/add-note`, { method: 'POST', headers: json, body: '{' }),
    ask(url, of),
    ask(url, `${of}/bases?knownAt=${knownAt}`),
    ask(url, `${of}?why=/strength/present&knownAt=${knownAt}`),
    ask(url, `${of}/entries?text=bridge&limit=5&knownAt=${knownAt}`),
    ask(url, `${of}/entries/${knownAt}`),
    ask(url, `${of}/diff?axis=knownAt&from=${knownAt}&to=1950`),
    ask(url, '/metrics'),
  ]);
  const streams = await Promise.all(
    ['/live?views=summary', `/entries?text=${round}`].map((path) => askAndStop(url, of + path, 'text/event-stream')),
  );
  for (const stream of streams) stream.destroy();
  return answers;
}

/** What is answered in each round: nothing is refused for want of memory. */
const expected = [201, 404, 400, 200, 200, 200, 200, 200, 200, 200];

describe('a server that is used on and on', () => {
  it(
    `takes no more memory and no more descriptors with time, over ${seconds} s`,
    async () => {
      const mission = await writeLongLog(dataDir, 2000);
      const server = await startServerProcess(dataDir, [], { NODE_OPTIONS: '--max-old-space-size=256' });
      const { pid = 0 } = server.process;
      const taken: Taken[] = [];
      const until = Date.now() + seconds * 1000;
      for (let round = 0; round < 8 || Date.now() < until; round++) {
        expect(await use(server.url, mission, round)).toEqual(expected);
        taken.push(takenBy(pid));
      }
      // The first quarter fills what is kept to be used again.
      const [early, late] = [
        taken.slice(Math.floor(taken.length / 4), Math.floor(taken.length / 2)),
        taken.slice(-Math.ceil(taken.length / 4)),
      ];
      const growth = (of: (one: Taken) => number): number => middle(late.map(of)) - middle(early.map(of));
      process.stderr.write(
        `${taken.length} rounds: ${Math.round(middle(late.map(({ mebibytes }) => mebibytes)))} MiB, ${growth(({ mebibytes }) => mebibytes).toFixed(1)} MiB more than before; ${growth(({ descriptors }) => descriptors)} descriptors more\n`,
      );
      expect(growth(({ mebibytes }) => mebibytes)).toBeLessThan(seconds > 60 ? 32 : 96);
      expect(Math.abs(growth(({ descriptors }) => descriptors))).toBeLessThanOrEqual(4);
      await setTimeout(100);
      server.process.kill('SIGTERM');
      expect(await server.ended).toBe(0);
    },
    (seconds + 120) * 1000,
  );
});
