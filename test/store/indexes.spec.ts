import Database from 'better-sqlite3';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openEmbeddedStore,
  Scrub,
  type EmbeddedStore,
  Sealer,
  type Damage,
  type EventStore,
  type StoredEntry,
} from '#libs/event-store';
import { CheckpointSigner } from '#libs/transparency';
import { Random } from '../support/random.js';
import { seed } from '../support/seed.js';

const stream = 'mission-a';
const count = 2600;
const sealer = new Sealer(CheckpointSigner.fromSeed(Buffer.alloc(32, 7), 'log.example'), 'mission-');

let dir: string;
let original: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-indexes-'));
  original = join(dir, 'original');
  const ids = new Random(seed);
  const store = openEmbeddedStore({ dataDir: original, sealer });
  for (let revision = -1; revision < count - 1; revision += 100) {
    const entries = Array.from({ length: 100 }, (_, at) => ({
      id: ids.uuid(),
      type: 'NoteAdded',
      body: `{"n":${revision + 1 + at}}`,
      recordedAt: '2023-08-13T08:30:00.000Z',
    }));
    await store.append(stream, revision, entries);
  }
  await store.close();
});
afterAll(() => rmSync(dir, { recursive: true }));

/** The bytes that a table or an index takes in the file: where its pages begin, and how long they are. */
function pagesOf(name: string, kind: 'internal' | 'leaf'): { start: number; size: number }[] {
  const db = new Database(join(original, 'drawdown.sqlite'), { readonly: true });
  const pages = db
    .prepare('SELECT pgoffset AS start, pgsize AS size FROM dbstat WHERE name = ? AND pagetype = ?')
    .all(name, kind) as { start: number; size: number }[];
  db.close();
  return pages;
}

/** Opens a copy of the log in which something was changed, if it can be opened. */
async function onChanged<T>(
  change: (bytes: Buffer) => void,
  look: (store: EmbeddedStore) => Promise<T>,
): Promise<T | 'refused'> {
  const dataDir = join(dir, 'changed');
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(original, dataDir, { recursive: true });
  const bytes = readFileSync(join(dataDir, 'drawdown.sqlite'));
  change(bytes);
  writeFileSync(join(dataDir, 'drawdown.sqlite'), bytes);
  let store: EmbeddedStore;
  try {
    store = openEmbeddedStore({ dataDir, sealer });
  } catch {
    return 'refused';
  }
  try {
    return await look(store);
  } finally {
    await store.close().catch(() => undefined);
  }
}

/** What a reader is given: whole, marked somewhere, refused with an error; anything else is a lie, and more pages than there can be a loop. */
async function outcomeOf(pages: AsyncIterable<readonly StoredEntry[]>, mayLeaveOut: boolean): Promise<string> {
  let next = 0;
  let read = 0;
  try {
    for await (const page of pages) {
      if (++read > count) return 'a loop';
      for (const entry of page) {
        if (entry.damaged) return 'noticed';
        // Whoever folds a stream sees that a revision is left out.
        if (mayLeaveOut && entry.revision > next) return 'noticed';
        if (entry.revision !== next || entry.body !== `{"n":${next}}`)
          return `entry ${entry.revision} as number ${next}`;
        next++;
      }
    }
  } catch {
    return 'noticed';
  }
  return next === count ? 'whole' : `an end after ${next}`;
}

const flip = (bytes: Buffer, at: number, bit: number): void => void (bytes[at] = (bytes[at] ?? 0) ^ (1 << bit));
const reads: [string, (store: EventStore) => AsyncIterable<readonly StoredEntry[]>, boolean][] = [
  ['a stream', (store) => store.readStream(stream), false],
  ['all', (store) => store.readAll({ after: 0 }), true],
];
const places: [string, 'internal' | 'leaf'][] = [
  ['sqlite_autoindex_entries_2', 'internal'],
  ['sqlite_autoindex_entries_2', 'leaf'],
  ['entries', 'internal'],
  ['entries', 'leaf'],
];

describe('a bit that flips in what leads to entries', () => {
  it.each(places)(
    `of %s (%s) is noticed by whoever reads, or changes nothing (DRAWS=${seed})`,
    async (name, kind) => {
      const random = new Random(seed);
      const pages = pagesOf(name, kind);
      expect(pages.length).toBeGreaterThan(0);
      const outcomes = new Set<string>();
      for (let round = 0; round < 60; round++) {
        const { start, size } = pages[round % pages.length] ?? { start: 0, size: 0 };
        // Every other one in the head of the page, which says how many cells there are and where.
        const at = start + random.below(round % 2 === 0 ? 24 : size);
        for (const [what, read, mayLeaveOut] of reads) {
          const outcome = await onChanged(
            (bytes) => flip(bytes, at, round % 8),
            (store) => outcomeOf(read(store), mayLeaveOut),
          );
          if (!['whole', 'noticed', 'refused'].includes(outcome))
            outcomes.add(`${what}, bit ${round % 8} of ${at}: ${outcome}`);
        }
      }
      expect([...outcomes]).toEqual([]);
    },
    120_000,
  );

  it('never leads a reader round in circles', async () => {
    const pages = [...pagesOf('entries', 'internal'), ...pagesOf('sqlite_autoindex_entries_2', 'internal')];
    for (const { start } of pages) {
      for (const [, read, mayLeaveOut] of reads) {
        const outcome = await onChanged(
          // The last child of the page becomes its first one.
          (bytes) => {
            const cell = bytes.readUInt16BE(start + 12);
            bytes.copyWithin(start + 8, start + cell, start + cell + 4);
          },
          (store) => outcomeOf(read(store), mayLeaveOut),
        );
        expect(['whole', 'noticed', 'refused']).toContain(outcome);
      }
    }
  });
});

describe('a scrub', () => {
  it.each([
    ['revisions', 'sqlite_autoindex_entries_2'],
    ['ids', 'sqlite_autoindex_entries_1'],
  ])('sees that the index of %s has lost entries, though every entry is what was written', async (_what, name) => {
    const [page] = pagesOf(name, 'leaf');
    const found = await onChanged(
      // The page says that it has one cell less.
      (bytes) => bytes.writeUInt16BE(bytes.readUInt16BE((page?.start ?? 0) + 3) - 1, (page?.start ?? 0) + 3),
      (store) =>
        new Promise<Damage>((resolve) => {
          const scrub = new Scrub(store, Date.now, resolve, { checkIndexes: (entries) => store.indexDamage(entries) });
          scrub.start();
        }),
    );
    expect(found).toMatchObject({ stream, fault: expect.stringContaining('index') as string });
  });
});
