import {
  EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  streamNameFilter,
  type AllStreamResolvedEvent,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore, openKurrentDbStore, type EventStore, type NewEntry } from '#libs/event-store';
import { startEndpoint, type Endpoint } from '#libs/eventstoredb-endpoint';

let dir: string;
let store: EventStore;
let endpoint: Endpoint;
let client: EventStoreDBClient;

const serve = (append: boolean, port = 0): Promise<Endpoint> =>
  startEndpoint(store, {
    port,
    append,
    groupsFile: join(dir, 'groups.json'),
    now: Date.now,
    rules: { streamPrefix: 'mission-' },
  });
const connect = (): EventStoreDBClient =>
  EventStoreDBClient.connectionString(`esdb://127.0.0.1:${endpoint.port}?tls=false`);

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-endpoint-'));
  store = openEmbeddedStore({ dataDir: dir });
  endpoint = await serve(false);
  client = connect();
});
afterEach(async () => {
  await client.dispose();
  await endpoint.close();
  await store.close();
  rmSync(dir, { recursive: true });
});

const entry = (n: number, type = 'NoteAdded'): NewEntry => ({
  id: randomUUID(),
  type,
  body: `{"n":${n}}`,
  recordedAt: '2023-08-13T08:30:00.000Z',
});

/** Six entries of two missions: a 0 1 2, b 0 1, a 3. */
async function fill(): Promise<void> {
  await store.append('mission-a', -1, [entry(0), entry(1), entry(2, 'BaseVacated')]);
  await store.append('mission-b', -1, [entry(3), entry(4)]);
  await store.append('mission-a', 2, [entry(5)]);
}

const numberOf = (data: unknown): number => (data as { n: number }).n;

type Told = { event?: { data?: unknown } };
const numbers = async (events: AsyncIterable<Told>): Promise<number[]> => {
  const found: number[] = [];
  for await (const { event } of events) found.push(numberOf(event?.data));
  return found;
};

