import Database from 'better-sqlite3';
import fc from 'fast-check';
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWhole, LogAltered, openEmbeddedStore, Sealer, verifyFile, type NewEntry } from '#libs/event-store';
import { CheckpointSigner, Frontier, leafHash } from '#libs/transparency';
import { rounds } from '../support/rounds.js';

const stream = 'mission-minusma';
const length = 100;
const sealerOf = (byte: number): Sealer =>
  new Sealer(CheckpointSigner.fromSeed(Buffer.alloc(32, byte), 'log.example'), 'mission-');
const ours = sealerOf(7);
const key = (): string => ours.verifierKey(stream);

let dir: string;
let signed: string;
let edited: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-tampering-'));
  [signed, edited] = [join(dir, 'drawdown.sqlite'), join(dir, 'edited.sqlite')];
  const store = openEmbeddedStore({ dataDir: dir, sealer: ours });
  for (let revision = -1; revision < length - 1; revision++) {
    const entry: NewEntry = {
      id: randomUUID(),
      type: 'NoteAdded',
      body: `{"n":${revision + 1}}`,
      recordedAt: '2023-08-13T08:30:00.000Z',
    };
    await store.append(stream, revision, [entry]);
  }
  await store.close();
});
afterAll(() => rmSync(dir, { recursive: true }));

interface Row {
  id: Buffer;
  type: string;
  recorded_at: string;
  body: string;
}

const uuidText = (id: Buffer): string =>
  id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Somebody who may write the file, and knows how its rows are hashed: they put other rows in the place of those there were. */
function edit(change: (rows: Row[]) => void, more: (db: Database.Database) => void = () => undefined): void {
  copyFileSync(signed, edited);
  const db = new Database(edited);
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
  db.exec('DROP TRIGGER entries_are_not_changed; DROP TRIGGER entries_are_not_removed');
  db.exec('DROP TRIGGER checkpoints_are_not_changed; DROP TRIGGER checkpoints_are_not_removed');
  const rows = db.prepare('SELECT id, type, recorded_at, body FROM entries ORDER BY revision').all() as Row[];
  change(rows);
  const insert = db.prepare(
    'INSERT INTO entries (stream, revision, id, type, recorded_at, hash, body) VALUES (1, ?, ?, ?, ?, ?, ?)',
  );
  db.transaction(() => {
    db.exec('DELETE FROM entries');
    rows.forEach(({ id, type, recorded_at: at, body }, revision) => {
      const text = `${stream}\n${revision}\n${uuidText(id)}\n${type}\n${at}\n${body}`;
      insert.run(revision, id, type, at, createHash('sha256').update(text).digest(), body);
    });
    more(db);
  })();
  db.close();
}

/** Signs the edited rows anew, as somebody does who has another key. */
function signAgain(db: Database.Database): void {
  const tree = new Frontier();
  const update = db.prepare('UPDATE checkpoints SET checkpoint = ?, frontier = ? WHERE size = ?');
  const bodies = db.prepare('SELECT body FROM entries ORDER BY revision').pluck().all() as string[];
  for (const body of bodies) {
    tree.append(leafHash(body));
    const { checkpoint, frontier } = sealerOf(8).sign(stream, tree);
    update.run(checkpoint, frontier, tree.size);
  }
}

const forged = (): Row => ({
  id: Buffer.from(randomUUID().replaceAll('-', ''), 'hex'),
  type: 'NoteAdded',
  recorded_at: '2023-08-13T08:30:00.000Z',
  body: '{"n":-1}',
});
const place = fc.integer({ min: 0, max: length - 1 });
const often = { numRuns: rounds(200) };

describe('an editor who may write the file', () => {
  it('has changed nothing until they do', () => {
    edit(() => undefined);
    expect(isWhole(verifyFile(edited, key))).toBe(true);
  });

  const found = (first: number): void => {
    const verified = verifyFile(edited, key);
    expect(isWhole(verified)).toBe(false);
    expect(verified.altered[0]).toMatchObject({ stream, from: first });
  };

  it('is found who changes an entry, and where', () =>
    fc.assert(
      fc.property(place, (at) => {
        edit((rows) => Object.assign(rows[at] ?? {}, { body: `{"n":${at},"m":1}` }));
        found(at);
      }),
      often,
    ));

  it('is found who takes an entry out, and where', () =>
    fc.assert(
      fc.property(place, (at) => {
        edit((rows) => rows.splice(at, 1));
        found(at);
      }),
      often,
    ));

  it('is found who puts an entry in, and where', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: length }), (at) => {
        edit((rows) => rows.splice(at, 0, forged()));
        found(at);
      }),
      often,
    ));

  it('is found who puts entries into another order, and where', () =>
    fc.assert(
      fc.property(place, place, (a, b) => {
        fc.pre(a !== b);
        edit((rows) => ([rows[a], rows[b]] = [rows[b] ?? forged(), rows[a] ?? forged()]));
        found(Math.min(a, b));
      }),
      often,
    ));

  it('is found who signs the changed log with another key, by whoever has the right one', () => {
    edit((rows) => Object.assign(rows[40] ?? {}, { body: '{"n":41}' }), signAgain);
    expect(isWhole(verifyFile(edited))).toBe(true);
    found(0);
  });

  it('is found who throws checkpoints away', () => {
    edit(
      () => undefined,
      (db) => db.exec('DELETE FROM checkpoints WHERE size > 60'),
    );
    found(60);
  });

  it('gets nothing signed on top of what they changed', async () => {
    const dataDir = mkdtempSync(join(dir, 'served-'));
    edit(
      (rows) => Object.assign(rows[40] ?? {}, { body: '{"n":41}' }),
      (db) => db.exec(`UPDATE checkpoints SET frontier = '0.' WHERE size = ${length}`),
    );
    copyFileSync(edited, join(dataDir, 'drawdown.sqlite'));
    const store = openEmbeddedStore({ dataDir, sealer: ours, acceptRollback: true });
    const next: NewEntry = { id: randomUUID(), type: 'NoteAdded', body: '{}', recordedAt: '2023-08-14T00:00:00Z' };
    await expect(store.append(stream, length - 1, [next])).rejects.toThrow(LogAltered);
    expect(await store.headRevision(stream)).toBe(length - 1);
    await store.close();
  });
});

describe('a log that was not signed from its beginning', () => {
  it('is signed whole with its next entry', async () => {
    const dataDir = mkdtempSync(join(dir, 'unsigned-'));
    const entry = (n: number): NewEntry => ({
      id: randomUUID(),
      type: 'NoteAdded',
      body: `{"n":${n}}`,
      recordedAt: '2023-08-13T08:30:00.000Z',
    });
    const before = openEmbeddedStore({ dataDir });
    await before.append(stream, -1, [entry(0), entry(1)]);
    await before.close();
    const store = openEmbeddedStore({ dataDir, sealer: ours });
    await store.append(stream, 1, [entry(2)]);
    await store.close();
    expect(isWhole(verifyFile(join(dataDir, 'drawdown.sqlite'), key))).toBe(true);
  });
});
