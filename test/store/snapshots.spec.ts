import Database from 'better-sqlite3';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { views, type ViewName } from '#libs/domain';
import { ForwardingStore, openEmbeddedStore, type Following, type StoredEntry } from '#libs/event-store';
import { encode, Logbook, Missions, MissionStopped, MissionWriter, Snapshots, streamOf } from '#libs/timeline';
import { entries, mission, rows } from '../bench/rows.js';

const now = Date.parse('2024-01-01T00:00:00Z');
let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'drawdown-snapshots-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const dataDir = (): string => join(dir, 'data');
const snapshots = (): string => join(dataDir(), 'snapshots');

/** A store that counts the entries that are read from it. */
class CountingStore extends ForwardingStore {
  read = 0;

  private async *counted(pages: AsyncIterable<readonly StoredEntry[]>): AsyncIterable<readonly StoredEntry[]> {
    for await (const page of pages) {
      this.read += page.length;
      yield page;
    }
  }

  override readStream(stream: string, from?: number): AsyncIterable<readonly StoredEntry[]> {
    return this.counted(this.store.readStream(stream, from));
  }

  override readAll(following: Following): AsyncIterable<readonly StoredEntry[]> {
    return this.counted(this.store.readAll(following));
  }
}

/** A server's reading side, opened on the log, looked at, and closed again. */
async function opened<T>(look: (parts: Parts) => Promise<T>, atHandMax?: number): Promise<T & { read: number }> {
  const store = new CountingStore(openEmbeddedStore({ dataDir: dataDir(), acceptRollback: true }));
  const logbook = new Logbook(store, new Snapshots(snapshots()));
  const missions = new Missions(store, logbook, () => now, fail, { ...(atHandMax && { atHandMax }) });
  await missions.start();
  const looked = await look({ missions, store, writer: new MissionWriter(store, () => now, missions) });
  const { read } = store;
  await missions.stop();
  await store.close();
  return { ...looked, read };
}

interface Parts {
  missions: Missions;
  store: CountingStore;
  writer: MissionWriter;
}

const fail = (error: unknown): never => {
  throw error;
};

const note = (occurredAt: string) => ({
  mission,
  commands: [{ command: 'add-note', body: { text: 'The bridge holds.', occurredAt } }],
  batch: false,
  dryRun: false,
  actor: { id: 'test', role: 'admin' as const },
});

/** Every view of the mission at its newest revision. */
async function drawn({ missions }: Parts): Promise<{ text: string }> {
  const seen = await missions.look(mission, {});
  if (!seen) throw new Error('there is no mission');
  const names = Object.keys(views) as ViewName[];
  return { text: JSON.stringify(names.map((name) => [seen.revision, views[name](seen.state, seen)])) };
}

/** What is drawn of the log without any snapshot. */
async function drawnAnew(): Promise<string> {
  rmSync(snapshots(), { recursive: true });
  return (await opened(drawn)).text;
}

const count = 3000;

/** Writes a log of so many entries; their ids are others each time. */
async function written(length: number): Promise<void> {
  const store = openEmbeddedStore({ dataDir: dataDir() });
  for (let from = 0, all = rows(length); from < length; from += 1000)
    await store.append(streamOf(mission), from - 1, all.slice(from, from + 1000));
  await store.close();
}

beforeEach(async () => {
  await written(count);
  await opened(drawn);
});

