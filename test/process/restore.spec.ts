import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical } from '#libs/canonical-json';
import { DrawdownClient } from '#libs/client';
import { InMemoryStore, openEmbeddedStore, type EventStore } from '#libs/event-store';
import { checkLogFile, NotRestored, restoreLog, streamOf } from '#libs/timeline';
import { CheckpointSigner, Frontier, leafHash } from '#libs/transparency';
import { restoreMission } from '../../apps/cli/src/commands/restore-log.js';
import { keeping, recordMinusma } from '../support/minusma.js';
import { endPrograms, run, startServerProcess } from '../support/program.js';
import { startTestServer } from '../support/server.js';

let dir: string;
let file: string;
let lines: string[];
let summary: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-restore-'));
  const server = await startTestServer();
  await recordMinusma(server);
  const { items } = (await server.get('/v1/missions/minusma/entries?limit=500')).body;
  for (const [name, body] of keeping((type) => Number(items.find((item) => item.type === type)?.revision)))
    expect([name, (await server.command(name, body)).status]).toEqual([name, 201]);
  const { stdout } = await run(['export', 'minusma'], { DRAWDOWN_URL: server.url });
  summary = (await server.get('/v1/missions/minusma?validAt=2024-12-31')).text;
  await server.close();
  file = join(dir, 'minusma.ndjson');
  writeFileSync(file, stdout);
  lines = stdout.trimEnd().split('\n');
});
afterEach(endPrograms);
afterAll(() => rmSync(dir, { recursive: true }));

