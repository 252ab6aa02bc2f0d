import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { heldBy } from '#libs/domain';
import { InMemoryStore } from '#libs/event-store';
import { inSlices, Logbook, Missions, MissionWriter, type Answer, type CommandInput, type Row } from '#libs/timeline';
import { kindOf } from '../apps/server/src/imports/kinds.js';
import { readWorkbook } from '../apps/server/src/imports/read-workbook.js';
import { workbookBack } from '../apps/server/src/imports/written-back.js';
import { readTable, type ReadTable } from '../apps/server/src/imports/read-table.js';
import { rowOf } from '../apps/server/src/imports/row-commands.js';
import { tellTable } from '../apps/server/src/imports/tell-table.js';
import { openingOf } from './support/opening.js';
import { turnsDuring } from './support/turns.js';

/** So many rows: more than one append holds is not needed to see whether others go between them. */
const rowCount = 300;

const tableOf = (rows: number): string =>
  ['Date,From,Component,People,Source,Confidence']
    .concat(Array.from({ length: rows }, (_, row) => `2023-08-${10 + (row % 15)},ber,troops,5,note ${row % 7},high`))
    .join('\n');

const read = (rows = rowCount): Promise<ReadTable> =>
  readTable(Buffer.from(tableOf(rows)), 'text/csv', {
    name: 'departures',
    kind: kindOf('departures'),
    skip: [],
    dates: 'dmy',
  });

const rowsIn = ({ commands }: ReadTable): Row[] => [...commands.values()].map((some) => rowOf(some));

/** How often JSON is parsed or written while something is done, in all and within a turn at most. */
async function mostPerTurn<T>(
  how: 'parse' | 'stringify',
  work: () => Promise<T>,
): Promise<{ most: number; all: number; result: T }> {
  const { mock: calls } = mock.method(JSON, how);
  let [last, most] = [0, 0];
  const look = (): void => {
    most = Math.max(most, calls.callCount() - last);
    last = calls.callCount();
  };
  const { result } = await turnsDuring(work, look);
  calls.restore();
  return { most, all: last, result };
}

/** A log in memory that notes how many entries it is given at once. */
class NotingStore extends InMemoryStore {
  readonly appends: number[] = [];

  override append(...given: Parameters<InMemoryStore['append']>): ReturnType<InMemoryStore['append']> {
    this.appends.push(given[2].length);
    return super.append(...given);
  }
}

/** A mission with a base, and who is told of its entries. */
async function mission(told: () => void = () => undefined, store = new InMemoryStore()): Promise<MissionWriter> {
  const now = (): number => Date.parse('2023-09-01T00:00:00Z');
  const fail = (error: unknown): never => {
    throw error;
  };
  const missions = new Missions(store, new Logbook(store), now, fail);
  await missions.start();
  missions.announce({ recorded: told, stopped: fail });
  const writer = new MissionWriter(store, now, missions);
  const base = { base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-01' };
  await submit(writer, [
    { command: 'open-mission', body: openingOf(100_000) },
    { command: 'establish-base', body: base },
  ]);
  return writer;
}

const submit = (writer: MissionWriter, commands: CommandInput[], rows?: Row[], dryRun = false): Promise<Answer> =>
  writer.submit({
    mission: 'm',
    commands,
    batch: commands.length > 1,
    dryRun,
    actor: { id: 'test', role: 'admin' },
    ...(rows && { rows }),
  });

describe('others go between the rows of a table', () => {
  it('while its cells are read, and while the commands of each are checked', async () => {
    const { turns, result } = await turnsDuring(() => read());
    expect(result.commands.size).toBe(rowCount);
    // Once for each row as it is parsed, once as it might name the columns, once for its cells, once for its commands.
    expect(turns).toBeGreaterThan(4 * rowCount);
  });

  it('while each is decided, and while it is looked up what was said before', async () => {
    const rows = rowsIn(await read());
    const writer = await mission();
    const { turns, result } = await turnsDuring(() => submit(writer, [], rows, true));
    expect(result.kind).toBe('dry-run');
    expect(turns).toBeGreaterThan(4 * rowCount);
  });

  it('while followers are told of what was recorded', async () => {
    const rows = rowsIn(await read());
    let [told, last] = [0, 0];
    const perTurn: number[] = [];
    const writer = await mission(() => told++);
    const all = told + rowCount;
    const look = (): void => {
      perTurn.push(told - last);
      last = told;
    };
    last = told;
    await turnsDuring(async () => {
      expect(await submit(writer, [], rows)).toMatchObject({ kind: 'recorded' });
      for (let turn = 0; turn < 2 * rowCount; turn++) await nextTurn();
    }, look);
    expect(told).toBe(all);
    expect(Math.max(...perTurn)).toBeLessThanOrEqual(2);
  });

  it('while it is told what became of each, and of each discrepancy', async () => {
    const table = await read();
    const answer = await submit(await mission(), [], rowsIn(table), true);
    if (answer.kind !== 'dry-run') throw new Error(answer.kind);
    const { revision, rows: outcomes = [], discrepancies } = answer;
    expect(discrepancies.length).toBeGreaterThan(10);
    const telling = { mission: 'm', dryRun: true, language: 'en', held: heldBy(() => true), remarks: [] } as const;
    const outcome = { revision, isRecorded: false, outcomes, discrepancies };
    const { turns, result } = await turnsDuring(() => inSlices(tellTable(table, outcome, telling)));
    expect([result.rows.length, result.discrepancies.length]).toEqual([rowCount, discrepancies.length]);
    expect(turns).toBeGreaterThanOrEqual(rowCount + discrepancies.length);
  });

  it('between the parts in which a long table is stored, while a table that one commit holds is stored whole', async () => {
    for (const [rows, parts] of [
      [1000, [1000]],
      [1100, [200, 200, 200, 200, 200, 100]],
    ] as const) {
      const store = new NotingStore();
      let told = 0;
      const writer = await mission(() => told++, store);
      const [before, toldBefore] = [store.appends.length, told];
      expect(await submit(writer, [], rowsIn(await read(rows)))).toMatchObject({ kind: 'recorded' });
      expect(store.appends.slice(before)).toEqual(parts);
      // Followers are told to the end: what goes on would go on beside the next one.
      for (let turn = 0; turn < 2 * rows; turn++) await nextTurn();
      expect(told).toBe(toldBefore + rows);
    }
  });

  it('while a workbook goes from thread to thread, a hundred rows at a time', async () => {
    const many = 1000;
    const day = { day: '2023-08-13', hasTime: false };
    const cells = Array.from({ length: many }, (_, row) => (row === 7 ? [day, null] : [row, `a line\n"${row}"`]));
    const table = { rows: cells.map((some, index) => ({ number: index + 1, cells: some })), remarks: [] };
    const written = await mostPerTurn('stringify', () => workbookBack(table, [], 'en'));
    const back = await mostPerTurn('parse', () => readWorkbook(written.result));
    for (const { most, all } of [written, back]) {
      expect(all).toBeGreaterThanOrEqual(many / 100);
      expect(most).toBeLessThanOrEqual(2);
    }
    expect(back.result.rows.map((row) => row.cells.slice(0, 2))).toEqual(cells);
  });
});
