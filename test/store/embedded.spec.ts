import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore, StoreLocked, type NewEntry } from '#libs/event-store';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'drawdown-embedded-'))));
afterEach(() => rmSync(dataDir, { recursive: true }));

const entry = (text: string): NewEntry => ({
  id: randomUUID(),
  type: 'NoteAdded',
  body: JSON.stringify({ text }),
  recordedAt: '2023-08-13T08:30:00.000Z',
});

/** Looks into the file beside the store, as a curious administrator would. */
function inFile<T>(look: (db: Database.Database) => T): T {
  const db = new Database(join(dataDir, 'drawdown.sqlite'));
  try {
    return look(db);
  } finally {
    db.close();
  }
}

async function recorded(...texts: string[]): Promise<void> {
  const store = openEmbeddedStore({ dataDir });
  await store.append('mission-a', -1, texts.map(entry));
  await store.close();
}

describe('the embedded store', () => {
  it('keeps its entries over a restart', async () => {
    await recorded('one', 'two');
    const store = openEmbeddedStore({ dataDir });
    expect(await store.headRevision('mission-a')).toBe(1);
    expect(await store.append('mission-a', 1, [entry('three')])).toMatchObject({ outcome: 'appended', first: 2 });
    await store.close();
  });

  it('has one writer, and tells the second who it is', async () => {
    const store = openEmbeddedStore({ dataDir });
    expect(() => openEmbeddedStore({ dataDir })).toThrow(StoreLocked);
    expect(() => openEmbeddedStore({ dataDir })).toThrow(`process ${process.pid} on `);
    await store.close();
    await openEmbeddedStore({ dataDir }).close();
  });

  it('is for its owner alone', async () => {
    await recorded('one');
    expect(JSON.parse(readFileSync(join(dataDir, 'writer.json'), 'utf8'))).toMatchObject({ pid: process.pid });
    expect(statSync(join(dataDir, 'writer.json')).mode & 0o077).toBe(0);
  });

  it('lets nobody change or remove an entry', async () => {
    await recorded('one');
    expect(() => inFile((db) => db.exec(`UPDATE entries SET body = '{}'`))).toThrow('immutable');
    expect(() => inFile((db) => db.exec('DELETE FROM entries'))).toThrow('immutable');
  });

  it('notices an entry that was changed behind its back, and marks it', async () => {
    await recorded('one', 'two');
    inFile((db) => {
      db.exec('DROP TRIGGER entries_are_not_changed');
      db.exec(`UPDATE entries SET body = replace(body, 'two', 'six') WHERE revision = 1`);
    });
    const store = openEmbeddedStore({ dataDir });
    const damaged: (true | undefined)[] = [];
    for await (const page of store.readStream('mission-a')) damaged.push(...page.map((one) => one.damaged));
    expect(damaged).toEqual([undefined, true]);
    await store.close();
  });

  it('waits for the disk before it answers, in strict tables', async () => {
    await recorded('one');
    const [journal, tables] = inFile((db) => [
      db.pragma('journal_mode', { simple: true }),
      db.pragma('table_list') as { name: string; strict: number }[],
    ]);
    expect(journal).toBe('wal');
    expect(tables.filter(({ name }) => name === 'entries' || name === 'streams').map(({ strict }) => strict)).toEqual([
      1, 1,
    ]);
  });

  it('does not open what a newer version has written', async () => {
    await recorded('one');
    inFile((db) => db.pragma('user_version = 99'));
    expect(() => openEmbeddedStore({ dataDir })).toThrow('newer version');
  });

  it('takes appends of many streams that come together, each in order', async () => {
    const store = openEmbeddedStore({ dataDir });
    const streams = Array.from({ length: 10 }, (_, index) => `mission-${index}`);
    for (let revision = -1; revision < 20; revision++) {
      const results = await Promise.all(streams.map((stream) => store.append(stream, revision, [entry(stream)])));
      expect(results.every(({ outcome }) => outcome === 'appended')).toBe(true);
    }
    for (const stream of streams) expect(await store.headRevision(stream)).toBe(20);
    await store.close();
  });
});
