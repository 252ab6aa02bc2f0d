import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { endPrograms, startServerProcess } from '../support/program.js';
import { check, type Acknowledged, type Logged } from './history-checker.js';
import { opening, readLog, send } from './support.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/rounds.js';
import { seed } from '../support/seed.js';

const writers = 64;
const roundsMax = rounds(8);

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'drawdown-kill-'))));
afterEach(() => {
  endPrograms();
  rmSync(dataDir, { recursive: true });
});

/** Writes from many clients, each waiting for its answers, until the server is gone. */
async function load(url: string, round: number, acknowledged: Acknowledged[]): Promise<void> {
  const client = async (name: number): Promise<void> => {
    for (let index = 0; index < 10_000; index++) {
      const key = `round-${round}-client-${name}-note-${index}`;
      const answer = await send(url, 'add-note', { text: key, occurredAt: '2023-08-13' }, key);
      if (!answer) return;
      if (answer.status === 201) acknowledged.push({ client: round * writers + name, key, revision: answer.revision });
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, name) => client(name)));
}

describe('a server that is killed at random under 64 writers', () => {
  it(
    `keeps each acknowledged command, once and in order, over ${roundsMax} rounds (DRAWS=${seed})`,
    async () => {
      const random = new Random(seed);
      const acknowledged: Acknowledged[] = [];
      const readings: Logged[][] = [];
      for (let round = 0; round < roundsMax; round++) {
        const server = await startServerProcess(dataDir);
        if (round === 0) await send(server.url, 'open-mission', opening, 'the-mission-is-opened');
        else if (round % 5 === 0) readings.push(await readLog(server.url));
        const writing = load(server.url, round, acknowledged);
        await setTimeout(50 + random.next() * 300);
        server.process.kill('SIGKILL');
        await writing;
        await server.ended;
      }
      const server = await startServerProcess(dataDir);
      readings.push(await readLog(server.url));
      expect(acknowledged.length).toBeGreaterThan(roundsMax);
      expect(check(acknowledged, readings)).toEqual([]);
    },
    roundsMax * 10_000,
  );
});