describe('a server that is started again', () => {
  it('reads what it kept, and of the log only what came since, and shows the same', async () => {
    const { text, read } = await opened(async (parts) => {
      const { store } = parts;
      const shown = await drawn(parts);
      expect((await parts.writer.submit(note('2023-08-13'))).kind).toBe('recorded');
      expect(store.read).toBeLessThan(20);
      return shown;
    });
    expect(read).toBeLessThan(20);
    const again = await opened(drawn);
    expect(again.read).toBeLessThan(20);
    expect(again.text).not.toBe(text);
    expect(again.text).toBe(await drawnAnew());
  });

  it('brings a head back that has rested from what it kept, late reports that came meanwhile included', async () => {
    const other = 'another';
    const whole = await opened(async (parts) => {
      await drawn(parts);
      expect((await parts.writer.submit(note('2023-07-02'))).kind).toBe('recorded');
      const opening = [...entries(1)].map((entry) => encode({ ...entry, mission: other }));
      await parts.store.append(streamOf(other), -1, opening);
      await parts.missions.waitFor(other, 0, 5000);
      while (parts.missions.isAtHand(mission)) await setImmediate();
      const before = parts.store.read;
      const shown = await drawn(parts);
      // No more than a page of it.
      expect(parts.store.read - before).toBeLessThan(600);
      return shown;
    }, 1);
    expect(whole.text).toBe(await drawnAnew());
  });

  it('gives no head up before it is kept, however often others are asked for in between', async () => {
    const other = 'another';
    const whole = await opened(async (parts) => {
      const { missions, store } = parts;
      await drawn(parts);
      const opening = [...entries(1)].map((entry) => encode({ ...entry, mission: other }));
      await store.append(streamOf(other), -1, opening);
      await missions.waitFor(other, 0, 5000);
      while (missions.isAtHand(mission)) await setImmediate();
      expect((await parts.writer.submit(note('2023-07-02'))).kind).toBe('recorded');
      for (const asked of [other, mission, other]) await missions.look(asked, {});
      while (missions.isAtHand(mission)) await setImmediate();
      const before = store.read;
      const shown = await drawn(parts);
      expect(store.read - before).toBeLessThan(600);
      return shown;
    }, 1);
    expect(whole.text).toBe(await drawnAnew());
  });

  it('leaves aside a snapshot that is not what was written, whichever byte was changed', async () => {
    const file = join(snapshots(), `${mission}.ndjson`);
    const whole = readFileSync(file);
    const expected = (await opened(drawn)).text;
    for (const part of [0, 0.001, 0.2, 0.5, 0.8, 1]) {
      const changed = Buffer.from(whole);
      const at = Math.floor(part * (changed.length - 2));
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      const { text, read } = await opened(drawn);
      expect([at, text === expected, read >= count]).toEqual([at, true, true]);
    }
    writeFileSync(file, whole.subarray(0, whole.length / 2));
    expect((await opened(drawn)).text).toBe(expected);
  });

  it('leaves aside a snapshot that somebody made who knows the code but has not the key', async () => {
    const [ours, theirs] = [new Snapshots(snapshots(), Buffer.alloc(32, 1)), Buffer.alloc(32, 2)];
    const folder = snapshots();
    const kept = await new Snapshots(folder).load(mission);
    const contents = await new Snapshots(folder).contents();
    if (!kept || !contents) throw new Error('nothing was kept');
    for (const forger of [new Snapshots(folder), new Snapshots(folder, theirs)]) {
      await forger.save(mission, kept);
      await forger.keepContents(contents);
      expect([await ours.load(mission), await ours.contents()]).toEqual([undefined, undefined]);
    }
    await ours.save(mission, kept);
    expect((await ours.load(mission))?.footing).toEqual(kept.footing);
  });

  it('goes on from a snapshot that is older than the log, late reports included', async () => {
    const old = join(dir, 'old');
    cpSync(snapshots(), old, { recursive: true });
    await opened(async ({ writer }) => {
      for (const day of ['2023-07-02', '2023-09-01', '2023-07-01T00:30:00Z'])
        expect((await writer.submit(note(day))).kind).toBe('recorded');
      return {};
    });
    rmSync(snapshots(), { recursive: true });
    cpSync(old, snapshots(), { recursive: true });
    const { text } = await opened(drawn);
    expect(text).toBe(await drawnAnew());
  });

  it('does not take the snapshot of another log', async () => {
    const kept = join(dir, 'kept');
    cpSync(snapshots(), kept, { recursive: true });
    rmSync(dataDir(), { recursive: true });
    await written(count + 5);
    cpSync(kept, snapshots(), { recursive: true });
    const { text } = await opened(async (parts) => {
      const shown = await drawn(parts);
      const answer = await parts.writer.submit({ ...note('2023-08-13'), dryRun: true });
      expect(answer).toMatchObject({ kind: 'dry-run', revision: count + 5 });
      expect(parts.store.read).toBeGreaterThan(count);
      return shown;
    });
    expect(text).toBe(await drawnAnew());
  });

  it('answers a command that was recorded before the snapshot as it was answered then', async () => {
    const sent = { ...note('2023-08-13'), key: 'the same key' };
    const first = await opened(async ({ writer }) => ({ answer: await writer.submit(sent) }));
    const second = await opened(async ({ writer }) => ({ answer: await writer.submit(sent) }));
    expect(second.answer).toEqual({ ...first.answer, kind: 'replayed' });
    const other = { ...sent, commands: note('2023-08-14').commands };
    expect((await opened(async ({ writer }) => writer.submit(other))).kind).toBe('key-reused');
  });
});

describe('an entry that was changed behind a snapshot', () => {
  it('stops its mission as soon as anybody reads it, for commands too', async () => {
    const db = new Database(join(dataDir(), 'drawdown.sqlite'));
    db.exec('DROP TRIGGER entries_are_not_changed');
    db.exec(`UPDATE entries SET body = replace(body, 'Bench', 'Bensh') WHERE revision = 0`);
    db.close();
    await opened(async (parts) => {
      const { missions, writer } = parts;
      await drawn(parts);
      const seen = await missions.look(mission, {});
      await expect(seen?.history()).rejects.toThrow(MissionStopped);
      await expect(missions.look(mission, {})).rejects.toThrow('hash differs');
      expect(missions.stopped()).toMatchObject([{ mission, revision: 0 }]);
      expect(await writer.submit(note('2023-08-13'))).toMatchObject({ kind: 'stopped', revision: 0 });
      return {};
    });
  });
});
