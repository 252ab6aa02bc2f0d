import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKurrentDbStore } from '#libs/event-store';
import { Logbook, Missions, MissionWriter } from '#libs/timeline';
import { makeSealer, startStandIn } from '../support/stand-in.js';
import { body, command } from './command.js';
import { median, type Figure } from './report.js';

const together = 64;
const rounds = 3;
const sent = { one: 200, many: 1920 };

const opening = {
  name: 'Bench',
  hostCountry: 'Mali',
  authority: 'a',
  startsOn: '2023-07-01',
  deadline: '2023-12-31',
  timeZone: 'Africa/Bamako',
  strength: [{ component: 'uniformed/troops', count: 10_000 }],
  occurredAt: '2023-07-01',
};

/** How often something is done a second by so many at once, each one thing after another. */
async function perSecond(clients: number, count: number, work: (client: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  const client = async (_: unknown, index: number): Promise<void> => {
    for (let done = 0; done < count / clients; done++) await work(index);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return count / ((performance.now() - start) / 1000);
}

/** What a server records on a cluster, against what the bare client appends there, each time one after another. */
async function against(name: string, url: string): Promise<Figure[]> {
  const mission = `bench-${randomUUID()}`;
  const store = await openKurrentDbStore(url, makeSealer());
  const missions = new Missions(store, new Logbook(store), Date.now, (error) => {
    throw error;
  });
  await missions.start();
  const writer = new MissionWriter(store, Date.now, missions);
  const record = async (one: string, data: Record<string, unknown>): Promise<void> => {
    const actor = { id: 'bench', role: 'admin' as const };
    const commands = [{ command: one, body: data }];
    const answer = await writer.submit({ mission, commands, batch: false, dryRun: false, actor });
    if (answer.kind !== 'recorded') throw new Error(`a command came to ${JSON.stringify(answer)}`);
  };
  await record('open-mission', opening);
  await record('establish-base', { base: 'gao', name: 'Gao', kind: 'camp', occurredAt: '2023-07-01' });
  const client = EventStoreDBClient.connectionString(url);
  const append = (index: number): Promise<unknown> =>
    client.appendToStream(`bench-${mission}-${index}`, jsonEvent({ type: 'bench', data: { ...body } }));
  const measured: Record<'ours' | 'theirs', Record<keyof typeof sent, number[]>> = {
    ours: { one: [], many: [] },
    theirs: { one: [], many: [] },
  };
  for (let round = 0; round < rounds; round++) {
    measured.theirs.one.push(await perSecond(1, sent.one, append));
    measured.ours.one.push(await perSecond(1, sent.one, () => record(command, body)));
    measured.theirs.many.push(await perSecond(together, sent.many, append));
    measured.ours.many.push(await perSecond(together, sent.many, () => record(command, body)));
  }
  await client.dispose();
  await missions.stop();
  await store.close();
  const figure = (what: string, kind: keyof typeof sent, goal: number): Figure => ({
    name: `commands recorded on ${name}, ${what}`,
    value: median(measured.ours[kind]),
    unit: 'commands/s',
    baseline: "the bare client's appends there, as many at once",
    ratio: median(measured.ours[kind]) / median(measured.theirs[kind]),
    goal,
  });
  return [figure('one at a time', 'one', 0.5), figure(`${together} at once`, 'many', 0.5)];
}

/** Commands on a cluster: on a server that stands in for one, and on a real one where KURRENTDB_URL names it. */
export async function kurrentdb(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const standIn = await startStandIn(dataDir);
  const figures = await against('a server that stands in for a cluster', standIn.url);
  await standIn.close();
  rmSync(dataDir, { recursive: true });
  const { KURRENTDB_URL } = process.env;
  return KURRENTDB_URL === undefined
    ? figures
    : [...figures, ...(await against('the cluster of KURRENTDB_URL', KURRENTDB_URL))];
}
