import fc from 'fast-check';
import { views } from '#libs/domain';
import { csvRows } from '../support/formats.js';
import { keeping, lastKnownOn, minusmaLines, recordMinusma, revisionsWith, revisionWith } from '../support/minusma.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { rounds } from '../support/rounds.js';

let server: TestServer;
let newest = 0;
/** The revisions of what was recorded after the log: a late report, a report, its correction, a report and its retraction. */
let [late, report, correction, mistaken, retraction] = [0, 0, 0, 0, 0];

beforeAll(async () => {
  // The clock stands still: what is shown for now is the same whenever it is asked.
  const now = Date.parse('2026-01-01T12:00:00Z');
  server = await startTestServer(() => now);
  await recordMinusma(server);
  const log = (await server.get('/v1/missions/minusma/entries', { accept: 'application/x-ndjson' })).text;
  const types = log
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);
  for (const [name, body] of keeping((type) => types.indexOf(type))) await record(name, body);
  const source = { title: 'the archive', confidence: 'medium' };
  const lines = (count: number) => ({ lines: [{ component: 'civilian', count }], occurredAt: '2023-07-20', source });
  late = await record('report-repatriation', lines(40));
  report = await record('report-repatriation', lines(20));
  const replacement = { data: { lines: lines(24).lines } };
  correction = await record('correct-entry', { entry: report, replacement, reason: 'counted again' });
  mistaken = await record('report-repatriation', lines(7));
  retraction = await record('retract-entry', { entry: mistaken, reason: 'another mission' });
  newest = retraction;
});
afterAll(() => server.close());

async function record(name: string, body: object): Promise<number> {
  const reply = await server.command(name, body);
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.body.revision;
}

interface Item {
  pointer: string;
  from?: unknown;
  to?: unknown;
  entries?: number[];
}

const diffPath = (query: string): string => `/v1/missions/minusma/diff?${query}`;

async function diff(query: string): Promise<{ items: Item[]; between: number[]; from: object; to: object }> {
  const reply = await server.get(diffPath(query));
  if (reply.status !== 200) throw new Error(reply.text);
  return JSON.parse(reply.text) as Awaited<ReturnType<typeof diff>>;
}

const item = ({ items }: { items: Item[] }, pointer: string): Item | undefined =>
  items.find((one) => one.pointer === pointer);

/** The texts, numbers, flags and nulls of a document, by pointer; items by id and days by date. */
function leaves(value: unknown, at = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return into.set(at, value);
  for (const [place, one] of Object.entries(value) as [string, { id?: string; date?: string }][]) {
    const name = at === '/items' ? one.id : at === '/days' ? one.date : undefined;
    leaves(one, `${at}/${(name ?? place).replaceAll('~', '~0').replaceAll('/', '~1')}`, into);
  }
  return into;
}

const isWorkedOut =
  /^\/(criticalPath|feasibleBy|noEarlierThan|bindingResource|resources|conflicts|durations)|^\/items\/[^/]+\/(earliest|latest|arrives|slackDays|freeSlackDays|critical|drivenBy|convoys|feasibleBy|conflicts)(\/|$)/;

/** A view as its own page shows it, without what the page says of itself. */
async function shown(view: string, lens: string): Promise<Map<string, unknown>> {
  const path = view === 'summary' ? '' : `/${view}`;
  const { status, text } = await server.get(
    `/v1/missions/minusma${path}?${lens}${view === 'burndown' || view === 'summary' ? '' : '&limit=500'}`,
  );
  if (status !== 200) throw new Error(text);
  const document = JSON.parse(text) as Record<string, unknown>;
  for (const name of ['mission', 'revision', 'validAt', 'knownAt', 'recordedAt', 'next']) delete document[name];
  const all = leaves(document);
  // What is worked out of a plan is compared by `compareTo`.
  if (view === 'schedule') for (const pointer of all.keys()) if (isWorkedOut.test(pointer)) all.delete(pointer);
  return all;
}

/** Applies a diff to what one state shows. Throws where it says of that state what is not so. */
function applied(from: ReadonlyMap<string, unknown>, items: readonly Item[]): Map<string, unknown> {
  const to = new Map(from);
  for (const one of items) {
    if (typeof one.from === 'object' && one.from !== null) continue;
    if (JSON.stringify(one.from) !== JSON.stringify(from.get(one.pointer))) throw new Error(JSON.stringify(one));
    if (one.to === undefined || (typeof one.to === 'object' && one.to !== null)) to.delete(one.pointer);
    else to.set(one.pointer, one.to);
  }
  return to;
}

