import { EventStoreDBClient, eventTypeFilter, streamNameFilter } from '@eventstore/db-client';
import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import persistentGrpc from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { credentials } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical } from '#libs/canonical-json';
import { InMemoryStore, openKurrentDbStore } from '#libs/event-store';
import { startEndpoint, type Endpoint } from '#libs/eventstoredb-endpoint';
import { endpointRules } from '../../apps/server/src/log/endpoint-rules.js';
import { all } from '../support/engines.js';

let dir: string;
let store: InMemoryStore;
let endpoint: Endpoint;
let client: EventStoreDBClient;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-calls-'));
  store = new InMemoryStore();
  endpoint = await startEndpoint(store, {
    port: 0,
    append: true,
    groupsFile: join(dir, 'groups.json'),
    now: Date.now,
    rules: endpointRules,
  });
  client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${endpoint.port}?tls=false`);
});
afterEach(async () => {
  await client.dispose();
  await endpoint.close();
  rmSync(dir, { recursive: true });
});

const entry = (type: string) => ({
  id: randomUUID(),
  type,
  body: '{}',
  recordedAt: '2023-08-13T08:30:00.000Z',
});

describe('a filter by regular expression', () => {
  it('is matched in linear time: a reader cannot freeze the server', async () => {
    const names = Array.from({ length: 200 }, (_, n) => `Entry${'OfSomeLength'.repeat(20)}${n}`);
    await store.append('other', -1, names.map(entry));
    const filter = eventTypeFilter({ regex: '^(([A-Z]?[a-z]+)+)+!$' });
    const subscription = client.subscribeToAll({ filter });
    const matching: unknown[] = [];
    subscription.on('data', (event) => matching.push(event));
    await once(subscription, 'caughtUp');
    expect(matching).toEqual([]);
    await subscription.unsubscribe();
  });

  it.each<[string, string, RegExp]>([
    ['is too long', 'a'.repeat(1001), /may have 1000 characters/],
    ['looks around', '(?=a)b', /no look-around/],
    ['refers back', '(a)\\1', /no back-references/],
    ['is none', '(', /no regular expression/],
    ['repeats repeats', '((a{30}){30}){30}', /no regular expression|too large/],
  ])('is refused by name where it %s', async (_what, regex, why) => {
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ regex }) });
    subscription.on('data', () => undefined);
    const [error] = (await once(subscription, 'error')) as [Error];
    expect(error.message).toMatch(why);
  });
});

describe('a client that looks for a cluster', () => {
  it('finds this one server', async () => {
    await store.append('mission-m1', -1, [entry('NoteAdded')]);
    const discovered = await openKurrentDbStore(`esdb+discover://127.0.0.1:${endpoint.port}?tls=false`);
    expect(await all(discovered.readStream('mission-m1'))).toHaveLength(1);
    await discovered.close();
  });
});

describe('the end of the server', () => {
  it('is told to those who follow as unavailable', async () => {
    const subscription = client.subscribeToAll();
    subscription.on('data', () => undefined);
    await once(subscription, 'confirmation');
    const failed = once(subscription, 'error');
    await endpoint.close();
    expect(await failed).toMatchObject([{ type: 'unavailable' }]);
  });
});

describe('a group whose consumers are to be chosen in a way that is not known', () => {
  it('is refused as real servers refuse it', async () => {
    const settings = new persistent.CreateReq.Settings();
    settings.setConsumerStrategy('PinnedByCorrelation');
    const options = new persistent.CreateReq.Options();
    options.setAll(new persistent.CreateReq.AllOptions());
    options.setGroupName('group');
    options.setSettings(settings);
    const request = new persistent.CreateReq();
    request.setOptions(options);
    const raw = new persistentGrpc.PersistentSubscriptionsClient(
      `127.0.0.1:${endpoint.port}`,
      credentials.createInsecure(),
    );
    const failed = await new Promise<unknown>((resolve) => raw.create(request, resolve));
    raw.close();
    expect(failed).toMatchObject({
      details:
        "Subscription group group on stream $all failed: 'Consumer strategy PinnedByCorrelation does not exist.'",
    });
  });
});

describe('an entry that another server appends', () => {
  const envelope = {
    actor: { id: 'a', role: 'admin' },
    causationId: 'c',
    commandDigest: 'd',
    commandId: 'c',
    correlationId: 'c',
    data: {
      authority: 'Resolution 2690',
      deadline: '2023-12-31',
      hostCountry: 'Mali',
      name: 'M',
      startsOn: '2023-07-01',
      strength: [{ component: 'uniformed/troops', count: 100 }],
      timeZone: 'Africa/Bamako',
    },
    id: '0b9c8a5e-7f3a-4a39-9a53-3ad9f2f1c001',
    mission: 'm1',
    occurredAt: '2023-07-01',
    placedAt: '2023-07-01T00:00:00.000Z',
    recordedAt: '2023-08-13T08:30:00.000Z',
    revision: 0,
    schema: 1,
    type: 'MissionOpened',
  };
  const rowOf = (changed: Record<string, unknown>) => {
    const body = canonical({ ...envelope, ...changed });
    const { id, type, recordedAt } = envelope;
    return { id, type, recordedAt, body, stream: 'mission-m1', revision: 0 };
  };
  const faultOf = (changed: Record<string, unknown>): string | undefined => endpointRules.faultOf?.(rowOf(changed));

  it('is taken where it is one', () => expect(faultOf({})).toBeUndefined());

  it.each<[string, Record<string, unknown>]>([
    ['another mission', { mission: 'm2' }],
    ['another revision', { revision: 1 }],
    ['another id', { id: randomUUID() }],
    ['another type', { type: 'NoteAdded' }],
    ['a type that nobody knows', { type: 'Nonsense' }],
    ['another schema', { schema: 2 }],
    ['another recordedAt', { recordedAt: '2023-08-13T08:30:00.001Z' }],
    ['no placedAt', { placedAt: 'yesterday' }],
    ['an occurredAt that is no time', { occurredAt: 'yesterday' }],
    ['no actor', { actor: null }],
    ['a number as data', { data: 5 }],
    ['data of another shape', { data: { ...envelope.data, deadline: 'never' } }],
    ['a number as commandId', { commandId: 7 }],
  ])('is refused where it has %s', (_what, changed) => expect(faultOf(changed)).toEqual(expect.any(String)));
});
