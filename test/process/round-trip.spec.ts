import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, definitionOf, typeOfCommand, views, type Entry } from '#libs/domain';
import { readCsv } from '../../apps/cli/src/csv-commands.js';
import { commandOf, CommandTable } from '../../apps/cli/src/exported-commands.js';
import { readNdjson, type FromFile } from '../../apps/cli/src/lines.js';
import { exampleOf } from '../../apps/server/src/describe/openapi-commands.js';
import { keeping, recordMinusma } from '../support/minusma.js';
import { endPrograms, run } from '../support/program.js';
import { startTestServer, type TestServer } from '../support/server.js';

const day = 86_400_000;
/** A clock that stands in the middle of a day: totals of that day then stand before its end. */
const noon = Date.parse('2025-03-05T12:00:00.250Z');

let dir: string;
let here: TestServer;
let now = noon;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-round-trip-'));
  here = await startTestServer(() => now);
  await recordMinusma(here);
  const { items } = JSON.parse((await here.get('/v1/missions/minusma/entries?limit=500')).text) as { items: Entry[] };
  const revisionOf = (type: string): number => items.find((item) => item.type === type)?.revision ?? -1;
  for (const [name, body] of [...keeping(revisionOf), ...today(revisionOf('BaseVacated'))]) {
    now += 60_000;
    const reply = await here.command(name, body, { 'idempotency-key': `round-trip-key-${now}` });
    expect([name, reply.status, reply.status === 201 ? '' : reply.text]).toEqual([name, 201, '']);
  }
  const open = (await here.get('/v1/missions/minusma/discrepancies')).body.items.map(({ id }) => String(id));
  for (const discrepancy of [open[0], open.at(-1)])
    expect((await here.command('settle-discrepancy', { discrepancy, reason: 'looked into' })).status).toBe(201);
});
afterEach(endPrograms);
afterAll(async () => {
  await here.close();
  rmSync(dir, { recursive: true });
});

/** Totals of the day on which they are recorded, moves around them, and corrections of all of these. */
function today(vacated: number): [string, object][] {
  const [date, source] = ['2025-03-05', { title: 'the force commander', confidence: 'high' }];
  const lines = [{ component: 'uniformed', count: 3 }];
  const last = readFileSync('docs/examples/minusma-2023.ndjson', 'utf8').trim().split('\n').length + 6;
  return [
    ['report-arrival', { base: 'gao', lines: [{ component: 'uniformed', count: 40 }], occurredAt: date }],
    [
      'report-strength',
      { base: 'gao', measure: 'present', component: 'uniformed', count: 30, occurredAt: date, source },
    ],
    ['report-repatriation', { from: 'gao', lines, occurredAt: date }],
    [
      'report-counter',
      { counter: 'flights', what: 'C-17 loads', count: { from: 3, to: 5 }, of: 90, occurredAt: '2025-03' },
    ],
    ['correct-entry', { entry: last + 1, replacement: { data: lineOf(7), occurredAt: date }, reason: 'counted anew' }],
    ['correct-entry', { entry: last + 2, replacement: { occurredAt: date }, reason: 'the same day' }],
    [
      'correct-entry',
      {
        entry: last + 4,
        replacement: { data: { entry: last + 1, replacement: { data: lineOf(8) }, reason: 'again' } },
        reason: 'a correction corrected',
      },
    ],
    ['retract-entry', { entry: last + 5, reason: 'of another mission' }],
    ['retract-entry', { entry: last + 7, reason: 'it was ours' }],
    ['dispute-entry', { entry: vacated, by: "the 'other' side", statement: '[not so]', occurredAt: date }],
    ['add-note', { text: '{"is": "no JSON"}', occurredAt: date }],
    [
      'report-equipment-disposed',
      {
        category: 'generators',
        count: 2,
        method: 'gifted',
        value: { amount: 1e-7, currency: 'EUR' },
        occurredAt: date,
      },
    ],
    [
      'establish-base',
      {
        base: 'late-base',
        name: '-Late',
        kind: 'camp',
        occurredAt: '2023-07-20',
        late: true,
        location: { lat: 0.5, lon: -3 },
        source,
      },
    ],
  ];
}
const lineOf = (count: number): object => ({ base: 'gao', measure: 'present', component: 'uniformed', count });

/** Every view of a mission on a server, without its id; at the head, and as known at some times. */
async function allViews(
  server: TestServer,
  mission: string,
  lenses: readonly string[],
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const view of ['', ...Object.keys(views).filter((name) => name !== 'summary')])
    for (const lens of lenses) {
      const { status, text } = await server.get(
        `/v1/missions/${mission}${view && `/${view}`}?limit=500&${lens}`.replace(
          '?limit=500&',
          view === '' || view === 'burndown' ? '?' : '?limit=500&',
        ),
      );
      const { mission: _mission, ...body } = JSON.parse(text) as Record<string, unknown>;
      found[`${view} ${lens}`] = [status, body];
    }
  return found;
}

