import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore, openKurrentDbStore } from '#libs/event-store';
import { startEndpoint } from '#libs/eventstoredb-endpoint';
import { MissionWriter } from '#libs/timeline';
import { body, command } from './command.js';
import { median, type Figure } from './report.js';

const commands = 1280;
const together = 64;
const rounds = 3;
const events = 2000;

const submission = (name: string, sent: Record<string, unknown>) => ({
  mission: 'bench',
  commands: [{ command: name, body: sent }],
  batch: false,
  dryRun: false,
  actor: { id: 'bench', role: 'admin' as const },
});
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

/** Commands decided and recorded per second by so many clients at once. */
async function commandsPerSecond(writer: MissionWriter, clients: number): Promise<number> {
  const start = performance.now();
  const client = async (): Promise<void> => {
    for (let sent = 0; sent < commands / together; sent++) await writer.submit(submission(command, body));
  };
  await Promise.all(Array.from({ length: clients }, client));
  return ((commands / together) * clients) / ((performance.now() - start) / 1000);
}

async function appendsPerSecond(client: EventStoreDBClient, stream: string): Promise<number> {
  const start = performance.now();
  const writer = async (name: number): Promise<void> => {
    for (let n = 0; n < events / together; n++)
      await client.appendToStream(`${stream}-${name}`, jsonEvent({ type: 'bench', data: { ...body, n } }));
  };
  await Promise.all(Array.from({ length: together }, (_, name) => writer(name)));
  return events / ((performance.now() - start) / 1000);
}

async function readsPerSecond(client: EventStoreDBClient): Promise<number> {
  const start = performance.now();
  let read = 0;
  for await (const { event } of client.readAll()) if (event) read++;
  return read / ((performance.now() - start) / 1000);
}

/** The cluster's protocol: the engine for clusters over our endpoint, and the endpoint with the official client. */
export async function cluster(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const embedded = openEmbeddedStore({ dataDir });
  const endpoint = await startEndpoint(embedded, {
    port: 0,
    append: true,
    groupsFile: join(dataDir, 'groups.json'),
    now: Date.now,
    rules: { streamPrefix: 'mission-' },
  });
  const url = `esdb://127.0.0.1:${endpoint.port}?tls=false` as const;
  const store = await openKurrentDbStore(url);
  const writer = new MissionWriter(store, Date.now);
  await writer.submit(submission('open-mission', opening));
  await writer.submit(
    submission('establish-base', { base: 'gao', name: 'Gao', kind: 'camp', occurredAt: '2023-07-01' }),
  );
  const client = EventStoreDBClient.connectionString(url);
  const figures: Record<'many' | 'one' | 'appends' | 'reads', number[]> = { many: [], one: [], appends: [], reads: [] };
  for (let round = 0; round < rounds; round++) {
    figures.one.push(await commandsPerSecond(writer, 1));
    figures.many.push(await commandsPerSecond(writer, together));
    figures.appends.push(await appendsPerSecond(client, `mission-round-${round}`));
    figures.reads.push(await readsPerSecond(client));
  }
  await store.close();
  await endpoint.close();
  await embedded.close();
  rmSync(dataDir, { recursive: true });
  const [many, one, appends, reads] = [figures.many, figures.one, figures.appends, figures.reads].map(median) as [
    number,
    number,
    number,
    number,
  ];
  return [
    {
      name: 'commands over the engine for clusters, 64 at once',
      value: many,
      unit: 'commands/s',
      baseline: 'the same, one at a time',
      ratio: many / one,
      goal: 4,
    },
    {
      name: 'appends at the endpoint by the official client, 64 at once',
      value: appends,
      unit: 'events/s',
      baseline: 'commands over the engine for clusters, one at a time',
      ratio: appends / one,
      goal: 1,
    },
    {
      name: 'reads at the endpoint by the official client',
      value: reads,
      unit: 'events/s',
      baseline: 'its appends',
      ratio: reads / appends,
      goal: 1,
    },
  ];
}