const sorted = (found: ReadonlyMap<string, unknown>): [string, unknown][] =>
  [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));

const viewNames = fc.constantFrom(...Object.keys(views));
const days = fc
  .integer({ min: 0, max: 200 })
  .map((passed) => new Date(Date.parse('2023-07-01') + passed * 86_400_000).toISOString().slice(0, 10));

describe('the difference between two states', () => {
  it('leads from the one to the other, between any two revisions, in any view', () =>
    fc.assert(
      fc.asyncProperty(viewNames, fc.nat({ max: newest }), fc.nat({ max: newest }), async (view, from, to) => {
        const { items } = await diff(`view=${view}&from=${from}&to=${to}`);
        const [before, after] = await Promise.all([shown(view, `knownAt=${from}`), shown(view, `knownAt=${to}`)]);
        expect(sorted(applied(before, items))).toEqual(sorted(after));
      }),
      { numRuns: rounds(25), examples: [['bases', 3, newest]] },
    ));

  it('leads from the one to the other, between any two days, in any view', () =>
    fc.assert(
      fc.asyncProperty(viewNames, days, days, async (view, from, to) => {
        const { items } = await diff(`view=${view}&axis=validAt&from=${from}&to=${to}&knownAt=${newest}`);
        const lens = (day: string): string => `validAt=${day}&knownAt=${newest}`;
        const [before, after] = await Promise.all([shown(view, lens(from)), shown(view, lens(to))]);
        expect(sorted(applied(before, items))).toEqual(sorted(after));
      }),
      { numRuns: rounds(25) },
    ));

  it('is none between a state and itself', async () => {
    expect(await diff('from=20&to=20&view=bases')).toMatchObject({ items: [], between: [] });
  });

  it('names only entries that one state considers and the other does not', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('summary', 'bases', 'convoys'),
        fc.nat({ max: newest }),
        fc.nat({ max: newest }),
        async (view, one, other) => {
          const { items, between } = await diff(`view=${view}&from=${one}&to=${other}`);
          const [first, last] = [Math.min(one, other), Math.max(one, other)];
          expect(between).toEqual(Array.from({ length: last - first }, (_, index) => first + 1 + index));
          const isBetween = new Set(between);
          expect(items.filter(({ entries }) => !entries?.every((entry) => isBetween.has(entry)))).toEqual([]);
        },
      ),
      { numRuns: rounds(8) },
    ));
});

describe('what changed on 13 August 2023', () => {
  const day = 'axis=validAt&from=2023-08-12&to=2023-08-13';
  const known = lastKnownOn('2023-08-17');
  const attacks = revisionsWith({ command: 'report-convoy-attacked', convoy: 'ber-timbuktu-1' });
  const toll = revisionWith({ command: 'revise-toll', entry: attacks[0] });

  it('says through what both states are seen, and the entries in between', async () => {
    expect(await diff(`${day}&knownAt=${known}`)).toMatchObject({
      mission: 'minusma',
      view: 'summary',
      axis: 'validAt',
      revision: toll,
      from: { validAt: '2023-08-12T23:59:59Z', knownAt: String(known) },
      to: { validAt: '2023-08-13T23:59:59Z', knownAt: String(known), revision: toll },
      between: [...minusmaLines.keys()].filter(
        (revision) => revision <= known && minusmaLines[revision]?.occurredAt.startsWith('2023-08-13'),
      ),
    });
  });

  it('tells each figure by the entries that bear on it', async () => {
    const found = await diff(`${day}&knownAt=${known}`);
    expect(item(found, '/convoys/attacks')).toEqual({ pointer: '/convoys/attacks', from: 0, to: 2, entries: attacks });
    expect(item(found, '/casualties/wounded')).toMatchObject({ from: 0, to: 4, entries: [attacks[0], toll] });
    expect(item(found, '/bases/occupiedByOthers')).toMatchObject({
      from: 0,
      to: 1,
      entries: [revisionWith({ command: 'report-camp-occupied', base: 'ber' })],
    });
  });

  it('lays on no entry what time alone did', async () => {
    const found = await diff(`${day}&knownAt=${known}`);
    expect(item(found, '/deadline/daysLeft')).toMatchObject({ from: 141, to: 140, entries: [] });
  });

  it('names items by their id', async () => {
    const found = await diff(`${day}&knownAt=${known}&view=bases`);
    const departure = revisionWith({ command: 'report-convoy-departed', convoy: 'ber-timbuktu-1' });
    expect(item(found, '/items/ber/people/best')).toMatchObject({ from: 200, to: 0, entries: [departure] });
    expect(item(found, '/items/ber/status')).toMatchObject({ to: 'vacated' });
  });

  it('comes as CSV and NDJSON too', async () => {
    const { items } = await diff(`${day}&knownAt=${known}`);
    const ndjson = await server.get(diffPath(`${day}&knownAt=${known}`), { accept: 'application/x-ndjson' });
    expect(
      ndjson.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Item),
    ).toEqual(items);
    const csv = csvRows((await server.get(diffPath(`${day}&knownAt=${known}`), { accept: 'text/csv' })).text);
    expect(csv.find(({ pointer }) => pointer === '/convoys/attacks')).toMatchObject({
      from: '0',
      to: '2',
      entries: JSON.stringify(attacks),
    });
  });

  it('is answered with 304 to whoever has it, until something is recorded', async () => {
    const first = await server.get(diffPath(day));
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await server.get(diffPath(day), headers)).status).toBe(304);
  });
});