describe('an official client', () => {
  it('reads a stream forwards, backwards, from any revision, and so many', async () => {
    await fill();
    expect(await numbers(client.readStream('mission-a'))).toEqual([0, 1, 2, 5]);
    expect(await numbers(client.readStream('mission-a', { direction: 'backwards', fromRevision: 'end' }))).toEqual([
      5, 2, 1, 0,
    ]);
    expect(await numbers(client.readStream('mission-a', { fromRevision: 2n }))).toEqual([2, 5]);
    expect(await numbers(client.readStream('mission-a', { direction: 'backwards', fromRevision: 1n }))).toEqual([1, 0]);
    expect(await numbers(client.readStream('mission-a', { maxCount: 2 }))).toEqual([0, 1]);
  });

  it('is told that a stream does not exist', async () => {
    await expect(numbers(client.readStream('mission-c'))).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('reads long streams backwards in order', async () => {
    const count = 1203;
    await store.append(
      'mission-a',
      -1,
      Array.from({ length: count }, (_, n) => entry(n)),
    );
    const backwards = Array.from({ length: count }, (_, n) => count - 1 - n);
    expect(await numbers(client.readStream('mission-a', { direction: 'backwards', fromRevision: 'end' }))).toEqual(
      backwards,
    );
    expect(await numbers(client.readAll({ direction: 'backwards', fromPosition: 'end' }))).toEqual(backwards);
  });

  it('reads all streams, from any position in both directions', async () => {
    await fill();
    const read: AllStreamResolvedEvent[] = [];
    for await (const one of client.readAll()) read.push(one);
    expect(read.map(({ event }) => `${event?.streamId} ${event?.revision}`)).toEqual([
      'mission-a 0',
      'mission-a 1',
      'mission-a 2',
      'mission-b 0',
      'mission-b 1',
      'mission-a 3',
    ]);
    for (const [index, { event }] of read.entries()) {
      const fromPosition = event?.position;
      expect(await numbers(client.readAll({ fromPosition }))).toEqual([0, 1, 2, 3, 4, 5].slice(index));
      expect(await numbers(client.readAll({ fromPosition, direction: 'backwards' }))).toEqual(
        [0, 1, 2, 3, 4, 5].slice(0, index).toReversed(),
      );
    }
  });

  it('reads the very bytes, types, ids and times', async () => {
    const written = { ...entry(1), body: '{"text":"é \u{1f6a9}"}' };
    await store.append('mission-a', -1, [written]);
    for await (const { event } of client.readStream('mission-a')) {
      expect([event?.id, event?.type, JSON.stringify(event?.data), event?.created.toISOString()]).toEqual([
        written.id,
        written.type,
        written.body,
        written.recordedAt,
      ]);
    }
  });

  it.each([
    ['streams by prefix', { filter: streamNameFilter({ prefixes: ['mission-b'] }) }, [3, 4]],
    ['streams by expression', { filter: streamNameFilter({ regex: '^mission-[ab]$' }) }, [0, 1, 2, 3, 4, 5]],
    ['types by prefix', { filter: eventTypeFilter({ prefixes: ['Base'] }) }, [2]],
    ['everything', {}, [0, 1, 2, 3, 4, 5]],
  ])('follows %s: catches up, is told so, and goes on', async (_what, options, expected) => {
    await fill();
    const subscription = client.subscribeToAll(options);
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp', () => resolve(true)));
    const found: number[] = [];
    for await (const { event } of subscription) {
      found.push(numberOf(event?.data));
      if (found.length === expected.length) {
        await caughtUp;
        await store.append('mission-b', 1, [entry(6, 'BaseVacated')]);
      }
      if (found.length > expected.length) break;
    }
    expect(found).toEqual([...expected, 6]);
  });

  it('learns how far its filter has looked, as often as it asks for', async () => {
    await fill();
    const reached = (maxSearchWindow: number, checkpointInterval: number): Promise<bigint> =>
      new Promise((resolve) => {
        const filter = streamNameFilter({
          prefixes: ['nothing-'],
          maxSearchWindow,
          checkpointInterval,
          checkpointReached: async (_, { commit }) => resolve(commit),
        });
        client.subscribeToAll({ filter }).on('error', () => undefined);
      });
    expect(await reached(2, 2)).toBe(4n);
    expect(await reached(1, 1)).toBe(1n);
  });

  it('follows one stream after a revision', async () => {
    await fill();
    const found: number[] = [];
    for await (const { event } of client.subscribeToStream('mission-a', { fromRevision: 0n })) {
      found.push(numberOf(event?.data));
      if (found.length === 3) await store.append('mission-a', 3, [entry(7)]);
      if (found.length === 4) break;
    }
    expect(found).toEqual([1, 2, 5, 7]);
  });

  it('may not append, delete or tombstone, and is told why', async () => {
    await fill();
    const event = jsonEvent({ type: 'NoteAdded', data: { n: 9 } });
    await expect(client.appendToStream('mission-a', event)).rejects.toMatchObject({ type: 'access-denied' });
    await expect(client.deleteStream('mission-a')).rejects.toMatchObject({
      type: 'access-denied',
      message: expect.stringContaining('immutable') as string,
    });
    await expect(client.tombstoneStream('mission-a')).rejects.toMatchObject({ type: 'access-denied' });
    expect(await numbers(client.readStream('mission-a'))).toEqual([0, 1, 2, 5]);
  });

  it('appends where that is allowed, at the revision that it expects', async () => {
    await fill();
    await client.dispose();
    await endpoint.close();
    endpoint = await serve(true);
    client = connect();
    const event = (n: number) => jsonEvent({ type: 'NoteAdded', data: { n } });
    await expect(client.appendToStream('mission-a', event(8), { expectedRevision: 1n })).rejects.toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 3n,
    });
    await expect(client.appendToStream('mission-a', event(8), { expectedRevision: 'no_stream' })).rejects.toMatchObject(
      { type: 'wrong-expected-version' },
    );
    await expect(
      client.appendToStream('mission-c', event(8), { expectedRevision: 'stream_exists' }),
    ).rejects.toMatchObject({ type: 'wrong-expected-version' });
    expect(await client.appendToStream('mission-a', [event(8), event(9)], { expectedRevision: 3n })).toMatchObject({
      success: true,
      nextExpectedRevision: 5n,
    });
    expect(await client.appendToStream('mission-a', event(10))).toMatchObject({ nextExpectedRevision: 6n });
    expect(await numbers(client.readStream('mission-a', { fromRevision: 4n }))).toEqual([8, 9, 10]);
  });
});

describe('a server on the cluster', () => {
  it('goes on after the connection was lost, without a gap or a repeat', async () => {
    await fill();
    const { port } = endpoint;
    const remote = await openKurrentDbStore(`esdb://127.0.0.1:${port}?tls=false`);
    const found: number[] = [];
    const heard = new Map<number, () => void>();
    remote.subscribe(
      { after: 0, streamPrefix: 'mission-' },
      (page) => {
        for (const { body } of page) found.push((JSON.parse(body) as { n: number }).n);
        for (const [count, tell] of heard) if (found.length >= count) tell();
      },
      () => undefined,
    );
    const hearing = (count: number): Promise<void> =>
      new Promise((resolve) => (found.length >= count ? resolve() : heard.set(count, resolve)));
    await hearing(6);
    await endpoint.close();
    await store.append('mission-b', 1, [entry(6)]);
    endpoint = await serve(true, port);
    await store.append('mission-b', 2, [entry(7)]);
    await hearing(8);
    expect(found).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await remote.close();
  }, 30_000);
});
