import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveCounted, type CountedEndpoint } from '../support/counted-endpoint.js';

let dir: string;
let served: CountedEndpoint;
let client: EventStoreDBClient;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-deletes-'));
  await serve();
});
afterEach(async () => {
  await stop();
  rmSync(dir, { recursive: true });
});

async function serve(append = true): Promise<void> {
  served = await serveCounted(dir, append);
  client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${served.endpoint.port}?tls=false`);
}

async function stop(): Promise<void> {
  await client.dispose();
  await served.close();
}

const event = (n: number) => jsonEvent({ type: 'Counted', data: { n } });

async function read(stream: string, options: Parameters<typeof client.readStream>[1] = {}): Promise<number[]> {
  const found: number[] = [];
  for await (const { event: one } of client.readStream(stream, options)) found.push(Number(one?.revision));
  return found;
}

const notFound = { type: 'stream-not-found' };
const deleted = { type: 'stream-deleted', streamName: 'notes' };

describe('a stream that is no mission', () => {
  beforeEach(() => client.appendToStream('notes', [event(0), event(1), event(2)]));

  it('can be deleted at the revision that is expected: its events are hidden, and its revisions go on', async () => {
    await expect(client.deleteStream('notes', { expectedRevision: 1n })).rejects.toMatchObject({
      type: 'wrong-expected-version',
      streamName: 'notes',
      expectedVersion: 1n,
      actualVersion: 2n,
    });
    expect(await read('notes')).toEqual([0, 1, 2]);
    expect((await client.deleteStream('notes', { expectedRevision: 2n })).position).toBeDefined();
    await expect(read('notes')).rejects.toMatchObject(notFound);
    await expect(read('notes', { direction: 'backwards', fromRevision: 'end' })).rejects.toMatchObject(notFound);
    await client.appendToStream('notes', [event(3), event(4)]);
    expect(await read('notes')).toEqual([3, 4]);
    expect(await read('notes', { fromRevision: 1n, maxCount: 1 })).toEqual([3]);
    expect(await read('notes', { direction: 'backwards', fromRevision: 'end' })).toEqual([4, 3]);
    await expect(read('notes', { direction: 'backwards', fromRevision: 2n })).resolves.toEqual([]);
  });

  it('is a new one to whoever appends to it after it was deleted, and keeps what else its metadata says', async () => {
    await client.setStreamMetadata('notes', { cacheControl: 10 });
    await client.deleteStream('notes');
    await expect(client.appendToStream('notes', event(3), { expectedRevision: 'stream_exists' })).rejects.toMatchObject(
      { type: 'wrong-expected-version' },
    );
    expect(await client.appendToStream('notes', event(3), { expectedRevision: 'no_stream' })).toMatchObject({
      nextExpectedRevision: 3n,
    });
    await expect(client.appendToStream('notes', event(4), { expectedRevision: 'no_stream' })).rejects.toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 3n,
    });
    expect((await client.getStreamMetadata('notes')).metadata).toMatchObject({ cacheControl: 10, truncateBefore: 3 });
  });

  it('that does not exist cannot be deleted, unless its metadata does', async () => {
    const missing = { type: 'wrong-expected-version', streamName: 'nothing' };
    await expect(client.deleteStream('nothing')).rejects.toMatchObject(missing);
    await expect(client.deleteStream('nothing', { expectedRevision: 'no_stream' })).rejects.toMatchObject(missing);
    await client.setStreamMetadata('nothing', { cacheControl: 10 });
    await client.deleteStream('nothing', { expectedRevision: 'no_stream' });
  });

  it('is truncated where its metadata says so', async () => {
    await client.setStreamMetadata('notes', { truncateBefore: 2 });
    expect(await read('notes')).toEqual([2]);
    const found: number[] = [];
    for await (const { event: told } of client.subscribeToStream('notes')) {
      found.push(Number(told?.revision));
      if (found.length === 1) await client.appendToStream('notes', event(3));
      else break;
    }
    expect(found).toEqual([2, 3]);
    await client.setStreamMetadata('notes', { maxCount: 2 });
    expect(await read('notes')).toEqual([2, 3]);
    await client.setStreamMetadata('notes', { maxCount: 2, truncateBefore: 3 });
    expect(await read('notes')).toEqual([3]);
    await client.setStreamMetadata('notes', {});
    expect(await read('notes')).toEqual([0, 1, 2, 3]);
  });

  it('can be deleted for good: it is never read nor appended to again, also after a restart', async () => {
    await expect(client.tombstoneStream('notes', { expectedRevision: 'no_stream' })).rejects.toMatchObject({
      type: 'wrong-expected-version',
    });
    expect((await client.tombstoneStream('notes')).position).toBeDefined();
    await stop();
    await serve();
    await expect(read('notes')).rejects.toMatchObject(deleted);
    await expect(client.appendToStream('notes', event(3))).rejects.toMatchObject(deleted);
    const credentials = { username: 'admin', password: 'changeit' };
    await expect(client.appendToStream('notes', event(3), { credentials })).rejects.toMatchObject(deleted);
    await expect(client.setStreamMetadata('notes', {})).rejects.toMatchObject({ type: 'stream-deleted' });
    await expect(client.deleteStream('notes')).rejects.toMatchObject(deleted);
    await expect(client.tombstoneStream('notes')).rejects.toMatchObject(deleted);
    const followed = (async () => {
      for await (const told of client.subscribeToStream('notes')) return told;
      return undefined;
    })();
    await expect(followed).rejects.toMatchObject(deleted);
  });

  it('can be deleted for good before it is', async () => {
    await client.tombstoneStream('never', { expectedRevision: 'no_stream' });
    await expect(read('never')).rejects.toMatchObject({ type: 'stream-deleted', streamName: 'never' });
  });

  it('is deleted by nobody where the endpoint is for reading', async () => {
    await stop();
    await serve(false);
    const denied = { type: 'access-denied', message: expect.stringContaining('for reading') as string };
    await expect(client.deleteStream('notes')).rejects.toMatchObject(denied);
    await expect(client.tombstoneStream('notes')).rejects.toMatchObject(denied);
    expect(await read('notes')).toEqual([0, 1, 2]);
  });
});

describe("a mission's stream", () => {
  it.each(['mission-m1', '$$mission-m1'])('is not deleted, whoever asks: %s', async (stream) => {
    await client.appendToStream('mission-m1', [event(0), event(1)]);
    const immutable = { type: 'access-denied', message: expect.stringContaining('immutable') as string };
    await expect(client.deleteStream(stream)).rejects.toMatchObject(immutable);
    await expect(client.tombstoneStream(stream)).rejects.toMatchObject(immutable);
    expect(await read('mission-m1')).toEqual([0, 1]);
  });

  it('is hidden by no metadata', async () => {
    await client.appendToStream('mission-m1', [event(0), event(1)]);
    await client.setStreamMetadata('mission-m1', { truncateBefore: 2, maxCount: 1 });
    await client.appendToStream('$$mission-m1', jsonEvent({ type: '$streamDeleted', data: {} }));
    expect(await read('mission-m1')).toEqual([0, 1]);
    await client.appendToStream('mission-m1', event(2), { expectedRevision: 1n });
    expect(await read('mission-m1')).toEqual([0, 1, 2]);
  });
});
