import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EntryTooLarge,
  entryBytesMax,
  pageSize,
  type EventStore,
  type NewEntry,
  type StoredEntry,
} from '#libs/event-store';
import { all, engines, entries, entry, type Opened } from '../support/engines.js';

/** Follows a store until it has seen so many entries. */
function seen(store: EventStore, count: number, after = 0, streamPrefix?: string): Promise<StoredEntry[]> {
  return new Promise((resolve, reject) => {
    const found: StoredEntry[] = [];
    const subscription = store.subscribe(
      { after, streamPrefix },
      async (page) => {
        found.push(...page);
        // A slow consumer is waited for.
        await new Promise((next) => setImmediate(next));
        if (found.length >= count) void subscription.close().then(() => resolve(found));
      },
      reject,
    );
  });
}

describe.each(engines)('a store %s', (_name, open) => {
  let dir: string;
  let opened: Opened;
  let store: EventStore;
  /** Where this test's entries begin, and names of its own: a server that others use holds more. */
  let origin: number;
  let space: string;
  let [a, b, other] = ['', '', ''];
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'drawdown-store-'));
    opened = await open(dir);
    ({ store } = opened);
    origin = await store.headPosition();
    space = randomUUID();
    [a, b, other] = [`mission-${space}-a`, `mission-${space}-b`, `other-${space}`];
  });
  afterEach(async () => {
    await opened.close();
    rmSync(dir, { recursive: true });
  });

  it('appends in order and reads back what was written, to the byte', async () => {
    const written = [entry('é \u{1f6a9} \\u0000'), entry('second')];
    const result = await store.append(a, -1, written);
    expect(result).toMatchObject({ outcome: 'appended', first: 0, last: 1 });
    const read = await all(store.readStream(a));
    expect(read.map(({ id, type, body, recordedAt }) => ({ id, type, body, recordedAt }))).toEqual(written);
    expect(read.map(({ revision }) => revision)).toEqual([0, 1]);
    expect(await store.headRevision(a)).toBe(1);
  });

  it('takes an entry of 60 KiB, and refuses a larger one with all of its append', async () => {
    const sized = (bytes: number): NewEntry => entry('x'.repeat(bytes - JSON.stringify({ text: '' }).length));
    await store.append(a, -1, [sized(entryBytesMax)]);
    await expect(store.append(a, 0, [entry(), sized(entryBytesMax + 1)])).rejects.toThrow(EntryTooLarge);
    const [only, ...rest] = await all(store.readStream(a));
    expect([only?.body.length, rest]).toEqual([entryBytesMax, []]);
  });

  it('has no stream before its first entry', async () => {
    expect([await store.headRevision(a), await all(store.readStream(a))]).toEqual([-1, []]);
  });

  it.each([
    [-1, 1],
    [0, 1],
    [2, 1],
  ])('refuses an append that expects revision %i where it is %i, and says so', async (expected, actual) => {
    await store.append(a, -1, entries(2));
    expect(await store.append(a, expected, [entry()])).toEqual({ outcome: 'conflict', actual });
    expect(await store.headRevision(a)).toBe(actual);
  });

  it('records the same ids once, however often they come', async () => {
    const [first, second] = [entries(2), entries(1)];
    await store.append(a, -1, first);
    await store.append(a, 1, second);
    for (const expected of [-1, 1, 2]) {
      expect(await store.append(a, expected, first)).toMatchObject({ outcome: 'already', first: 0, last: 1 });
    }
    expect(await store.headRevision(a)).toBe(2);
  });

  it('refuses ids of which only some are there, and records none of them', async () => {
    const [known, fresh] = [entry(), entry()];
    await store.append(a, -1, [known]);
    await expect(store.append(a, 0, [known, fresh])).rejects.toThrow('repeats some of its ids');
    // Where the stream has grown the caller may not know of it: it looks again.
    expect(await store.append(a, -1, [known, fresh])).toEqual({ outcome: 'conflict', actual: 0 });
    expect((await all(store.readAll({ after: origin }))).map(({ id }) => id)).toEqual([known.id]);
  });

  it('lets one of many concurrent appends to the same revision win', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => store.append(a, -1, [entry()])));
    expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
    expect(await all(store.readStream(a))).toHaveLength(1);
  });

  it('reads pages from any revision', async () => {
    const written = entries(pageSize * 2 + 3);
    await store.append(a, -1, written);
    for (const from of [0, 1, pageSize, pageSize * 2 + 2, pageSize * 2 + 3]) {
      expect((await all(store.readStream(a, from))).map(({ id }) => id)).toEqual(
        written.slice(from).map(({ id }) => id),
      );
    }
  });

  it('knows the position of its newest entry', async () => {
    expect(await store.headPosition()).toBe(origin);
    await store.append(a, -1, entries(3));
    const [last] = (await all(store.readAll({ after: origin }))).slice(-1);
    expect(await store.headPosition()).toBe(last?.position);
  });

  it('tells how far each stream has come, if it can without reading them', async () => {
    await store.append(a, -1, entries(3));
    await store.append(b, -1, entries(1));
    await store.append(other, -1, entries(2));
    const heads = await store.heads(`mission-${space}`);
    if (!heads) return;
    expect([...heads.revisions].toSorted(([, one], [, next]) => next - one)).toEqual([
      [a, 2],
      [b, 0],
    ]);
    expect(heads.position).toBe(await store.headPosition());
  });

  it('reads all streams by rising position, after any position, and by prefix', async () => {
    await store.append(a, -1, entries(3));
    await store.append(other, -1, entries(1));
    await store.append(b, -1, entries(2));
    await store.append(a, 2, entries(1));
    const read = await all(store.readAll({ after: origin }));
    expect(read.map(({ stream, revision }) => `${stream.replace(`-${space}`, '')} ${revision}`)).toEqual([
      'mission-a 0',
      'mission-a 1',
      'mission-a 2',
      'other 0',
      'mission-b 0',
      'mission-b 1',
      'mission-a 3',
    ]);
    for (const [index, { position }] of read.entries()) {
      expect(await all(store.readAll({ after: position }))).toEqual(read.slice(index + 1));
    }
    expect(await all(store.readAll({ after: origin, streamPrefix: `mission-${space}` }))).toEqual(
      read.filter(({ stream }) => stream !== other),
    );
  });

  it('tells a follower of what was there and of what comes, without a gap or a repeat', async () => {
    await store.append(a, -1, entries(pageSize + 10));
    const following = seen(store, pageSize + 110, origin);
    for (let revision = pageSize + 9; revision < pageSize + 109; revision++) await store.append(a, revision, [entry()]);
    expect((await following).map(({ revision }) => revision)).toEqual(
      Array.from({ length: pageSize + 110 }, (_, index) => index),
    );
  });

  it('resumes a follower after a position', async () => {
    await store.append(a, -1, entries(4));
    const [, second] = await all(store.readAll({ after: origin }));
    expect((await seen(store, 2, second?.position)).map(({ revision }) => revision)).toEqual([2, 3]);
  });

  it('lets a follower that throws end alone', async () => {
    const failed = new Promise((resolve) =>
      store.subscribe({ after: origin }, () => Promise.reject(new Error('no good')), resolve),
    );
    const others = seen(store, 1, origin);
    await store.append(a, -1, entries(1));
    expect(String(await failed)).toContain('no good');
    expect(await others).toHaveLength(1);
    expect(await store.append(a, 0, entries(1))).toMatchObject({ outcome: 'appended' });
  });
});