const folder = (): string => mkdtempSync(join(dir, 'data-'));
const notesIn = (dataDir: string): Record<string, unknown>[] =>
  readFileSync(join(dataDir, 'restored.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const linesIn = (given: readonly string[]) =>
  async function* () {
    yield* given;
  };
const restoreInto = async (
  store: EventStore,
  given: readonly string[],
  more: { isBegun?: boolean; bytesMax?: number; begin?: () => void } = {},
): Promise<void> => {
  const found = await checkLogFile('minusma', linesIn(given));
  const defaults = { isBegun: false, bytesMax: 10_000, begin: () => undefined };
  await restoreLog(store, { mission: 'minusma', lines: linesIn(given), file: found, ...defaults, ...more });
};
const bodiesIn = async (store: EventStore): Promise<string[]> => {
  const bodies: string[] = [];
  for await (const page of store.readStream(streamOf('minusma'))) bodies.push(...page.map(({ body }) => body));
  return bodies;
};

describe('drawdown restore of a mission', () => {
  it('gives the same log, byte for byte, to a server that had none, and notes when it came', async () => {
    const dataDir = folder();
    const { code, stderr } = await run(['restore', 'minusma', file, '--data-dir', dataDir]);
    expect([code, stderr]).toEqual([0, expect.stringContaining(`minusma: ${lines.length} entries`)]);
    const server = await startServerProcess(dataDir);
    const exported = await run(['export', 'minusma'], { DRAWDOWN_URL: server.url });
    expect(exported.stdout).toBe(readFileSync(file, 'utf8'));
    expect(await new DrawdownClient(server).mission('minusma').text('', { validAt: '2024-12-31' })).toBe(summary);
    const locked = await run(['restore', 'minusma', file, '--data-dir', dataDir]);
    expect(locked.code).toBe(73);
    server.process.kill('SIGTERM');
    await server.ended;
    expect(notesIn(dataDir)).toMatchObject([
      { mission: 'minusma', file: 'minusma.ndjson', entries: lines.length, began: expect.any(String) },
      { digest: expect.stringMatching(/^[0-9a-f]{64}$/), finished: expect.any(String) },
    ]);
    const again = await run(['restore', 'minusma', file, '--data-dir', dataDir]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('exists in this store already')]);
    expect(notesIn(dataDir)).toHaveLength(2);
  });

  it('beside other missions touches none of them', async () => {
    const dataDir = folder();
    const store = openEmbeddedStore({ dataDir });
    const id = '00000000-0000-5000-8000-000000000001';
    await store.append('mission-other', -1, [
      { id, type: 'NoteAdded', body: '{}', recordedAt: '2023-08-13T00:00:00Z' },
    ]);
    await store.close();
    expect((await run(['restore', 'minusma', file, '--to', `embedded:${dataDir}`])).code).toBe(0);
    const after = openEmbeddedStore({ dataDir });
    expect([await after.headRevision('mission-other'), await after.headRevision('mission-minusma')]).toEqual([
      0,
      lines.length - 1,
    ]);
    await after.close();
  });

  it('into a cluster gives the same log as well, with the note in the data directory', async () => {
    const [held, beside] = [folder(), folder()];
    const server = await startServerProcess(held, ['--eventstoredb-port', '0', '--eventstoredb-append']);
    const [, port] = /protocol on 127\.0\.0\.1:(\d+)/.exec(server.out().stderr) ?? [];
    const to = `esdb://somebody:secret@127.0.0.1:${port}?tls=false`;
    const { code, stderr } = await run(['restore', 'minusma', file, '--to', to, '--data-dir', beside]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('restored')]);
    const exported = await run(['export', 'minusma'], { DRAWDOWN_URL: server.url });
    expect(exported.stdout).toBe(readFileSync(file, 'utf8'));
    expect(notesIn(beside).map(({ store }) => store)).toEqual([`127.0.0.1:${port}`, `127.0.0.1:${port}`]);
    const again = await run(['restore', 'minusma', file, '--to', to, '--data-dir', beside]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('exists in this store already')]);
  });

  it.each<[string[], number, RegExp]>([
    [['restore', 'backup.sqlite'], 2, /--data-dir/],
    [['restore', 'backup.sqlite', '--data-dir', 'x', '--to', 'embedded:y'], 2, /restore <backup>/],
    [['restore', 'minusma', 'nothing.ndjson'], 2, /does not exist/],
    [['restore', 'Minusma!', 'package.json'], 2, /no id of a mission/],
    [['restore', 'minusma', 'package.json', '--data-dir', 'nowhere'], 1, /line 1 /],
  ])('%j ends with %i and says what to do', async (args, code, words) => {
    const ended = await run(args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(words)]);
  });

  it('compares the log with a checkpoint where one is given, and restores nothing where they differ', async () => {
    const checkpoint = join(dir, 'checkpoint');
    const signer = CheckpointSigner.fromSeed(Buffer.alloc(32, 7), 'log.example');
    const signed = (size: number, mission = 'minusma'): string => {
      const tree = new Frontier();
      for (const line of lines.slice(0, size)) tree.append(leafHash(line));
      return signer.sign(mission, size, tree.root());
    };
    const [good, bad] = [folder(), folder()];
    const options = { checkpoint, vkey: signer.verifierKey('minusma') };
    writeFileSync(checkpoint, signed(lines.length));
    await restoreMission('minusma', file, { dataDir: good, ...options });
    expect(notesIn(good).at(-1)).toMatchObject({ checkpoint: 'checkpoint' });
    const other = CheckpointSigner.fromSeed(Buffer.alloc(32, 8), 'log.example');
    for (const [text, message] of [
      [signed(lines.length - 1), 'the checkpoint covers'],
      [signer.sign('minusma', lines.length, leafHash('another')), 'not those that the checkpoint was signed for'],
      [other.sign('minusma', lines.length, leafHash('another')), 'is not signed by this key'],
      [signed(lines.length, 'other'), 'is of the log log.example/other'],
    ] as const) {
      writeFileSync(checkpoint, text);
      await expect(restoreMission('minusma', file, { dataDir: bad, ...options })).rejects.toThrow(message);
    }
    const store = openEmbeddedStore({ dataDir: bad });
    expect(await store.headRevision('mission-minusma')).toBe(-1);
    await store.close();
  });
});

