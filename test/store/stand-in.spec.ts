import { EventStoreDBClient, jsonEvent, streamNameFilter, type AllStreamSubscription } from '@eventstore/db-client';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entries, entry } from '../support/engines.js';
import { startStandIn, startStandInCluster, type StandIn, type StandInCluster } from '../support/stand-in.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-stand-in-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const note = () => jsonEvent({ type: 'NoteAdded', data: { text: 'x' } });

describe('what stands in for a real server', () => {
  let standIn: StandIn;
  let client: EventStoreDBClient;
  const now = (): number => Date.parse('2023-08-13T09:00:00Z');
  beforeEach(async () => {
    standIn = await startStandIn(dir, undefined, now);
    client = EventStoreDBClient.connectionString(standIn.url);
  });
  afterEach(async () => {
    await client.dispose();
    await standIn.close();
  });

  async function revisions(stream: string): Promise<bigint[]> {
    const found: bigint[] = [];
    for await (const { event } of client.readStream(stream)) if (event) found.push(event.revision);
    return found;
  }

  async function streamsInAll(): Promise<string[]> {
    const found: string[] = [];
    for await (const { event } of client.readAll()) found.push(event?.streamId ?? '');
    return found;
  }

  it('holds events of its own, of which a filtered subscription hears once in 32', async () => {
    const checkpoints: bigint[] = [];
    let tell = (): void => undefined;
    const told = new Promise<void>((resolve) => (tell = resolve));
    const filter = streamNameFilter({
      prefixes: ['mission-'],
      checkpointReached: async (_, { commit }) => {
        checkpoints.push(commit);
        if (checkpoints.length === 2) tell();
      },
    });
    const subscription = client.subscribeToAll({ filter });
    subscription.on('data', () => undefined);
    await once(subscription, 'confirmation');
    await standIn.writeSystemEvents(80);
    await told;
    expect(checkpoints).toEqual([32n, 64n]);
    expect(new Set(await streamsInAll())).toEqual(new Set(['$stats-127.0.0.1:2113']));
    await subscription.unsubscribe();
  });

  it('takes a hundred calls of a connection, and lets a further one wait without an error', async () => {
    const open: AllStreamSubscription[] = [];
    for (let count = 0; count < 100; count++) {
      const subscription = client.subscribeToAll();
      subscription.on('data', () => undefined);
      await once(subscription, 'confirmation');
      open.push(subscription);
    }
    expect(standIn.calls.open.get('subscribe')).toBe(100);
    const waiting = client.appendToStream('mission-m1', note());
    expect(await Promise.race([waiting, streamsInAll(), new Promise((done) => setImmediate(done, 'waits'))])).toBe(
      'waits',
    );
    await Promise.all(open.slice(50).map((subscription) => subscription.unsubscribe()));
    await waiting;
    expect(standIn.calls.begun.get('append')).toBe(1);
    await Promise.all(open.slice(0, 50).map((subscription) => subscription.unsubscribe()));
  });

  it('hands out the events of one append one by one', async () => {
    const subscription = client.subscribeToAll();
    const together: number[] = [];
    const read = (): unknown => subscription.read();
    const all = new Promise<void>((resolve) =>
      subscription.on('readable', () => {
        let count = 0;
        while (read() !== null) count++;
        together.push(count);
        if (together.reduce((sum, one) => sum + one, 0) === 20) resolve();
      }),
    );
    await once(subscription, 'confirmation');
    await standIn.log.append('mission-m1', -1, entries(20));
    await all;
    expect(together.length).toBeGreaterThan(1);
    await subscription.unsubscribe();
  });

  it.each([
    ['$tb', { $tb: 3 }, [3n, 4n]],
    ['$maxCount', { $maxCount: 1 }, [4n]],
    ['$maxAge', { $maxAge: 60 }, [4n]],
  ])('hides what %s hides at once, and removes it when it is scavenged', async (_what, truncation, left) => {
    await standIn.log.append('mission-m1', -1, entries(4));
    await standIn.log.append('mission-m1', 3, [{ ...entry(), recordedAt: new Date(now()).toISOString() }]);
    await standIn.admin.truncate('mission-m1', truncation);
    expect(await revisions('mission-m1')).toEqual(left);
    const entriesInAll = async () => (await streamsInAll()).filter((stream) => stream === 'mission-m1');
    expect(await entriesInAll()).toHaveLength(5);
    await standIn.admin.scavenge();
    expect(await entriesInAll()).toHaveLength(left.length);
    expect(await client.appendToStream('mission-m1', note())).toMatchObject({ nextExpectedRevision: 5n });
  });

  it('does what anybody says of a stream who may, and shows what was hidden when that is no longer said', async () => {
    await standIn.log.append('mission-m1', -1, entries(2));
    await client.setStreamMetadata('mission-m1', { truncateBefore: 1 });
    expect(await revisions('mission-m1')).toEqual([1n]);
    await client.setStreamMetadata('mission-m1', { acl: { deleteRoles: ['$admins'], metaWriteRoles: ['$admins'] } });
    expect(await revisions('mission-m1')).toEqual([0n, 1n]);
  });

  it('keeps the call of a subscription that is only destroyed, until the client goes', async () => {
    const subscription = client.subscribeToAll();
    subscription.on('data', () => undefined);
    await once(subscription, 'confirmation');
    subscription.destroy();
    await client.appendToStream('mission-m1', note());
    expect(standIn.calls.open.get('subscribe')).toBe(1);
  });

  it('does not find a deleted stream, and goes on with its revisions', async () => {
    await standIn.log.append('mission-m1', -1, entries(2));
    await standIn.admin.softDelete('mission-m1');
    await expect(revisions('mission-m1')).rejects.toMatchObject({ type: 'stream-not-found' });
    await client.appendToStream('mission-m1', note(), { expectedRevision: 'no_stream' });
    expect(await revisions('mission-m1')).toEqual([2n]);
  });

  it('lets nobody write to a stream with a tombstone, which is an event of the largest revision', async () => {
    await standIn.log.append('mission-m1', -1, entries(2));
    await standIn.admin.tombstone('mission-m1');
    await expect(revisions('mission-m1')).rejects.toMatchObject({ type: 'stream-deleted' });
    await expect(client.appendToStream('mission-m1', note())).rejects.toMatchObject({ type: 'stream-deleted' });
    const last = client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 });
    for await (const { event } of last)
      expect([event?.streamId, event?.type, Number(event?.revision)]).toEqual([
        'mission-m1',
        '$streamDeleted',
        2 ** 63,
      ]);
  });

  it('answers nothing while it is stalled, and goes on afterwards', async () => {
    await client.appendToStream('mission-m1', note());
    standIn.gate.stall();
    const waiting = client.appendToStream('mission-m1', note());
    expect(await Promise.race([waiting, new Promise((done) => setImmediate(done, 'waits'))])).toBe('waits');
    standIn.gate.resume();
    expect(await waiting).toMatchObject({ nextExpectedRevision: 1n });
  });
});

describe('what stands in for three servers', () => {
  let cluster: StandInCluster;
  beforeEach(async () => {
    cluster = await startStandInCluster(dir);
  });
  afterEach(() => cluster.close());

  const appendBy = async (preference: string): Promise<void> => {
    const client = EventStoreDBClient.connectionString(`${cluster.url}&nodePreference=${preference}`);
    await client.appendToStream('mission-m1', note()).finally(() => client.dispose());
  };
  const appends = (): (number | undefined)[] => cluster.nodes.map(({ calls }) => calls.begun.get('append'));

  it('sends clients to the leader, or to a follower, which passes appends on', async () => {
    await appendBy('leader');
    expect(appends()).toEqual([1, undefined, undefined]);
    await appendBy('follower');
    expect(appends()[0]).toBe(1);
    expect(await cluster.log.headRevision('mission-m1')).toBe(1);
  });

  it('takes nothing without a leader, and goes on with the next one', async () => {
    cluster.nodes[0]?.gate.cut();
    cluster.elect(undefined, [0]);
    await expect(appendBy('leader')).rejects.toThrow('Failed to discover');
    cluster.elect(1, [0]);
    await appendBy('leader');
    expect(appends()).toEqual([undefined, 1, undefined]);
  });
});
