import {
  EventStoreDBClient,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  streamNameFilter,
  type PersistentSubscriptionToAll,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore, type EventStore, type NewEntry } from '#libs/event-store';
import { startEndpoint, type Endpoint } from '#libs/eventstoredb-endpoint';

let dir: string;
let store: EventStore;
let endpoint: Endpoint;
let client: EventStoreDBClient;

async function serve(): Promise<void> {
  endpoint = await startEndpoint(store, {
    port: 0,
    append: false,
    groupsFile: join(dir, 'groups.json'),
    now: Date.now,
    rules: { streamPrefix: 'mission-' },
  });
  client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${endpoint.port}?tls=false`);
}

async function stop(): Promise<void> {
  await client.dispose();
  await endpoint.close();
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-groups-'));
  store = openEmbeddedStore({ dataDir: dir });
  const entry = (n: number): NewEntry => ({
    id: randomUUID(),
    type: n % 2 === 0 ? 'Even' : 'Odd',
    body: `{"n":${n}}`,
    recordedAt: '2023-08-13T08:30:00.000Z',
  });
  await store.append('mission-a', -1, [0, 1, 2, 3].map(entry));
  await store.append('mission-b', -1, [4, 5].map(entry));
  await serve();
});
afterEach(async () => {
  await stop();
  await store.close();
  rmSync(dir, { recursive: true });
});

type Consumed = Parameters<PersistentSubscriptionToAll['ack']>[0];
type Consumer = AsyncIterable<Consumed> & Pick<PersistentSubscriptionToAll, 'ack' | 'nack' | 'unsubscribe'>;

function numberOf({ event }: Consumed): number {
  const data: unknown = event?.data;
  return (data as { n: number }).n;
}
const settings = (more: object = {}) =>
  persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', ...more });
const toA = (bufferSize = 10): Consumer =>
  client.subscribeToPersistentSubscriptionToStream('mission-a', 'group', { bufferSize });
const info = () => client.getPersistentSubscriptionToStreamInfo('mission-a', 'group');

/** Takes events until there are so many, answering each; hangs up then. */
async function take(
  consumer: Consumer,
  count: number,
  answer: (event: Consumed) => Promise<void> = (event) => consumer.ack(event),
): Promise<number[]> {
  const taken: number[] = [];
  for await (const event of consumer) {
    taken.push(numberOf(event));
    await answer(event);
    if (taken.length === count) break;
  }
  return taken;
}

/** Waits until a figure is reached: answers of consumers travel. */
async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((next) => setImmediate(next));
}

describe('a group of competing consumers', () => {
  it('gives each event once, goes on after the last that was acknowledged, also when the endpoint was started anew', async () => {
    await client.createPersistentSubscriptionToStream('mission-a', 'group', settings());
    expect(await take(toA(), 2)).toEqual([0, 1]);
    await until(async () => (await info()).stats.lastCheckpointedEventRevision === 1n);
    await stop();
    await serve();
    expect(await take(toA(), 2)).toEqual([2, 3]);
  });

  it('shares events among its consumers', async () => {
    await client.createPersistentSubscriptionToStream('mission-a', 'group', settings());
    const held: Consumed[] = [];
    const [first, second] = [toA(2), toA(2)];
    const hold = async (event: Consumed): Promise<void> => void held.push(event);
    const taken = await Promise.all([take(first, 2, hold), take(second, 2, hold)]);
    expect(new Set(taken.flat())).toEqual(new Set([0, 1, 2, 3]));
  });

  it('gives all events of a stream to the same consumer where the group is pinned', async () => {
    const pinned = persistentSubscriptionToAllSettingsFromDefaults({
      startFrom: 'start',
      consumerStrategyName: 'Pinned',
    });
    await client.createPersistentSubscriptionToAll('group', pinned);
    const consumers = [1, 2, 3].map(() => client.subscribeToPersistentSubscriptionToAll('group'));
    const byStream = new Map<string, Set<number>>();
    let [taken, all] = [0, 0];
    const consume = async (consumer: PersistentSubscriptionToAll, index: number): Promise<void> => {
      for await (const event of consumer) {
        const stream = event.event?.streamId ?? '';
        byStream.set(stream, (byStream.get(stream) ?? new Set()).add(index));
        await consumer.ack(event);
        if (++taken === all) await Promise.all(consumers.map((one) => one.unsubscribe()));
      }
    };
    const streams = Array.from({ length: 12 }, (_, n) => `mission-pinned-${n}`);
    const some = (): NewEntry[] =>
      [1, 2, 3].map((n) => ({
        id: randomUUID(),
        type: 'Odd',
        body: `{"n":${n}}`,
        recordedAt: '2023-08-13T08:30:00.000Z',
      }));
    all = 6 + streams.length * 3;
    for (const stream of streams) await store.append(stream, -1, some());
    await Promise.all(consumers.map(consume));
    expect([...byStream.values()].map(({ size }) => size)).toEqual([...byStream].map(() => 1));
    expect(byStream.size).toBe(14);
    expect(new Set([...byStream.values()].flatMap((indexes) => [...indexes])).size).toBeGreaterThan(1);
  });

  it('gives an event again that was not handled, parks it at last, and gives it again when that is asked', async () => {
    await client.createPersistentSubscriptionToStream('mission-a', 'group', settings({ maxRetryCount: 2 }));
    const consumer = toA();
    const refuseOne = async (event: Consumed): Promise<void> =>
      numberOf(event) === 1 ? consumer.nack('retry', 'cannot', event) : consumer.ack(event);
    const taken = await take(consumer, 6, refuseOne);
    expect(taken.filter((n) => n === 1)).toHaveLength(3);
    expect(new Set(taken)).toEqual(new Set([0, 1, 2, 3]));
    await until(async () => (await info()).stats.parkedMessageCount === 1n);
    await stop();
    await serve();
    await client.replayParkedMessagesToStream('mission-a', 'group');
    expect(await take(toA(), 1)).toEqual([1]);
    await until(async () => (await info()).stats.parkedMessageCount === 0n);
  });

  it('leaves out what is skipped, and sets aside what is parked', async () => {
    await client.createPersistentSubscriptionToStream('mission-a', 'group', settings());
    const consumer = toA();
    await take(consumer, 4, (event) =>
      numberOf(event) === 1
        ? consumer.nack('skip', 'not ours', event)
        : numberOf(event) === 2
          ? consumer.nack('park', 'later', event)
          : consumer.ack(event),
    );
    await until(async () => (await info()).stats.parkedMessageCount === 1n);
    expect((await info()).stats.lastCheckpointedEventRevision).toBe(3n);
  });

  it('gives an event to another consumer where one does not answer in time', async () => {
    await client.createPersistentSubscriptionToStream('mission-a', 'group', settings({ messageTimeout: 50 }));
    const silent = toA();
    expect(await take(silent, 5, async () => undefined)).toEqual(expect.arrayContaining([0, 1, 2, 3]));
  });

  it('tells how long its consumers take, where that is asked for', async () => {
    await client.createPersistentSubscriptionToStream('mission-a', 'group', settings({ extraStatistics: true }));
    const consumer = toA();
    const described = new Promise<Awaited<ReturnType<typeof info>>>((resolve) => {
      void take(consumer, 4, async (event) => {
        await consumer.ack(event);
        if (numberOf(event) !== 3) return;
        await until(async () => (await info()).stats.lastCheckpointedEventRevision === 3n);
        resolve(await info());
      });
    });
    const [connection] = (await described).connections;
    expect(connection).toMatchObject({ totalItems: 4n, from: expect.stringContaining('127.0.0.1') as string });
    const told = connection?.extraStatistics;
    const names =
      'mean,median,fastest,quintile 1,quintile 2,quintile 3,quintile 4,quintile 5,90%,95%,99%,99.5%,99.9%,highest';
    expect([...(told?.keys() ?? [])]).toEqual(names.split(','));
    expect(told?.get('fastest')).toBeLessThanOrEqual(told?.get('median') ?? -1n);
    expect(told?.get('median')).toBeLessThanOrEqual(told?.get('highest') ?? -1n);
  });

  it('follows all streams by filter, and what is appended later', async () => {
    await client.createPersistentSubscriptionToAll(
      'all',
      persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start' }),
      { filter: streamNameFilter({ prefixes: ['mission-b'] }) },
    );
    const consumer = client.subscribeToPersistentSubscriptionToAll('all');
    const taken = await take(consumer, 3, async (event) => {
      await consumer.ack(event);
      if (numberOf(event) === 5)
        await store.append('mission-b', 1, [
          { id: randomUUID(), type: 'Even', body: '{"n":6}', recordedAt: '2023-08-13T08:30:00.000Z' },
        ]);
    });
    expect(taken).toEqual([4, 5, 6]);
  });

  it('is listed, described, changed and removed, and says where it is not or is already', async () => {
    await client.createPersistentSubscriptionToStream(
      'mission-a',
      'group',
      settings({ maxRetryCount: 7, consumerStrategyName: 'Pinned' }),
    );
    await expect(client.createPersistentSubscriptionToStream('mission-a', 'group', settings())).rejects.toMatchObject({
      type: 'persistent-subscription-exists',
    });
    expect(await info()).toMatchObject({
      eventSource: 'mission-a',
      groupName: 'group',
      settings: { maxRetryCount: 7, consumerStrategyName: 'Pinned' },
      connections: [],
    });
    await client.updatePersistentSubscriptionToStream('mission-a', 'group', settings({ maxSubscriberCount: 1 }));
    const list = await client.listAllPersistentSubscriptions();
    expect(list.map(({ eventSource, groupName }) => [eventSource, groupName])).toEqual([['mission-a', 'group']]);
    await expect(client.listPersistentSubscriptionsToAll()).rejects.toThrow(
      'Subscription group  on stream $all does not exist.',
    );
    const only = toA();
    await take(only, 1, async () => undefined);
    await client.deletePersistentSubscriptionToStream('mission-a', 'group');
    await expect(info()).rejects.toMatchObject({ type: 'persistent-subscription-does-not-exist' });
    await expect(take(toA(), 1)).rejects.toMatchObject({ type: 'persistent-subscription-does-not-exist' });
  });
});