const into = async (server: TestServer, args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  run(args, { DRAWDOWN_URL: server.url });

describe('the commands that a log is exported as', () => {
  it.each(['ndjson', 'csv'])('as %s make the same views elsewhere, whenever they are imported', async (format) => {
    const { stdout } = await into(here, ['export', 'minusma', '--as', 'commands', '--format', format]);
    const file = join(dir, `commands.${format}`);
    writeFileSync(file, stdout);
    const there = await startTestServer(() => now + 30 * day);
    try {
      const tried = await into(there, ['import', 'copy', file, '--dry-run']);
      expect([tried.code, tried.stderr]).toEqual([0, expect.stringContaining(' 0 would be refused')]);
      const imported = await into(there, ['import', 'copy', file, '--json']);
      expect([imported.code, imported.stderr]).toEqual([0, expect.stringContaining('0 already there, 0 refused')]);
      const lenses = [
        'validAt=2025-12-31',
        'validAt=2023-08-13',
        'validAt=2025-12-31&knownAt=2023-08-18',
        `validAt=2025-12-31&knownAt=${new Date(noon + 300_000).toISOString()}`,
      ];
      expect(await allViews(there, 'copy', lenses)).toEqual(await allViews(here, 'minusma', lenses));
      const again = await into(there, ['import', 'copy', file]);
      expect([again.code, again.stderr]).toEqual([
        0,
        expect.stringMatching(/^0 recorded, \d+ already there, 0 refused/m),
      ]);
      // The copy of the copy is the copy.
      const second = await into(there, ['export', 'copy', '--as', 'commands']);
      expect(second.stdout.split('\n').map(said)).toEqual(
        (await into(here, ['export', 'minusma', '--as', 'commands'])).stdout.split('\n').map(said),
      );
    } finally {
      await there.close();
    }
  });

  it('change nothing in the log that they come from', async () => {
    const { stdout } = await into(here, ['export', 'minusma', '--as', 'commands']);
    const file = join(dir, 'own.ndjson');
    writeFileSync(file, stdout);
    const { code, stderr } = await into(here, ['import', 'minusma', file]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^0 recorded, \d+ already there, 0 refused/m)]);
  });

  it('name entries by the revisions that they have where they are imported, and say where one is missing', async () => {
    const { stdout } = await into(here, ['export', 'minusma', '--as', 'commands']);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Exported);
    const own = ['one', 'two', 'three'].map((text) => ({ command: 'add-note', text, occurredAt: '2023-07-01' }));
    const firstNote = lines.findIndex((line) => line.command === 'add-note');
    // Every entry stands two places further on, and what retracts the first note names nothing.
    const shifted = lines.toSpliced(firstNote, 1, ...own);
    const file = join(dir, 'shifted.ndjson');
    writeFileSync(file, shifted.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const there = await startTestServer(() => now + day);
    try {
      const { code, stderr } = await into(there, ['import', 'copy', file]);
      expect([code, stderr]).toEqual([1, expect.stringMatching(/names entry \d+ of the log that it comes from/)]);
      expect(stderr).toMatch(/ 1 refused/);
      const named = async (server: TestServer, mission: string): Promise<string[]> => {
        const { items } = (await server.get(`/v1/missions/${mission}/entries?limit=500`)).body;
        const sentences = new Map(items.map(({ revision, sentence }) => [revision, String(sentence)]));
        const of = (data: unknown): string[] => {
          const { entry, replacement } = data as { entry?: number; replacement?: { data?: object } };
          return entry === undefined ? [] : [sentences.get(entry) ?? 'nothing', ...of(replacement?.data ?? {})];
        };
        return items.flatMap(({ data }) => of(data)).map((sentence) => sentence.replaceAll(/\d+/g, ''));
      };
      const expected = await named(here, 'minusma');
      const [missing = ''] = (await here.get('/v1/missions/minusma/entries?type=NoteAdded&limit=1')).body.items.map(
        ({ sentence }) => String(sentence).replaceAll(/\d+/g, ''),
      );
      expect(await named(there, 'copy')).toEqual(expected.toSpliced(expected.indexOf(missing), 1));
    } finally {
      await there.close();
    }
  });
});

interface Exported {
  command: string;
  recorded?: { revision: number };
}

/** A line without its key and id: what it says, and at which revision. */
const said = (line: string): unknown => {
  if (line === '') return '';
  const { key: _key, recorded, ...rest } = JSON.parse(line) as Exported & { key: string };
  return { ...rest, revision: recorded?.revision };
};

describe('commands as CSV', () => {
  it('are read again as they were, whatever their type', async () => {
    const given = commands.map((command, revision) => {
      const type = typeOfCommand(command);
      const { occurredAt = '2023-08-13', ...data } = exampleOf(command) as { occurredAt?: string };
      expect(type && definitionOf(type)).toBeDefined();
      return commandOf({ ...envelope, type, revision, occurredAt, data } as Entry, 'UTC');
    });
    const table = new CommandTable();
    table.note(given);
    const read = await all(readCsv(bytes(table.header() + table.lines(given))));
    const plain = await all(readNdjson(bytes(given.map((line) => `${JSON.stringify(line)}\n`).join(''))));
    expect(read.map((line) => ({ ...line, number: 0 }))).toEqual(plain.map((line) => ({ ...line, number: 0 })));
    expect(read).toHaveLength(commands.length);
  });
});

const envelope = {
  id: '00000000-0000-5000-8000-000000000000',
  mission: 'm',
  schema: 1,
  placedAt: '2023-08-13T00:00:00Z',
  recordedAt: '2023-08-14T00:00:00Z',
  actor: { id: 'a', role: 'admin' },
  source: { title: '@home', url: 'https://example.org/?a=1', confidence: 'low' },
  commandId: 'some-command-id-0',
  commandDigest: '',
  correlationId: '',
  causationId: '',
};

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function all(lines: AsyncIterable<FromFile>): Promise<FromFile[]> {
  const found: FromFile[] = [];
  for await (const line of lines) found.push(line);
  return found;
}
