import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BeyondLog, MissionTrees } from '#libs/audit';
import {
  decodeBundle,
  emptyRoot,
  Frontier,
  hashesIn,
  leafHash,
  verifyConsistency,
  verifyInclusion,
} from '#libs/transparency';
import { Random } from '../support/random.js';
import { bodyOf, mission, signedLog } from './signed-log.js';

const size = 3000;
const random = new Random(1);
const pick = (below: number): number => random.below(below);

const rootOf = (count: number): Buffer => {
  const frontier = new Frontier();
  for (let revision = 0; revision < count; revision++) frontier.append(leafHash(bodyOf(revision)));
  return frontier.root();
};

describe("a mission's tree over its store", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'drawdown-trees-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has the root that its entries have, at any size', async () => {
    const { trees } = await signedLog(size);
    expect(await trees.root(mission, 0)).toEqual(emptyRoot);
    for (const count of [1, 255, 256, 257, 511, 512, 513, 2047, 2048, size, 1 + pick(size), 1 + pick(size)])
      expect([count, await trees.root(mission, count)]).toEqual([count, rootOf(count)]);
    expect(await trees.size(mission)).toBe(size);
    expect(await trees.size('unknown')).toBe(0);
  });

  it('proves any entry, and any growth', async () => {
    const { trees, bodies } = await signedLog(size);
    for (let round = 0; round < 200; round++) {
      const to = 1 + pick(size);
      const index = pick(to);
      const root = await trees.root(mission, to);
      const proof = await trees.inclusion(mission, index, to);
      expect(verifyInclusion({ index, size: to, leaf: leafHash(bodies[index]!), proof, root })).toBe(true);
      const fromRoot = await trees.root(mission, index);
      const growth = await trees.consistency(mission, index, to);
      expect(verifyConsistency({ from: index, fromRoot, to, toRoot: root, proof: growth })).toBe(true);
    }
  });

  it('has the tiles and bundles of C2SP tlog-tiles', async () => {
    const { trees, bodies } = await signedLog(size);
    const leaves = bodies.map(leafHash);
    expect(hashesIn(await trees.tile(mission, { level: 0, index: 3, width: 256 }))).toEqual(leaves.slice(768, 1024));
    expect(hashesIn(await trees.tile(mission, { level: 0, index: 11, width: 7 }))).toEqual(leaves.slice(2816, 2823));
    const above = hashesIn(await trees.tile(mission, { level: 1, index: 0, width: 11 }));
    expect(above[0]).toEqual(rootOf(256));
    expect(above).toHaveLength(11);
    const bundle = await trees.tile(mission, { level: 'entries', index: 2, width: 3 });
    expect(decodeBundle(bundle, 3).map(String)).toEqual(bodies.slice(512, 515));
  });

  it('has nothing beyond its log', async () => {
    const { trees } = await signedLog(300);
    await expect(trees.root(mission, 301)).rejects.toThrow(BeyondLog);
    await expect(trees.tile(mission, { level: 0, index: 1, width: 45 })).rejects.toThrow(BeyondLog);
    await expect(trees.tile(mission, { level: 1, index: 0, width: 2 })).rejects.toThrow(BeyondLog);
    await expect(trees.inclusion(mission, 0, 1000)).rejects.toThrow(BeyondLog);
    expect(await trees.agrees(mission, { size: 301, root: rootOf(301) })).toBe(false);
    // It is still there for those who ask for what is.
    expect(await trees.root(mission, 300)).toEqual(rootOf(300));
  });

  it('grows with its log', async () => {
    const { trees, store } = await signedLog(300);
    expect(await trees.root(mission, 300)).toEqual(rootOf(300));
    const more = Array.from({ length: 500 }, (_, at) => ({
      id: `id-${300 + at}`,
      type: 'NoteAdded',
      body: bodyOf(300 + at),
      recordedAt: '',
    }));
    await store.append(`mission-${mission}`, 299, more);
    expect(await trees.root(mission, 800)).toEqual(rootOf(800));
  });

  it('keeps 32 bytes for 256 entries, which the next process takes over', async () => {
    const { trees, store } = await signedLog(size, 1, folder);
    await trees.root(mission, size);
    const [file = ''] = readdirSync(folder);
    expect(readFileSync(join(folder, file))).toHaveLength(Math.floor(size / 256) * 32);
    let read = 0;
    const counting = Object.assign(Object.create(store) as typeof store, {
      async *readStream(stream: string, from?: number) {
        for await (const page of store.readStream(stream, from)) {
          read += page.length;
          yield page;
        }
      },
    });
    expect(await new MissionTrees({ store: counting, folder }).root(mission, size)).toEqual(rootOf(size));
    expect(read).toBeLessThan(size / 2);
  });

  it('is made anew where what is kept is cut, changed, of another log, or gone', async () => {
    const { trees, store } = await signedLog(size, 1, folder);
    const root = await trees.root(mission, size);
    const file = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(file);
    const damages: (() => void)[] = [
      () => writeFileSync(file, whole.subarray(0, 50)),
      () => writeFileSync(file, Buffer.alloc(whole.length)),
      () => appendFileSync(file, Buffer.alloc(3200)),
      () => rmSync(file),
      // In the middle only a signed root can tell.
      () => writeFileSync(file, Buffer.concat([whole.subarray(0, 32), Buffer.alloc(32), whole.subarray(64)])),
    ];
    for (const damage of damages) {
      damage();
      expect(await new MissionTrees({ store, folder }).agrees(mission, { size, root })).toBe(true);
      expect(readFileSync(file)).toEqual(whole);
    }
    expect(await trees.agrees(mission, { size, root: rootOf(size - 1) })).toBe(false);
  });
});
