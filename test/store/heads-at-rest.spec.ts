import Database from 'better-sqlite3';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { definitionOf, views, type Entry, type ViewName } from '#libs/domain';
import { InMemoryStore, openEmbeddedStore, type EventStore } from '#libs/event-store';
import {
  encode,
  Logbook,
  LogIndexes,
  Missions,
  MissionStopped,
  MissionWriter,
  streamOf,
  type AsOfTexts,
  type CommandInput,
} from '#libs/timeline';
import { entries } from '../bench/rows.js';
import { generateLog } from '../support/generated-log.js';
import { rounds } from '../support/rounds.js';

const names = ['ber', 'gao', 'mopti'];
const now = Date.parse('2024-06-01T00:00:00Z');

/** How long somebody waits for a mission. What was recorded is read before that begins, so this is spent on what is not there alone. */
const waitMsMax = 20;

const fail = (error: unknown): never => {
  throw error;
};

const commandsOf = (log: readonly Entry[]): CommandInput[] =>
  log.map(({ type, data, occurredAt, source }) => ({
    command: definitionOf(type).command,
    body: { ...data, occurredAt, ...(source && { source }) },
  }));

/** What somebody does with one of the missions; `at` says where in its log. */
interface Step {
  mission: number;
  what: 'record' | 'try' | 'send again' | 'show' | 'look back' | 'list' | 'search' | 'page' | 'wait';
  at: number;
}

const steps: fc.Arbitrary<Step[][]> = fc.array(
  fc.uniqueArray(
    fc.record({
      mission: fc.nat(names.length - 1),
      what: fc.constantFrom<Step['what']>(
        'record',
        'record',
        'record',
        'try',
        'send again',
        'show',
        'look back',
        'list',
        'search',
        'page',
        'wait',
      ),
      at: fc.nat(100),
    }),
    // Together are only steps of different missions: of one, who is first would be chance.
    { selector: ({ mission }) => mission, minLength: 1 },
  ),
  { minLength: 40, maxLength: 90 },
);

/** A server without its edge, whose answers are to be compared with another's: ids are numbered as they come. */
async function serving(logs: readonly (readonly CommandInput[])[], atHandMax: number) {
  const store = new InMemoryStore();
  const missions = new Missions(store, new Logbook(store), () => now, fail, { atHandMax });
  await missions.start();
  const writer = new MissionWriter(store, () => now, missions);
  const indexes = new LogIndexes(missions);
  const told: string[][] = names.map(() => []);
  missions.announce({
    recorded: (entry) => told[names.indexOf(entry.mission)]?.push(`${entry.revision} ${entry.type}`),
    stopped: fail,
  });
  const sent = names.map(() => 0);
  const ids = new Map<string, number>();
  const plain = (answer: unknown): string =>
    JSON.stringify(answer, (_key, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...value] : value,
    ).replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, (id) => {
      ids.set(id, ids.get(id) ?? ids.size);
      return `#${ids.get(id)}`;
    });
  const submit = (mission: number, from: number, count: number, dryRun = false) =>
    writer.submit({
      mission: names[mission] ?? '',
      commands: (logs[mission] ?? []).slice(from, from + count),
      batch: count > 1,
      key: `${names[mission]}, commands ${from} to ${from + count}`,
      dryRun,
      actor: { id: 'test', role: 'admin' },
    });
  const show = async (mission: string, asOf: AsOfTexts): Promise<unknown> => {
    const seen = await missions.look(mission, asOf);
    // Whoever looks goes on with what was seen, whatever becomes of the head meanwhile.
    await setImmediate();
    return seen && (Object.keys(views) as ViewName[]).map((name) => [seen.revision, views[name](seen.state, seen)]);
  };
  const asked = async ({ mission, what, at }: Step): Promise<unknown> => {
    const name = names[mission] ?? '';
    const newest = missions.revisionOf(name);
    switch (what) {
      case 'record': {
        const count = 1 + (at % 3);
        const from = sent[mission] ?? 0;
        sent[mission] = from + count;
        return submit(mission, from, count);
      }
      case 'try':
        return submit(mission, sent[mission] ?? 0, 2, true);
      case 'send again':
        return submit(mission, 0, 1 + (at % 3));
      case 'show':
        return show(name, {});
      case 'look back':
        return [await show(name, { knownAt: String(at % 40) }), await show(name, { validAt: '2023-09-01' })];
      case 'list':
        return missions.entries(name, at % 10);
      case 'search':
        return newest < 0 ? [] : (await indexes.at(name, {}, newest)).rows.slice(0, newest + 1);
      case 'page': {
        const seen = await missions.look(name, {});
        await setImmediate();
        const around = await seen?.around(at % 20);
        return seen && [around?.item, around?.entries, await seen.withNaming([at % Math.max(1, newest)])];
      }
      case 'wait':
        return [newest, await missions.waitFor(name, Math.max(0, newest), waitMsMax), missions.ids()];
    }
  };
  return {
    missions,
    answers: async (together: readonly Step[]) => plain(await Promise.all(together.map(asked))),
    /** What somebody was told who follows all missions. */
    told: async () => {
      for (let turn = 0; turn < 50; turn++) await setImmediate();
      return told;
    },
  };
}

