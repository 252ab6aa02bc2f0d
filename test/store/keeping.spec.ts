import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  backUp,
  copyStreams,
  InMemoryStore,
  locateBody,
  type Copied,
  LogRolledBack,
  NoLog,
  openEmbeddedStore,
  restore,
  Scrub,
  verifyFile,
  type EventStore,
  type NewEntry,
} from '#libs/event-store';

let dir: string;
let dataDir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-keeping-'));
  dataDir = join(dir, 'data');
});
afterEach(() => rmSync(dir, { recursive: true }));

const file = (): string => join(dataDir, 'drawdown.sqlite');
const entry = (n: number): NewEntry => ({
  id: randomUUID(),
  type: 'NoteAdded',
  body: `{"troops":${848 + n}}`,
  recordedAt: '2023-08-13T08:30:00.000Z',
});

async function written(count: number): Promise<void> {
  const store = openEmbeddedStore({ dataDir });
  const head = await store.headRevision('mission-a');
  for (let n = 0; n < count; n++) await store.append('mission-a', head + n, [entry(n)]);
  await store.close();
}

/** Changes a figure as a flipped bit would: 848 becomes 948. */
function flipABit(): void {
  const bytes = readFileSync(file());
  const at = bytes.indexOf('"troops":848') + '"troops":'.length;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file(), bytes);
}

async function revisionsIn(store: EventStore): Promise<number[]> {
  const found: number[] = [];
  for await (const page of store.readStream('mission-a')) found.push(...page.map(({ revision }) => revision));
  return found;
}

