import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstOf, type EventStore, type Seal } from '#libs/event-store';
import { Frontier, leafHash, openCheckpoint } from '#libs/transparency';
import { all, engines, entries, entry, makeSealer, type Opened } from '../support/engines.js';

/** Root and size that a stream's entries come to, by RFC 6962 alone. */
async function treeOf(store: EventStore, stream: string): Promise<{ size: number; root: Buffer }> {
  const tree = new Frontier();
  for (const { body } of await all(store.readStream(stream))) tree.append(leafHash(body));
  return { size: tree.size, root: tree.root() };
}

describe.each(engines.filter(([name]) => name !== 'in memory'))('a store that signs, %s', (_name, open) => {
  let dir: string;
  let opened: Opened;
  let store: EventStore;
  let stream: string;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'drawdown-store-'));
    opened = await open(dir);
    ({ store } = opened);
    stream = `mission-${randomUUID()}`;
  });
  afterEach(async () => {
    await opened.close();
    rmSync(dir, { recursive: true });
  });
  const read = ({ checkpoint }: Seal) => openCheckpoint(checkpoint, makeSealer().verifierKey(stream));

  it('answers each append with a checkpoint of all entries up to it', async () => {
    for (const count of [1, 3, 1, 7]) {
      const revision = await store.headRevision(stream);
      const result = await store.append(stream, revision, entries(count));
      expect(result).toMatchObject({ outcome: 'appended' });
      const newest = await firstOf(store.seals(stream, { order: 'newest' }));
      expect(newest?.checkpoint).toBe('checkpoint' in result ? result.checkpoint : '');
      expect(newest && read(newest)).toMatchObject(await treeOf(store, stream));
    }
  });

  it('gives its seals by how many entries they cover, in either order', async () => {
    for (const count of [2, 1, 3]) await store.append(stream, await store.headRevision(stream), entries(count));
    const sizes = async (range: Parameters<EventStore['seals']>[1]): Promise<number[]> => {
      const found: number[] = [];
      for await (const { size } of store.seals(stream, range)) found.push(size);
      return found;
    };
    expect(await sizes({ order: 'oldest' })).toEqual([2, 3, 6]);
    expect(await sizes({ order: 'newest' })).toEqual([6, 3, 2]);
    expect(await sizes({ from: 3, order: 'oldest' })).toEqual([3, 6]);
    expect(await sizes({ from: 4, until: 5, order: 'oldest' })).toEqual([]);
    expect((await sizes({ until: 5, order: 'newest' }))[0]).toBe(3);
    expect(await firstOf(store.seals(`${stream}-none`, { order: 'newest' }))).toBeUndefined();
  });

  it('signs nothing outside the missions', async () => {
    const other = `other-${randomUUID()}`;
    expect(await store.append(other, -1, [entry()])).not.toHaveProperty('checkpoint', expect.anything());
    expect(await firstOf(store.seals(other, { order: 'newest' }))).toBeUndefined();
  });
});

describe('the same log on every engine that signs', () => {
  it('has the same leaves, and the same signed checkpoint to the byte', async () => {
    const stream = `mission-${randomUUID()}`;
    const rows = entries(5);
    const signed: { bodies: string[]; checkpoint?: string }[] = [];
    for (const [, open] of engines.filter(([name]) => name !== 'in memory')) {
      const dir = mkdtempSync(join(tmpdir(), 'drawdown-store-'));
      const opened = await open(dir);
      const { store } = opened;
      await store.append(stream, -1, rows.slice(0, 2));
      await store.append(stream, 1, rows.slice(2));
      const bodies = (await all(store.readStream(stream))).map(({ body }) => body);
      const seal = await firstOf(store.seals(stream, { order: 'newest' }));
      signed.push({ bodies, checkpoint: seal?.checkpoint });
      await opened.close();
      rmSync(dir, { recursive: true });
    }
    expect(signed.length).toBeGreaterThan(1);
    expect(signed).toEqual(signed.map(() => signed[0]));
  });
});