describe('a file that is restored', () => {
  type Envelope = Record<string, unknown> & { data: Record<string, unknown> };
  const changed = (index: number, change: (entry: Envelope) => object): string[] =>
    lines.toSpliced(index, 1, canonical(change(JSON.parse(lines[index] ?? '') as Envelope)));

  it.each<[string, () => string[], RegExp]>([
    ['a line is missing', () => lines.toSpliced(7, 1), /line 8 has revision 8 where 7 belongs/],
    ['a line stands twice', () => lines.toSpliced(7, 0, lines[6] ?? ''), /line 8 has revision 6/],
    ['lines change places', () => lines.toSpliced(7, 2, lines[8] ?? '', lines[7] ?? ''), /line 8 has revision 8/],
    ['the beginning is missing', () => lines.slice(1), /line 1 has revision 1/],
    [
      'it does not begin with the opening',
      () => changed(0, (entry) => ({ ...entry, type: 'NoteAdded', data: { text: 'x' } })),
      /line 1 is NoteAdded/,
    ],
    [
      'an entry is of another mission',
      () => changed(5, (entry) => ({ ...entry, mission: 'minurso' })),
      /line 6 is of the mission "minurso"/,
    ],
    ['bytes are not canonical', () => lines.toSpliced(3, 1, ` ${lines[3]}`), /line 4 is not the canonical bytes/],
    [
      'a key stands twice',
      () => lines.toSpliced(3, 1, (lines[3] ?? '').replace('{', '{"actor":{},')),
      /line 4 is not the canonical/,
    ],
    ['an empty line is between', () => lines.toSpliced(3, 0, ''), /line 4 is not the canonical/],
    ['an entry ends early', () => lines.toSpliced(-1, 1, lines.at(-1)?.slice(0, -9) ?? ''), /is not the canonical/],
    ['a type is unknown', () => changed(5, (entry) => ({ ...entry, type: 'BaseMoved' })), /line 6 .*"BaseMoved"/],
    ['a schema is unknown', () => changed(5, (entry) => ({ ...entry, schema: 2 })), /line 6 has schema 2/],
    ['a field is unknown', () => changed(5, (entry) => ({ ...entry, colour: 'red' })), /line 6 .*colour/],
    ['a field is missing', () => changed(5, ({ actor: _actor, ...entry }) => entry), /line 6 has no actor/],
    [
      'data is not valid',
      () => changed(5, (entry) => ({ ...entry, data: { ...entry.data, kind: 'castle' } })),
      /line 6 is no valid BaseEstablished: \/kind/,
    ],
    [
      'the clock goes back',
      () => changed(5, (entry) => ({ ...entry, recordedAt: '2020-01-01T00:00:00Z' })),
      /line 6 was recorded at 2020-01-01/,
    ],
    [
      'an id is used again',
      () => changed(5, (entry) => ({ ...entry, id: (JSON.parse(lines[0] ?? '') as Envelope).id })),
      /line 6 has the id of an earlier one/,
    ],
    [
      'an id is written otherwise',
      () => changed(5, (entry) => ({ ...entry, id: String(entry.id).toUpperCase() })),
      /line 6 has an id that is no UUID/,
    ],
    ['an id is none', () => changed(5, (entry) => ({ ...entry, id: 'x' })), /line 6 has an id that is no UUID/],
    ['it is empty', () => [], /holds no entry/],
  ])('where %s, is refused by its line, and nothing is written', async (_what, made, words) => {
    const store = new InMemoryStore();
    const begin = (): void => {
      throw new Error('it began');
    };
    const restored = restoreInto(store, made(), { begin });
    await expect(restored).rejects.toThrow(NotRestored);
    await expect(restored).rejects.toThrow(words);
    expect(await bodiesIn(store)).toEqual([]);
  });

  it('is appended in portions, goes on where it was cut, and is never put on top of another log', async () => {
    for (const cut of [1, 60, lines.length]) {
      const store = new InMemoryStore();
      const { entries } = await checkLogFile('minusma', linesIn(lines));
      expect(entries).toBe(lines.length);
      await restoreInto(store, lines.slice(0, cut));
      await expect(restoreInto(store, lines)).rejects.toThrow('exists in this store already');
      await restoreInto(store, lines, { isBegun: true });
      expect(await bodiesIn(store)).toEqual(lines);
    }
    const store = new InMemoryStore();
    const other = changed(1, (entry) => ({ ...entry, data: { text: 'something else' } }));
    await restoreInto(store, other.slice(0, 2));
    await expect(restoreInto(store, lines, { isBegun: true })).rejects.toThrow('is not the log of this file');
    expect(await bodiesIn(store)).toEqual(other.slice(0, 2));
    await expect(restoreInto(store, lines.slice(0, 1), { isBegun: true })).rejects.toThrow(
      'is not the log of this file',
    );
  });

  it('that changes while it is read is not appended to its end', async () => {
    const store = new InMemoryStore();
    const found = await checkLogFile('minusma', linesIn(lines));
    const late = changed(lines.length - 1, (entry) => ({ ...entry, commandId: 'another' }));
    const restored = restoreLog(store, {
      mission: 'minusma',
      lines: linesIn(late),
      file: found,
      isBegun: false,
      begin: () => undefined,
      bytesMax: 10_000,
    });
    await expect(restored).rejects.toThrow('changed while it was read');
    expect((await bodiesIn(store)).length).toBeLessThan(lines.length);
  });
});
