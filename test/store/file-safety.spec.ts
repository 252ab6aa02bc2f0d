import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUp, isWhole, openEmbeddedStore, restore, StoreFailed, type NewEntry } from '#libs/event-store';

let dir: string;
let dataDir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-safety-'));
  dataDir = join(dir, 'data');
});
afterEach(() => rmSync(dir, { recursive: true }));

const entry = (text = ''): NewEntry => ({
  id: randomUUID(),
  type: 'NoteAdded',
  body: JSON.stringify({ text }),
  recordedAt: '2023-08-13T08:30:00.000Z',
});

async function written(count: number): Promise<void> {
  const store = openEmbeddedStore({ dataDir });
  const entries = Array.from({ length: count }, () => entry('x'.repeat(2000)));
  await store.append('mission-a', await store.headRevision('mission-a'), entries);
  await store.close();
}

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe('what holds a log', () => {
  it('is for its owner alone, also where an earlier version has made it', async () => {
    const mask = process.umask(0o022);
    try {
      await written(1);
      chmodSync(join(dataDir, 'drawdown.sqlite'), 0o644);
      const store = openEmbeddedStore({ dataDir });
      await store.append('mission-a', 0, [entry()]);
      await backUp(dataDir, join(dir, 'one.sqlite'));
      restore(join(dir, 'one.sqlite'), join(dir, 'restored'));
      const modes = [dataDir, join(dir, 'restored')].flatMap((folder) =>
        readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]),
      );
      expect(modes.filter(([, mode]) => mode !== '600')).toEqual([]);
      expect(modeOf(join(dir, 'one.sqlite'))).toBe('600');
      await store.close();
    } finally {
      process.umask(mask);
    }
  });
});

describe('a backup under load', () => {
  /** Another process that writes without a pause, until it is ended. */
  const writer = `
    const Database = require('better-sqlite3');
    const db = new Database(process.argv[1], { timeout: 5000 });
    const add = db.prepare("INSERT INTO load (n) VALUES (1)");
    for (;;) { add.run(); process.stdout.write('.'); }
  `;

  it('ends, however much is written meanwhile, and holds one moment of the log', async () => {
    await written(30_000);
    const file = join(dataDir, 'drawdown.sqlite');
    const db = new Database(file);
    db.exec('CREATE TABLE load (n INTEGER)');
    db.close();
    const loading = spawn(process.execPath, ['-e', writer, file]);
    try {
      await once(loading.stdout, 'data');
      loading.stdout.resume();
      const verified = await backUp(dataDir, join(dir, 'one.sqlite'));
      expect([isWhole(verified), verified.entries]).toEqual([true, 30_000]);
    } finally {
      loading.kill('SIGKILL');
      await once(loading, 'close');
    }
  });
});

describe('a log that is taken away beside its server', () => {
  const ways: [string, () => void][] = [
    ['removed', () => rmSync(join(dataDir, 'drawdown.sqlite'))],
    ['renamed', () => renameSync(join(dataDir, 'drawdown.sqlite'), join(dataDir, 'elsewhere.sqlite'))],
    ['renamed with its folder', () => renameSync(dataDir, join(dir, 'elsewhere'))],
    ['left without its write-ahead log', () => rmSync(join(dataDir, 'drawdown.sqlite-wal'))],
    [
      'replaced',
      () => {
        renameSync(join(dataDir, 'drawdown.sqlite'), join(dataDir, 'elsewhere.sqlite'));
        writeFileSync(join(dataDir, 'drawdown.sqlite'), '');
      },
    ],
  ];
  it.each(ways)('(%s) takes no entry, and the process is to end', async (_how, takeAway) => {
    const fatal: unknown[] = [];
    const store = openEmbeddedStore({ dataDir, onFatal: (error) => fatal.push(error) });
    await store.append('mission-a', -1, [entry()]);
    takeAway();
    await expect(store.append('mission-a', 0, [entry()])).rejects.toThrow(StoreFailed);
    await expect(store.append('mission-b', -1, [entry()])).rejects.toThrow(StoreFailed);
    expect(fatal).toHaveLength(1);
    await store.close().catch(() => undefined);
  });
});

describe('the mark of how far a log had come', () => {
  const mark = (): string => join(dataDir, 'high-water.json');

  it.each([
    ['missing', () => rmSync(mark())],
    ['empty', () => writeFileSync(mark(), '')],
    ['cut short', () => writeFileSync(mark(), '{"position":1,')],
    ['of another form', () => writeFileSync(mark(), '{"position":"1"}')],
  ])('is asked for where it is %s, with what to do', async (_how, spoil) => {
    await written(2);
    spoil();
    expect(() => openEmbeddedStore({ dataDir })).toThrow(/high-water\.json.*--accept-rollback/s);
    await openEmbeddedStore({ dataDir, acceptRollback: true }).close();
    await openEmbeddedStore({ dataDir }).close();
  });

  it('must be there to be written, or the log is not opened', async () => {
    await written(2);
    mkdirSync(`${mark()}.new`);
    writeFileSync(join(`${mark()}.new`, 'in the way'), '');
    expect(() => openEmbeddedStore({ dataDir })).toThrow(/high-water\.json cannot be written/);
  });

  it('ends the process where it can be written no more', async () => {
    const fatal: unknown[] = [];
    const store = openEmbeddedStore({ dataDir, onFatal: (error) => fatal.push(error) });
    await store.append('mission-a', -1, [entry()]);
    mkdirSync(`${mark()}.new`);
    await store.close();
    expect(fatal).toMatchObject([{ message: expect.stringContaining('high-water.json cannot be written') as string }]);
  });

  it('is there in a restored log', async () => {
    await written(2);
    await backUp(dataDir, join(dir, 'one.sqlite'));
    restore(join(dir, 'one.sqlite'), join(dir, 'restored'));
    expect(statSync(join(dir, 'restored', 'high-water.json')).size).toBeGreaterThan(10);
    await openEmbeddedStore({ dataDir: join(dir, 'restored') }).close();
  });
});

describe('a file that SQLite cannot read', () => {
  it.each([
    ['its first bytes are not those of a database', 0, 16],
    ['its pages make no sense', 4096, 64 * 1024],
  ])('is refused with what to do: %s', async (_how, from, to) => {
    await written(2);
    const bytes = readFileSync(join(dataDir, 'drawdown.sqlite'));
    writeFileSync(join(dataDir, 'drawdown.sqlite'), bytes.fill(0xff, from, Math.min(to, bytes.length)));
    expect(() => openEmbeddedStore({ dataDir })).toThrow(/drawdown\.sqlite is damaged .*restore a backup/);
  });
});

describe('files that a crash has left half written', () => {
  it('are cleaned away', async () => {
    await written(1);
    mkdirSync(join(dataDir, 'snapshots'));
    const left = ['high-water.json.new', 'checkpoint.key.1.new', join('snapshots', 'a.ndjson.7.new')];
    for (const name of left) writeFileSync(join(dataDir, name), '');
    writeFileSync(join(dataDir, 'snapshots', 'a.ndjson'), '');
    await openEmbeddedStore({ dataDir }).close();
    expect(readdirSync(dataDir, { recursive: true }).filter((name) => String(name).endsWith('.new'))).toEqual([]);
    expect(readdirSync(join(dataDir, 'snapshots'))).toEqual(['a.ndjson']);
  });
});
