import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CheckpointSigner,
  consistencyProof,
  decodeBundle,
  encodeBundle,
  formatAddCheckpoint,
  formatTlogProof,
  Frontier,
  inclusionProof,
  KeyFileInvalid,
  leafHash,
  loadOrMakeKey,
  openTlogProof,
  parseAddCheckpoint,
  parseTilePath,
  parseTlogProof,
  subtreesOfTiles,
  tilePath,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  type Tile,
} from './index.js';

describe('paths of tiles', () => {
  it.each<[string, Tile]>([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/1/x001/067.p/17', { level: 1, index: 1067, width: 17 }],
    ['tile/entries/999.p/255', { level: 'entries', index: 999, width: 255 }],
    ['tile/entries/x001/000', { level: 'entries', index: 1000, width: 256 }],
    ['tile/63/000.p/1', { level: 63, index: 0, width: 1 }],
  ])('%s', (path, tile) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each([
    'tile/00/000',
    'tile/64/000',
    'tile/0/00',
    'tile/0/1000',
    'tile/0/x000/001',
    'tile/0/x001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/01',
    'tile/0/001.p/',
    'tile/data/000',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/-01',
  ])('%s is none', (path) => expect(parseTilePath(path)).toBeUndefined());
});

describe('bundles of entries', () => {
  const entries = ['', 'a', 'x'.repeat(65_535)].map((text) => Buffer.from(text));

  it('hold entries after their lengths', () => {
    const bundle = encodeBundle(entries);
    expect(bundle.subarray(0, 5).toString('hex')).toBe('0000000161');
    expect(decodeBundle(bundle, 3)).toEqual(entries);
  });

  it('are refused where they are cut, too long, or of another width', () => {
    const bundle = encodeBundle(entries);
    expect(() => decodeBundle(bundle.subarray(0, -1), 3)).toThrow(RangeError);
    expect(() => decodeBundle(Buffer.concat([bundle, Buffer.alloc(1)]), 3)).toThrow(RangeError);
    expect(() => decodeBundle(bundle, 2)).toThrow(RangeError);
    expect(() => decodeBundle(bundle, 4)).toThrow(RangeError);
    expect(() => encodeBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
  });
});

describe('a tree read from its tiles', () => {
  const sizes = [1, 255, 256, 257, 70_000];
  const leaves = Array.from({ length: 70_000 }, (_, at) => leafHash(String(at)));
  const frontiers = new Map<number, Buffer>();
  const frontier = new Frontier();
  for (const leaf of leaves) {
    frontier.append(leaf);
    if (sizes.includes(frontier.size)) frontiers.set(frontier.size, frontier.root());
  }
  // Tiles by their definition: the n-th hash of a level is the root of 256^level leaves.
  const levels = [leaves];
  while (levels.at(-1)!.length >= 256) {
    const below = levels.at(-1)!;
    levels.push(
      Array.from({ length: Math.floor(below.length / 256) }, (_, at) => {
        const full = new Frontier();
        for (const hash of below.slice(at * 256, (at + 1) * 256)) full.append(hash);
        return full.root();
      }),
    );
  }
  const paths: string[] = [];
  const readTile = async (tile: Tile): Promise<Buffer> => {
    paths.push(tilePath(tile));
    const { level, index, width } = tile;
    return Buffer.concat(levels[Number(level)]!.slice(index * 256, index * 256 + width));
  };

  it.each(sizes)('of %d leaves has its root and proofs', async (size) => {
    const read = subtreesOfTiles(size, readTile);
    const root = frontiers.get(size)!;
    expect(await treeRoot(read, size)).toEqual(root);
    const index = Math.floor(size / 3);
    expect(
      verifyInclusion({ index, size, leaf: leaves[index]!, proof: await inclusionProof(read, index, size), root }),
    ).toBe(true);
    const proof = await consistencyProof(read, 1, size);
    expect(verifyConsistency({ from: 1, fromRoot: leaves[0]!, to: size, toRoot: root, proof })).toBe(true);
  });

  it('asks for those tiles alone that C2SP says are there', () => {
    expect(paths).toContain('tile/0/273.p/112');
    expect(paths).toContain('tile/1/001.p/17');
    expect(paths).toContain('tile/2/000.p/1');
    expect(paths.every((path) => parseTilePath(path) !== undefined)).toBe(true);
  });
});

describe('a .tlog-proof file', () => {
  const signer = CheckpointSigner.fromSeed(Buffer.alloc(32, 1), 'log.example');
  const [left, right] = [leafHash('left'), leafHash('right')];
  const frontier = new Frontier();
  frontier.append(left);
  frontier.append(right);
  const checkpoint = signer.sign('minusma', 2, frontier.root());
  const text = formatTlogProof({ index: 1, hashes: [left], checkpoint, extra: Buffer.from('right') });

  it('says which leaf it proves', () => {
    expect(text.split('\n').slice(0, 3)).toEqual(['c2sp.org/tlog-proof@v1', 'extra cmlnaHQ=', 'index 1']);
    expect(openTlogProof(text, signer.verifierKey('minusma'), right)).toMatchObject({ index: 1, size: 2 });
    expect(parseTlogProof(text).extra?.toString()).toBe('right');
  });

  it('proves no other leaf, place or log', () => {
    const vkey = signer.verifierKey('minusma');
    expect(() => openTlogProof(text, vkey, left)).toThrow('does not prove');
    expect(() => openTlogProof(text.replace('index 1', 'index 0'), vkey, right)).toThrow('does not prove');
    expect(() => openTlogProof(text, signer.verifierKey('monusco'), right)).toThrow('is of the log');
  });

  it.each([
    ['@v1', '@v2', 'first line'],
    ['index 1', 'index 01', 'index'],
    ['extra cmlnaHQ=', 'extra cmlnaHQ', 'extra'],
    ['index 1\n', 'index 1\nAAAA\n', 'hashes'],
    ['\n\nlog', '\nlog', 'blank line|hashes'],
  ])('has one form: not %j as %j', (from, to, why) =>
    expect(() => parseTlogProof(text.replace(from, to))).toThrow(new RegExp(why)),
  );
});

describe('what a witness is asked', () => {
  const signer = CheckpointSigner.fromSeed(Buffer.alloc(32, 1), 'log.example');
  const checkpoint = signer.sign('minusma', 1, leafHash('one'));
  const request = { old: 0, proof: [leafHash('a'), leafHash('b')], checkpoint };

  it('is read as it was written', () => {
    expect(parseAddCheckpoint(formatAddCheckpoint(request))).toEqual(request);
    expect(parseAddCheckpoint(formatAddCheckpoint({ ...request, proof: [] })).proof).toEqual([]);
  });

  it.each(['', 'old 0', 'old x\n\n', 'old 01\n\n', 'old 0\nAAAA\n\n', `old 0\n${'A'.repeat(43)}=\n`.repeat(64)])(
    'has one form (%#)',
    (body) => expect(() => parseAddCheckpoint(body)).toThrow('must'),
  );
});

describe('a key file', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'drawdown-key-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is made once, for its owner alone, and keeps its host', () => {
    const file = join(dir, 'keys', 'log.key');
    const made = loadOrMakeKey(file, 'log.example');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^PRIVATE\+KEY\+log\.example\+[0-9a-f]{8}\+\S+\n$/);
    expect(loadOrMakeKey(file, 'other.example')).toEqual(made);
    expect(loadOrMakeKey(join(dir, 'second.key'), 'log.example').seed).not.toEqual(made.seed);
  });

  it('that others can read is refused', () => {
    const file = join(dir, 'log.key');
    loadOrMakeKey(file, 'log.example');
    chmodSync(file, 0o640);
    expect(() => loadOrMakeKey(file, 'log.example')).toThrow(/can be read by others.*chmod 600/);
  });

  it('that holds something else is refused, without telling what', () => {
    const file = join(dir, 'log.key');
    loadOrMakeKey(file, 'log.example');
    const line = readFileSync(file, 'utf8');
    for (const text of ['', 'secret', line.replace('log.example', 'other.example'), `${line}${line}`]) {
      writeFileSync(file, text);
      expect(() => loadOrMakeKey(file, 'log.example')).toThrow(KeyFileInvalid);
      expect(() => loadOrMakeKey(file, 'log.example')).not.toThrow(/secret|AQ/);
    }
  });
});
