import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWhole, openEmbeddedStore, verifyFile, type NewEntry } from '#libs/event-store';
import { Random } from '../support/random.js';
import { rounds } from '../support/rounds.js';
import { seed } from '../support/seed.js';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'drawdown-files-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const entry = (random: Random, n: number): NewEntry => ({
  id: random.uuid(),
  type: 'NoteAdded',
  body: JSON.stringify({ n, text: 'x'.repeat(n % 300) }),
  recordedAt: '2023-08-13T08:30:00.000Z',
});

/** A log of so many commits whose files are as a crash would leave them. Answers the bodies. */
async function crashed(random: Random, into: string, commits: number): Promise<string[]> {
  const dataDir = join(dir, 'live');
  const store = openEmbeddedStore({ dataDir });
  const entries = Array.from({ length: commits }, (_, n) => entry(random, n));
  for (const [n, one] of entries.entries()) await store.append('mission-a', n - 1, [one]);
  // A copy beside the running store is what a power cut would leave: the WAL is not yet in the database.
  mkdirSync(into);
  for (const name of ['drawdown.sqlite', 'drawdown.sqlite-wal']) copyFileSync(join(dataDir, name), join(into, name));
  await store.close();
  copyFileSync(join(dataDir, 'high-water.json'), join(into, 'high-water.json'));
  return entries.map(({ body }) => body);
}

async function bodiesIn(dataDir: string, acceptRollback: boolean): Promise<string[]> {
  const store = openEmbeddedStore({ dataDir, acceptRollback });
  try {
    const found: string[] = [];
    for await (const page of store.readStream('mission-a'))
      found.push(...page.map(({ body, damaged }) => (damaged ? 'damaged' : body)));
    return found;
  } finally {
    await store.close();
  }
}

describe('a write-ahead log', () => {
  it(`that was cut anywhere leaves a whole beginning, and the lost tail is noticed (DRAWS=${seed})`, async () => {
    const random = new Random(seed);
    const original = join(dir, 'original');
    const bodies = await crashed(random, original, 200);
    const wal = statSync(join(original, 'drawdown.sqlite-wal')).size;
    for (let round = 0; round < rounds(40); round++) {
      const cut = join(dir, `cut-${round}`);
      cpSync(original, cut, { recursive: true });
      const at = random.below(wal);
      truncateSync(join(cut, 'drawdown.sqlite-wal'), at);
      const left = await bodiesIn(cut, true).catch((error: unknown) => [String(error)]);
      expect([at, left.join() === bodies.slice(0, left.length).join()]).toEqual([at, true]);
      rmSync(cut, { recursive: true });
      cpSync(original, cut, { recursive: true });
      truncateSync(join(cut, 'drawdown.sqlite-wal'), at);
      if (left.length < bodies.length)
        await expect(bodiesIn(cut, false)).rejects.toThrow('is not the one that was last written there');
      rmSync(cut, { recursive: true });
    }
  }, 600_000);
});

describe('a bit that flips anywhere in', () => {
  it.each([
    ['the log, as a clean end leaves it', 'drawdown.sqlite'],
    ['its write-ahead log, as a crash leaves it', 'drawdown.sqlite-wal'],
  ])(
    `%s is noticed, or has changed nothing (DRAWS=${seed})`,
    async (_which, file) => {
      const random = new Random(seed);
      const original = join(dir, 'original');
      const bodies = await crashed(random, original, 200);
      // Opened and closed, the write-ahead log is folded into the database.
      if (file === 'drawdown.sqlite') await bodiesIn(original, false);
      const bytes = readFileSync(join(original, file));
      const outcomes = { unchanged: 0, noticed: 0 };
      for (let round = 0; round < rounds(150); round++) {
        const flipped = join(dir, `flipped-${round}`);
        cpSync(original, flipped, { recursive: true });
        const changed = Buffer.from(bytes);
        const at = random.below(changed.length);
        changed[at] = (changed[at] ?? 0) ^ (1 << (round % 8));
        writeFileSync(join(flipped, file), changed);
        outcomes[await judged(flipped, bodies, `bit ${round % 8} of byte ${at}`)]++;
        rmSync(flipped, { recursive: true });
      }
      expect(outcomes.noticed).toBeGreaterThan(0);
    },
    600_000,
  );
});

/** Whether damage was noticed; throws where a reader would have been given something else than what was written. */
async function judged(dataDir: string, bodies: readonly string[], what: string): Promise<'noticed' | 'unchanged'> {
  try {
    if (!isWhole(verifyFile(join(dataDir, 'drawdown.sqlite')))) return 'noticed';
    const found = await bodiesIn(dataDir, false);
    if (found.includes('damaged')) return 'noticed';
    expect([what, found.join() === bodies.join()]).toEqual([what, true]);
    return 'unchanged';
  } catch (error) {
    // SQLite or the high-water mark has refused it.
    if (error instanceof Error && 'matcherResult' in error) throw error;
    return 'noticed';
  }
}