describe('what came to be known', () => {
  const departed = '/strength/components/civilian/departed/best';

  it('is a late report, by its revision, on the day of which it tells', async () => {
    const found = await diff(`from=${late - 1}&to=${late}&validAt=2023-07-31`);
    expect(item(found, departed)).toEqual({ pointer: departed, to: 40, entries: [late] });
    expect(item(await diff(`from=${late - 1}&to=${late}&validAt=2023-07-19`), departed)).toBeUndefined();
  });

  it('is a correction, by its own revision', async () => {
    const found = await diff(`from=${report}&to=${correction}&validAt=2023-07-31`);
    expect(item(found, departed)).toEqual({ pointer: departed, from: 60, to: 64, entries: [correction] });
  });

  it('is not what was recorded and retracted in between', async () => {
    const found = await diff(`from=${report}&to=${retraction}&validAt=2023-07-31`);
    expect(found.between).toEqual([correction, mistaken, retraction]);
    expect(item(found, departed)).toEqual({ pointer: departed, from: 60, to: 64, entries: [correction] });
  });

  it('is a retraction, by its own revision', async () => {
    const found = await diff(`from=${mistaken}&to=${retraction}&validAt=2023-07-31`);
    expect(item(found, departed)).toEqual({ pointer: departed, from: 71, to: 64, entries: [retraction] });
  });

  it('goes by times as well: a week after 13 August', async () => {
    const found = await diff('axis=knownAt&from=2023-08-13&to=2023-08-20');
    const [attack] = revisionsWith({ command: 'report-convoy-attacked', convoy: 'ber-timbuktu-1' });
    const toll = revisionWith({ command: 'revise-toll', entry: attack });
    expect(item(found, '/casualties/wounded')).toMatchObject({ from: 3, to: 4, entries: [toll] });
  });

  it('goes by the clock of the log as well', async () => {
    const found = await diff('axis=recordedAt&from=2026-01-01T12:00:00Z&to=2026-01-02');
    expect(found).toMatchObject({ items: [], between: [] });
  });
});

describe('what cannot be asked', () => {
  it.each([
    ['from=1', 'to'],
    ['to=1', 'from'],
    ['from=1&to=2023-08-13', 'axis'],
    ['from=2023-08-12&to=2023-08-13', 'axis'],
    ['from=1&to=2&axis=never', 'axis'],
    ['from=1&to=2&axis=validAt', 'from'],
    ['from=2023-08-12&to=yesterday&axis=validAt', 'to'],
    ['from=1&to=2&view=nothing', 'view'],
    ['from=1&to=2&view=toString', 'view'],
    ['from=1&to=2&knownAt=3', 'knownAt'],
    ['from=1&to=2&every=1d', 'every'],
  ])('%s is 400 for its %s', async (query, parameter) => {
    const { status, body } = await server.get(diffPath(query));
    expect([status, body.type, body.parameter]).toEqual([400, '/problems/parameter-invalid', parameter]);
  });

  it('is a mission that there is not, and a time before anything was known', async () => {
    expect((await server.get('/v1/missions/nowhere/diff?from=1&to=2')).status).toBe(404);
    expect((await server.get(diffPath('axis=validAt&from=1999-01-01&to=2023-08-13'))).status).toBe(404);
  });
});
