import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { canonical } from '#libs/canonical-json';
import { fold, recordedOf, register, registry, views, type Entry, type ViewName } from '#libs/domain';
import type { NewEntry } from '#libs/event-store';
import {
  checkLogFile,
  decode,
  encode,
  Logbook,
  Missions,
  MissionWriter,
  restoreLog,
  streamOf,
  UnreadableEntry,
} from '#libs/timeline';
import { leafHash } from '#libs/transparency';
import { all, engines, type Opened } from '../support/engines.js';
import { ber, gao, open, troops } from '../support/given.js';
import { record, recordedAt, type TestCommand } from '../support/log.js';

const repatriated = (count: number): TestCommand => ({
  command: 'report-repatriation',
  from: 'ber',
  lines: troops(count),
  occurredAt: '2023-08-10',
});
const { command: _command, occurredAt: _occurredAt, ...corrected } = repatriated(150);
const log: readonly TestCommand[] = [
  open,
  ber,
  gao,
  repatriated(100),
  repatriated(40),
  {
    command: 'correct-entry',
    entry: 3,
    replacement: { data: corrected },
    reason: 'miscounted',
    occurredAt: '2023-08-11',
  },
];

/** What repatriations said before their numbers went by lines: one count of people in uniform. */
const asOfOld = ({ lines, ...data }: { lines?: readonly { count?: unknown }[] }): object => ({
  ...data,
  uniformed: lines?.[0]?.count,
});

/** The row of an entry as the version before stored it. */
function oldRow(entry: Entry): NewEntry {
  const { id, type, recordedAt: at } = entry;
  let data: object = entry.data;
  if (entry.type === 'PersonnelRepatriated') data = asOfOld(entry.data);
  if (entry.type === 'EntryCorrected')
    data = { ...entry.data, replacement: { data: asOfOld(entry.data.replacement.data ?? {}) } };
  return { id, type, recordedAt: at, body: canonical({ ...entry, data }) };
}

const drawn = (state: Parameters<(typeof views)['summary']>[0]): unknown[] =>
  (Object.keys(views) as ViewName[]).map((name) => views[name](state, { at: recordedAt }));

describe.each(engines)('an entry of an older schema, in a store %s,', (_name, openEngine) => {
  let dir: string;
  let opened: Opened[] = [];
  let takeBack = (): void => undefined;
  const rows = record(log).map(oldRow);
  const asRecordedNow = fold(record(log)).state;

  const openStore = async (): Promise<Opened['store']> => {
    const one = await openEngine(mkdtempSync(join(dir, 'store-')));
    opened.push(one);
    return one.store;
  };
  const startedWith = async (store: Opened['store']): Promise<Missions> => {
    await store.append(streamOf('minusma'), -1, rows);
    const missions = new Missions(
      store,
      new Logbook(store),
      () => recordedAt,
      () => undefined,
    );
    await missions.start();
    return missions;
  };
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'drawdown-'));
    takeBack = register('PersonnelRepatriated', {
      ...registry.PersonnelRepatriated,
      schema: 2,
      upcast: { 1: ({ uniformed, ...data }) => ({ ...data, lines: troops(uniformed) }) },
    });
  });
  afterEach(async () => {
    takeBack();
    for (const one of opened) await one.close();
    opened = [];
    rmSync(dir, { recursive: true });
  });

  it('reads as the newest one in every view, and so does a correction of it from that time', async () => {
    const store = await openStore();
    const missions = await startedWith(store);
    const seen = await missions.look('minusma', {});
    expect(seen && drawn(seen.state)).toEqual(drawn(asRecordedNow));
    await missions.stop();
  });

  it('keeps the bytes that were stored: its leaf, its export and what is restored from that', async () => {
    const store = await openStore();
    await store.append(streamOf('minusma'), -1, rows);
    const stored = await all(store.readStream(streamOf('minusma')));
    const exported = stored.map((row) => canonical(recordedOf(decode(row))));
    expect(exported).toEqual(rows.map(({ body }) => body));
    expect(stored.map((row) => leafHash(encode(decode(row)).body))).toEqual(stored.map(({ body }) => leafHash(body)));

    const elsewhere = await openStore();
    const lines = (): AsyncIterable<string> => Readable.from(exported);
    const file = await checkLogFile('minusma', lines);
    const begin = (): void => undefined;
    await restoreLog(elsewhere, { mission: 'minusma', lines, file, isBegun: false, begin, bytesMax: 900_000 });
    const restored = await all(elsewhere.readStream(streamOf('minusma')));
    expect(restored.map(({ body }) => body)).toEqual(exported);
    expect(drawn(fold(restored.map(decode)).state)).toEqual(drawn(asRecordedNow));
  });

  it('is corrected in the schema of today, which the correction says', async () => {
    const store = await openStore();
    const missions = await startedWith(store);
    const writer = new MissionWriter(store, () => recordedAt, missions);
    const body = { entry: 4, replacement: { data: { from: 'ber', lines: troops(45) } }, reason: 'recount' };
    const answer = await writer.submit({
      mission: 'minusma',
      commands: [{ command: 'correct-entry', body: { ...body, occurredAt: '2023-08-12' } }],
      batch: false,
      dryRun: false,
      actor: { id: 'test', role: 'admin' },
    });
    expect(answer).toMatchObject({ revision: 6 });
    await missions.waitFor('minusma', 6, 5000);
    const stored = await all(store.readStream(streamOf('minusma')));
    expect(JSON.parse(stored.at(-1)?.body ?? '')).toMatchObject({ schema: 1, replacementSchema: 2, data: body });
    const asked = { ...log[5], ...body, occurredAt: '2023-08-12' } as TestCommand;
    const expected = drawn(fold(record([...log, asked])).state);
    const seen = await missions.look('minusma', {});
    expect(seen && drawn(seen.state)).toEqual(expected);
    await missions.stop();
  });

  it('of a schema newer than this version knows is not read', () => {
    const [row] = rows.slice(3);
    const body = (row?.body ?? '').replace('"schema":1', '"schema":3');
    const stored = {
      id: '',
      type: '',
      recordedAt: '',
      ...row,
      body,
      stream: streamOf('minusma'),
      revision: 3,
      position: 4,
    };
    const read = (): Entry => decode(stored);
    expect(read).toThrow(UnreadableEntry);
    expect(read).toThrow('knows schema 1 to 2 of PersonnelRepatriated, not 3');
  });
});