describe('a log file', () => {
  it('whose bit was flipped is whole to SQLite, and named damaged by us, to the byte', async () => {
    await written(3);
    flipABit();
    const db = new Database(file(), { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    expect(verifyFile(file())).toEqual({
      entries: 3,
      streams: 1,
      entriesOf: new Map([['mission-a', 3]]),
      gaps: [],
      altered: [],
      structure: [],
      damaged: [{ stream: 'mission-a', revision: 0, position: 1, bytes: 14 }],
    });
    const range = await locateBody(file(), 1);
    expect(range).toMatchObject({ file: 'drawdown.sqlite' });
    expect(readFileSync(file()).toString('utf8', range?.from, range?.to)).toBe('{"troops":948}');
  });

  it('that holds no log is said to', () => {
    const other = join(dir, 'other.sqlite');
    expect(() => verifyFile(other)).toThrow(NoLog);
    writeFileSync(other, 'not a database, but long enough to be taken for one'.repeat(100));
    expect(() => verifyFile(other)).toThrow(NoLog);
  });

  it('with a gap is said to', async () => {
    await written(3);
    const db = new Database(file());
    db.exec('DROP TRIGGER entries_are_not_removed');
    db.exec('DELETE FROM entries WHERE revision = 1');
    db.close();
    expect(verifyFile(file())).toMatchObject({ damaged: [], gaps: [{ stream: 'mission-a', revision: 2 }] });
  });
});

describe('a scrub', () => {
  it('finds damage in a log that is being served, and names it', async () => {
    await written(3);
    flipABit();
    const store = openEmbeddedStore({ dataDir });
    let tell: (damage: unknown) => void = () => undefined;
    const found = new Promise((resolve) => (tell = resolve));
    const scrub = new Scrub(store, Date.now, (damage) => tell(damage));
    scrub.start();
    expect(await found).toMatchObject({ stream: 'mission-a', revision: 0, position: 1 });
    expect(scrub.progress).toMatchObject({ of: 3, damaged: [{ revision: 0 }] });
    await scrub.stop();
    await store.close();
  });
});

describe('a log that falls short of what was written', () => {
  it('is refused when an old file was put back, with what to do, and taken when that is accepted', async () => {
    await written(3);
    copyFileSync(file(), join(dir, 'old.sqlite'));
    await written(2);
    copyFileSync(join(dir, 'old.sqlite'), file());
    expect(() => openEmbeddedStore({ dataDir })).toThrow(LogRolledBack);
    expect(() => openEmbeddedStore({ dataDir })).toThrow(
      /ends at position 3, and position 5 had been written.*--accept-rollback/s,
    );
    const store = openEmbeddedStore({ dataDir, acceptRollback: true });
    expect(await revisionsIn(store)).toEqual([0, 1, 2]);
    await store.close();
    await openEmbeddedStore({ dataDir }).close();
  });

  it('is refused when another file was put in its place', async () => {
    await written(3);
    rmSync(file());
    await expect(async () => openEmbeddedStore({ dataDir })).rejects.toThrow(LogRolledBack);
  });
});

describe('a backup', () => {
  it('made while entries are written is whole, and holds at least what was there when it began', async () => {
    await written(200);
    const store = openEmbeddedStore({ dataDir });
    const done = new AbortController();
    const load = (async () => {
      for (let revision = 199; !done.signal.aborted; revision++)
        await store.append('mission-a', revision, [entry(revision)]);
    })();
    const backup = join(dir, 'backups', 'one.sqlite');
    const verified = await backUp(dataDir, backup);
    done.abort();
    await load;
    await store.close();
    expect(verified).toMatchObject({ damaged: [], gaps: [], streams: 1 });
    expect(verified.entries).toBeGreaterThanOrEqual(200);
    expect(verifyFile(backup)).toEqual(verified);
  });

  it('can be restored, and is then a log like any other', async () => {
    await written(5);
    const backup = join(dir, 'one.sqlite');
    await backUp(dataDir, backup);
    await written(2);
    const restored = join(dir, 'restored');
    restore(backup, restored);
    const store = openEmbeddedStore({ dataDir: restored });
    expect(await revisionsIn(store)).toEqual([0, 1, 2, 3, 4]);
    expect(await store.append('mission-a', 4, [entry(5)])).toMatchObject({ outcome: 'appended' });
    await store.close();
  });

  it('overwrites nothing, and is not restored where it is damaged', async () => {
    await written(2);
    const backup = join(dir, 'one.sqlite');
    await backUp(dataDir, backup);
    await expect(backUp(dataDir, backup)).rejects.toThrow('exists already');
    expect(() => restore(backup, dataDir)).toThrow('holds a log already');
    const bytes = readFileSync(backup);
    const at = bytes.indexOf('"troops":848') + '"troops":'.length;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(backup, bytes);
    expect(() => restore(backup, join(dir, 'restored'))).toThrow('is damaged');
    expect(existsSync(join(dir, 'restored', 'drawdown.sqlite'))).toBe(false);
  });
});

describe('a copy', () => {
  const copied = async (from: EventStore, to: EventStore): Promise<Copied[]> => {
    const done: Copied[] = [];
    for await (const one of copyStreams(from, to, 'mission-')) done.push(one);
    return done;
  };

  it('holds the same entries to the byte, goes on where it was cut, and is refused into other entries', async () => {
    await written(700);
    const from = openEmbeddedStore({ dataDir });
    await from.append('mission-b', -1, [entry(1)]);
    await from.append('other', -1, [entry(2)]);
    const to = new InMemoryStore();
    const first: NewEntry[] = [];
    for await (const page of from.readStream('mission-a')) first.push(...page.slice(0, 3));
    await to.append('mission-a', -1, first.slice(0, 3));
    const done = await copied(from, to);
    expect(done.map(({ stream, entries }) => [stream, entries])).toEqual([
      ['mission-a', 700],
      ['mission-b', 1],
    ]);
    expect(await copied(from, to)).toEqual(done);
    expect(await revisionsIn(to)).toHaveLength(700);
    const taken = new InMemoryStore();
    await taken.append('mission-b', -1, [entry(9)]);
    await expect(copied(from, taken)).rejects.toThrow('mission-b exists in the other store and holds other entries');
    await from.close();
  });
});