describe('a server that keeps the state of one mission at hand', () => {
  it('answers whatever is sent and asked like one that keeps them all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), steps, async (seed, all) => {
        const wanted = { count: 40, bases: 4, convoys: 5, days: 90, late: 0.2, corrected: 0.15, retracted: 0.1 };
        const logs = await Promise.all(
          names.map(async (_name, index) =>
            commandsOf(
              await generateLog({ seed: seed + index, ...wanted, reported: 0, imprecise: 0.2, settled: 0.05 }),
            ),
          ),
        );
        const [ample, narrow] = [await serving(logs, 1000), await serving(logs, 1)];
        for (const together of all) {
          const expected = await ample.answers(together);
          expect([together, await narrow.answers(together)]).toEqual([together, expected]);
        }
        expect(await narrow.told()).toEqual(await ample.told());
        expect(names.filter((name) => narrow.missions.isAtHand(name)).length).toBeLessThanOrEqual(1);
        for (const { missions } of [ample, narrow]) await missions.stop();
      }),
      { numRuns: rounds(2) },
    );
  }, 600_000);
});

describe('a server that records in many missions', () => {
  it('keeps of those that nobody asks for any more no more than how far they have come', async () => {
    const store = new InMemoryStore();
    const missions = new Missions(store, new Logbook(store), () => now, fail, { atHandMax: 3 });
    await missions.start();
    const writer = new MissionWriter(store, () => now, missions);
    const [opening] = commandsOf([...entries(1)]);
    const ids = Array.from({ length: 40 }, (_, index) => `mission-${index}`);
    for (const mission of ids)
      await writer.submit({
        mission,
        commands: opening ? [opening] : [],
        batch: false,
        dryRun: false,
        actor: { id: 'test', role: 'admin' },
      });
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    expect(ids.filter((id) => missions.isAtHand(id))).toHaveLength(3);
    expect(writer.size).toBe(3);
    expect(missions.logbook.pastsKept).toBeLessThanOrEqual(3);
    expect(ids.map((id) => missions.revisionOf(id))).toEqual(ids.map(() => 0));
    await missions.stop();
  });
});

describe('a server that is started on many missions', () => {
  let dataDir: string;
  let store: EventStore;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'drawdown-many-'));
    store = openEmbeddedStore({ dataDir });
    for (const id of names)
      await store.append(
        streamOf(id),
        -1,
        [...entries(30)].map((entry) => encode({ ...entry, mission: id })),
      );
  });
  afterEach(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });

  const started = async (): Promise<Missions> => {
    const missions = new Missions(store, new Logbook(store), () => now, fail, { atHandMax: 1 });
    await missions.start();
    return missions;
  };

  it('knows how far each has come before any is folded, and folds no more than there is room for', async () => {
    const missions = await started();
    expect(names.map((name) => [missions.revisionOf(name), missions.isAtHand(name)])).toEqual(
      names.map(() => [29, false]),
    );
    while (missions.loading > 0) await setImmediate();
    expect(names.filter((name) => missions.isAtHand(name))).toEqual(['ber']);
    expect((await missions.look('mopti', {}))?.revision).toBe(29);
    await missions.stop();
  });

  it('finds an entry that was altered before anybody asks for its mission, and serves nothing of it', async () => {
    const db = new Database(join(dataDir, 'drawdown.sqlite'));
    db.exec('DROP TRIGGER entries_are_not_changed');
    db.exec(`UPDATE entries SET body = replace(body, 'dry', 'wet') WHERE revision = 16 AND position > 60`);
    db.close();
    const missions = await started();
    while (missions.loading > 0) await setImmediate();
    expect(missions.stopped()).toMatchObject([{ mission: 'mopti', revision: 16 }]);
    await expect(missions.look('mopti', {})).rejects.toThrow(MissionStopped);
    expect((await missions.look('gao', {}))?.revision).toBe(29);
    await missions.stop();
  });
});
