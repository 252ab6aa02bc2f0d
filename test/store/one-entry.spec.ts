import { formatInstant } from '#libs/domain';
import { relationsOf } from '#libs/explain';
import { ForwardingStore, InMemoryStore, type StoredEntry } from '#libs/event-store';
import { encode, inSlices, Logbook, Missions, streamOf, type AsOfTexts } from '#libs/timeline';
import { entries as benchEntries, mission as benchMission } from '../bench/rows.js';
import { generated, generateLog } from '../support/generated-log.js';
import { Random } from '../support/random.js';

/** A store that counts the entries that are read from it. */
class CountingStore extends ForwardingStore {
  read = 0;

  override async *readStream(stream: string, from?: number): AsyncGenerator<readonly StoredEntry[]> {
    for await (const page of this.store.readStream(stream, from)) {
      this.read += page.length;
      yield page;
    }
  }
}

const opened = (store: CountingStore | InMemoryStore, at: number): Missions =>
  new Missions(
    store,
    new Logbook(store),
    () => at,
    (error) => {
      throw error;
    },
  );

describe('one entry of a log', () => {
  it.each([1, 2, 3])(
    'has the marks and the relations that the whole log gives it, as of any times (log %i)',
    async (seed) => {
      const log = await generateLog({
        seed,
        count: 260,
        bases: 4,
        convoys: 6,
        days: 60,
        late: 0.1,
        corrected: 0.2,
        retracted: 0.1,
        reported: 0.3,
        imprecise: 0.2,
        settled: 0.1,
      });
      const store = new InMemoryStore();
      await store.append(streamOf(generated), -1, log.map(encode));
      const [start, end] = [Date.parse(log[0]?.placedAt ?? ''), Date.parse(log.at(-1)?.recordedAt ?? '')];
      const missions = opened(store, end);
      await missions.start();
      const random = new Random(seed);
      const time = (): string => formatInstant(Math.floor(start + random.next() * (end - start)));
      const lenses: AsOfTexts[] = [{}, { validAt: time() }, { knownAt: time() }, { knownAt: '130', validAt: time() }];
      for (const lens of lenses) {
        const seen = await missions.look(generated, lens);
        if (!seen) continue;
        const history = await seen.history();
        const considered = new Set(history.map(({ entry }) => entry.revision));
        const visible = (await missions.look(generated, { ...lens, validAt: undefined }))?.history();
        const all = (await visible)?.map(({ entry }) => entry) ?? [];
        for (const { revision } of log) expect(seen.isConsidered(revision)).toBe(considered.has(revision));
        if (Object.keys(lens).length === 0) expect(await seen.marked(log, log.length - 1)).toEqual(history);
        for (const { entry, marks } of history) {
          const around = await seen.around(entry.revision);
          expect(around?.item).toEqual({ entry, marks });
          const few = relationsOf(entry, around?.entries ?? [], around?.isConsidered ?? (() => false), [], 'en');
          const whole = relationsOf(entry, all, (revision) => considered.has(revision), [], 'en');
          expect(await inSlices(few)).toEqual(await inSlices(whole));
        }
        for (const { revision } of log)
          if (!considered.has(revision)) expect(await seen.around(revision)).toBeUndefined();
      }
      await missions.stop();
      expect(log.filter(({ type }) => type === 'EntryCorrected').length).toBeGreaterThan(5);
    },
  );

  it('is read without the log that it stands in', async () => {
    const store = new CountingStore(new InMemoryStore());
    const log = [...benchEntries(8000)];
    await store.append(streamOf(benchMission), -1, log.map(encode));
    const missions = opened(store, Date.parse('2024-01-01T00:00:00Z'));
    await missions.start();
    const seen = await missions.look(benchMission, {});
    store.read = 0;
    expect((await seen?.around(4321))?.item.entry).toEqual(log[4321]);
    expect(store.read).toBeLessThanOrEqual(500);
    await missions.stop();
  });
});
