import {
  binaryEvent,
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveCounted, type CountedEndpoint } from '../support/counted-endpoint.js';

let dir: string;
let served: CountedEndpoint;
let client: EventStoreDBClient;

const link = (to: string) => binaryEvent({ type: '$>', data: Buffer.from(to) });

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-links-'));
  served = await serveCounted(dir);
  client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${served.endpoint.port}?tls=false`);
  const events = [0, 1, 2].map((n) => jsonEvent({ type: 'NoteAdded', data: { n } }));
  await client.appendToStream('mission-m1@north', events);
  await client.appendToStream('picked', [link('2@mission-m1@north'), link('7@mission-m1@north'), link('nonsense')]);
  await client.appendToStream('picked', jsonEvent({ type: 'NoteAdded', data: { n: 9 } }));
});
afterEach(async () => {
  await client.dispose();
  await served.close();
  rmSync(dir, { recursive: true });
});

/** What is told of the four events of the stream of links: what each is, and the link by which it was found. */
const told = [
  ['2@mission-m1@north', '0@picked'],
  [undefined, '1@picked'],
  [undefined, '2@picked'],
  ['3@picked', undefined],
];

type Told = Partial<Record<'event' | 'link', { revision: bigint; streamId: string }>>;
const nameOf = (event: Told['event']): string | undefined => event && `${event.revision}@${event.streamId}`;

async function read(events: AsyncIterable<Told>, most = Infinity): Promise<(string | undefined)[][]> {
  const found: (string | undefined)[][] = [];
  for await (const { event, link: by } of events) {
    found.push([nameOf(event), nameOf(by)]);
    if (found.length === most) break;
  }
  return found;
}

describe('a link', () => {
  it('is the event that it names where a reader asks for that, and says by which link it was found', async () => {
    expect(await read(client.readStream('picked', { resolveLinkTos: true }))).toEqual(told);
    expect(
      await read(client.readStream('picked', { resolveLinkTos: true, direction: 'backwards', fromRevision: 'end' })),
    ).toEqual(told.toReversed());
    const [, , , first] = await read(client.readAll({ resolveLinkTos: true }));
    expect(first).toEqual(told[0]);
  });

  it('is followed, on a stream and on all', async () => {
    expect(await read(client.subscribeToStream('picked', { resolveLinkTos: true }), 4)).toEqual(told);
    const [, , , first] = await read(client.subscribeToAll({ resolveLinkTos: true }), 4);
    expect(first).toEqual(told[0]);
  });

  it('is an event of its own to all others', async () => {
    expect(await read(client.readStream('picked'))).toEqual([0, 1, 2, 3].map((n) => [`${n}@picked`, undefined]));
  });

  it('is the very event that it names, with its seal', async () => {
    const events: unknown[] = [];
    for await (const { event } of client.readStream('picked', { resolveLinkTos: true, maxCount: 1 }))
      events.push(event);
    for await (const { event } of client.readStream('mission-m1@north', { fromRevision: 2n })) events.push(event);
    expect(events[0]).toEqual(events[1]);
    expect(events[0]).toMatchObject({ metadata: { checkpoint: expect.any(String) as string } });
  });

  it('is given to a group that asks for it, and acknowledged by its own id', async () => {
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', resolveLinkTos: true });
    await client.createPersistentSubscriptionToStream('picked', 'group', settings);
    const consumer = client.subscribeToPersistentSubscriptionToStream('picked', 'group', { bufferSize: 1 });
    const found: (string | undefined)[][] = [];
    for await (const event of consumer) {
      found.push([nameOf(event.event), nameOf(event.link)]);
      await consumer.ack(event);
      if (found.length === 4) break;
    }
    expect(found).toEqual(told);
  });
});
