import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { heldBy } from '#libs/domain';
import { InMemoryStore } from '#libs/event-store';
import { inSlices, Logbook, Missions, MissionWriter, type Answer, type CommandInput, type Row } from '#libs/timeline';
import { kindOf } from '../apps/server/src/imports/kinds.js';
import { readTable, type ReadTable } from '../apps/server/src/imports/read-table.js';
import { rowOf } from '../apps/server/src/imports/row-commands.js';
import { tellTable } from '../apps/server/src/imports/tell-table.js';
import { openingOf } from './support/opening.js';

/** So many rows: more than one append holds is not needed to see whether others go between them. */
const rowCount = 300;

const csv = ['Date,From,Component,People,Source,Confidence']
  .concat(Array.from({ length: rowCount }, (_, row) => `2023-08-${10 + (row % 15)},ber,troops,5,note ${row % 7},high`))
  .join('\n');

const read = (): Promise<ReadTable> =>
  readTable(Buffer.from(csv), 'text/csv', { name: 'departures', kind: kindOf('departures'), skip: [], dates: 'dmy' });

const rowsIn = ({ commands }: ReadTable): Row[] => [...commands.values()].map((some) => rowOf(some));

/** How often others have the event loop while something is done, on a clock by which each look at it takes a slice. */
async function turnsDuring<T>(
  work: () => Promise<T>,
  look: () => void = () => undefined,
): Promise<{ turns: number; result: T }> {
  await nextTurn();
  let [now, turns, isDone] = [0, 0, false];
  const clock = mock.method(performance, 'now', () => (now += 10));
  const count = (): void => {
    turns++;
    look();
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  try {
    return { result: await work(), turns };
  } finally {
    look();
    isDone = true;
    clock.mock.restore();
  }
}

/** A mission with a base, and who is told of its entries. */
async function mission(told: () => void = () => undefined): Promise<MissionWriter> {
  const now = (): number => Date.parse('2023-09-01T00:00:00Z');
  const fail = (error: unknown): never => {
    throw error;
  };
  const store = new InMemoryStore();
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
    const { turns, result } = await turnsDuring(read);
    expect(result.commands.size).toBe(rowCount);
    // Once for each row as it is parsed, once for its cells, once for its commands.
    expect(turns).toBeGreaterThan(3 * rowCount);
  });

  it('while each is decided, and while it is looked up what was said before', async () => {
    const rows = rowsIn(await read());
    const writer = await mission();
    const { turns, result } = await turnsDuring(() => submit(writer, [], rows, true));
    expect(result.kind).toBe('dry-run');
    expect(turns).toBeGreaterThan(2 * rowCount);
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
});
