import fc from 'fast-check';
import { views } from '#libs/domain';
import { csv } from '../../apps/server/src/queries/csv.js';
import { asCells, csvRows, filled, isFormula, parseCalendar, parseGeoJson, undefused } from '../support/formats.js';
import { keeping, recordMinusma } from '../support/minusma.js';
import { open } from '../support/given.js';
import { startTestServer, type TestServer } from '../support/server.js';

const base = '/v1/missions/minusma';
const lenses = [
  '',
  'validAt=2023-08-13',
  'validAt=2023-08-18&knownAt=2023-08-13',
  'knownAt=100',
  'validAt=2023-11&knownAt=2023-12-31T12:00:00Z',
];
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await recordMinusma(server);
  const { items } = JSON.parse((await server.get(`${base}/entries?limit=500`)).text) as {
    items: { type: string; revision: number }[];
  };
  // More bases than a page of JSON has.
  const bases = Array.from({ length: 45 }, (_, n) => ({
    command: 'establish-base',
    base: `post-${n}`,
    name: `Post ${n}`,
    kind: 'team-site',
    occurredAt: '2023-07-02',
  }));
  const more = await server.post(`${base}/commands`, JSON.stringify(bases), {
    'idempotency-key': 'more-bases-than-a-page',
  });
  expect(more.status).toBe(201);
  for (const [name, body] of keeping((type) => items.find((item) => item.type === type)?.revision ?? -1))
    expect([name, (await server.command(name, body)).status]).toEqual([name, 201]);
  // The sources give no part of the plan but dates.
  const due = { base: 'ber', milestone: '=inspection, joint', on: '2023-08-10', occurredAt: '2023-08-01' };
  expect((await server.command('plan-milestone', due)).status).toBe(201);
});
afterAll(() => server.close());

const get = async (path: string, accept: string): Promise<string> => {
  const { status, text, headers } = await server.get(path, { accept });
  expect([path, status, headers.get('content-type')?.split(';')[0]]).toEqual([path, 200, accept]);
  return text;
};

/** All rows of a list as JSON, page by page; the whole answer as one row where it is no list. */
async function jsonRows(path: string, limit = '7'): Promise<object[]> {
  const url = new URL(path, server.url);
  const rows: object[] = [];
  for (;;) {
    const page = JSON.parse(await get(`${url.pathname}${url.search}`, 'application/json')) as Listed;
    if (page.days) return page.days;
    if (!page.items) return [page];
    rows.push(...page.items);
    if (page.next === undefined) return rows;
    url.searchParams.set('after', page.next);
    url.searchParams.set('limit', limit);
  }
}

/** Those who are at no base, as the last rows of the bases. */
async function restRows(path: string): Promise<object[]> {
  const { rest } = JSON.parse(await get(path, 'application/json')) as Listed;
  if (!rest) return [];
  return [
    { id: 'onTheRoad', name: 'on the road', people: rest.onTheRoad },
    { id: 'inMedicalCare', name: 'in medical care', people: rest.inMedicalCare },
    { id: 'notPlaced', name: 'not placed', people: rest.notPlaced },
  ];
}

interface Listed {
  rest?: Record<'onTheRoad' | 'inMedicalCare' | 'notPlaced', object>;
  items?: object[];
  days?: object[];
  next?: string;
}

const pagesOfMission = ['', ...Object.keys(views).filter((view) => view !== 'summary'), 'entries'].map((view) =>
  view === '' ? base : `${base}/${view}`,
);
const everyPage = [...pagesOfMission, `${base}/bases/ber`, `${base}/convoys/ber-timbuktu-1`];

describe('an export', () => {
  it.each(everyPage)('%s has the rows of the screen in CSV and NDJSON, through every lens', async (path) => {
    let count = 0;
    for (const lens of lenses) {
      const url = `${path}?${lens}`;
      const rows = await jsonRows(url);
      count += rows.length;
      const table = csvRows(await get(url, 'text/csv'));
      expect(table.map(filled)).toEqual([...rows, ...(await restRows(url))].map((row) => asCells(row)));
      expect(table.flatMap((row) => Object.values(row)).filter(isFormula)).toEqual([]);
      if (path.endsWith('/entries')) continue;
      const lines = (await get(url, 'application/x-ndjson')).split('\n').filter((line) => line !== '');
      expect(lines.map((line) => JSON.parse(line) as object)).toEqual(rows);
    }
    expect(count).toBeGreaterThan(0);
  });

  it('in pages has the same columns on each, those of the whole list', async () => {
    const headerOf = (text: string): string => text.split('\r\n', 1)[0] ?? '';
    for (const list of ['bases', 'convoys', 'schedule', 'incidents', 'permits', 'counters', 'contingents', 'alerts']) {
      const whole = headerOf(await get(`${base}/${list}`, 'text/csv'));
      const headers: string[] = [];
      for (let next: string | undefined = `${base}/${list}?limit=3`; next !== undefined;) {
        const { text, headers: told } = await server.get(next, { accept: 'text/csv' });
        headers.push(headerOf(text));
        next = /<([^>]*)>/.exec(told.get('link') ?? '')?.[1];
      }
      expect([list, new Set(headers), headers.length > 1]).toEqual([list, new Set([whole]), true]);
    }
  });

  it('of the entries has the rows of a search, in its order', async () => {
    for (const query of [
      'base=ber&order=newest',
      'text=convoy&validAt=2023-10',
      'corrected=true',
      'late=true&limit=3',
    ]) {
      const { items } = JSON.parse(
        await get(
          `${base}/entries?limit=500&${query}`.replace('limit=500&late=true&', 'late=true&'),
          'application/json',
        ),
      ) as Required<Listed>;
      expect(csvRows(await get(`${base}/entries?${query}`, 'text/csv')).map(filled)).toEqual(
        items.map((row) => asCells(row)),
      );
      expect(items.length).toBeGreaterThan(0);
    }
  });

  it('of the bases has an empty cell where nobody said how many are there', async () => {
    const [bamako] = csvRows(await get(`${base}/bases`, 'text/csv'));
    expect(bamako).toMatchObject({ id: 'bamako', 'people.low': '', 'people.best': '', 'people.high': '' });
    expect(bamako).not.toHaveProperty('people.reported');
  });

  it('of the missions has a row for each, with the words of the verdicts and their ages', async () => {
    const rows = await jsonRows('/v1/missions');
    expect(rows).toMatchObject([
      {
        status: expect.any(String),
        verdicts: {
          people: { verdict: 'no-recent-figure', last: expect.any(String), ageDays: expect.any(Number) },
          sites: { verdict: expect.any(String), ageDays: expect.any(Number) },
          permits: { verdict: expect.any(String), ageDays: expect.any(Number) },
        },
      },
    ]);
    expect(csvRows(await get('/v1/missions', 'text/csv')).map(filled)).toEqual(rows.map((row) => asCells(row)));
    expect((await get('/v1/missions', 'application/x-ndjson')).trim()).toBe(JSON.stringify(rows[0]));
  });

  it('is cut where a limit is asked for, and says where the rest is', async () => {
    const { items = [] } = JSON.parse(await get(`${base}/bases?limit=3`, 'application/json')) as Listed;
    const { text, headers } = await server.get(`${base}/bases?limit=3`, { accept: 'text/csv' });
    expect(csvRows(text).map(filled)).toEqual(items.map((row) => asCells(row)));
    const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? [];
    expect(csvRows(await get(next, 'text/csv'))).toHaveLength(3);
  });

  it.each(['bases', 'convoys'])('of %s as GeoJSON is strict, and has the rows of the screen', async (view) => {
    for (const lens of lenses) {
      const features = parseGeoJson(await get(`${base}/${view}?${lens}`, 'application/geo+json'));
      const rows = (await jsonRows(`${base}/${view}?${lens}`)) as {
        id: string;
        location?: { lat: number; lon: number };
      }[];
      expect(features.map(({ id, properties }) => ({ id, ...properties }))).toEqual(
        rows.map(({ location: _location, ...row }) => row),
      );
      if (view === 'bases')
        expect(features.map(({ geometry }) => geometry?.coordinates)).toEqual(
          rows.map(({ location }) => location && [location.lon, location.lat]),
        );
      else expect(features.every(({ geometry }) => geometry !== null)).toBe(true);
    }
  });

  it('of the schedule as iCalendar is strict, and has the rows of the screen', async () => {
    for (const lens of lenses) {
      const { components } = parseCalendar(await get(`${base}/schedule?${lens}`, 'text/calendar'));
      const rows = (await jsonRows(`${base}/schedule?${lens}`)) as {
        id: string;
        vacatedOn?: string;
        planned?: unknown;
      }[];
      const of = (name: string): (string | undefined)[] =>
        components.map(({ properties }) => properties.find((property) => property.name === name)?.value);
      expect(of('UID')).toEqual(rows.map(({ id }) => `${id}@minusma.drawdown`));
      expect(components.map(({ name }) => name)).toEqual(
        rows.map(({ vacatedOn, planned }) => ((vacatedOn ?? planned) ? 'VEVENT' : 'VTODO')),
      );
      for (const [index, { vacatedOn, planned }] of rows.entries()) {
        const day = vacatedOn ?? (typeof planned === 'string' && planned.length === 10 ? planned : undefined);
        if (day !== undefined) expect(of('DTSTART')[index]).toBe(day.replaceAll('-', ''));
      }
    }
  });
});

describe('CSV', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[\t\r\n '=+\-@\uFF1D\uFF0B\uFF0D\uFF20]{0,4}[a-z0-9"',;]{0,4}$/u),
  );
  const anyRows = fc.array(
    fc.record({ text: texts, number: fc.double({ noNaN: true, noDefaultInfinity: true }), yes: fc.boolean() }),
    { minLength: 1 },
  );

  it('gives back every text, defuses what a spreadsheet would run, and leaves numbers alone', () =>
    fc.assert(
      fc.property(anyRows, (given) => {
        const table = csvRows([...csv(given)].join(''));
        expect(table.map((row) => undefused(row.text ?? ''))).toEqual(given.map(({ text }) => text));
        expect(table.filter(({ text = '' }) => isFormula(text))).toEqual([]);
        expect(table.map((row) => Number(row.number))).toEqual(given.map(({ number }) => number + 0));
        expect(table.map((row) => row.yes)).toEqual(given.map(({ yes }) => String(yes)));
      }),
    ));

  it('has a header also where there are no rows: a column that each row of such a list has', async () => {
    const { command, ...opening } = open;
    const opened = await server.post(`/v1/missions/bare/commands/${command}`, JSON.stringify(opening));
    expect(opened.status).toBe(201);
    const lists: Record<string, string> = {
      incidents: 'id',
      convoys: 'id',
      permits: 'id',
      equipment: 'id',
      counters: 'id',
      contingents: 'id',
      discrepancies: 'id',
      plan: 'id',
      alerts: 'id',
      proposals: 'id',
      schedule: 'id',
      'schedule/quality': 'check',
      'schedule?compareTo=0': 'id',
      'forecast/history?validAt=2023-07-01': 'on',
      'entries?type=BaseVacated': 'revision',
      'diff?view=convoys&from=0&to=0': 'pointer',
    };
    for (const [list, column] of Object.entries(lists)) {
      expect([list, await get(`/v1/missions/bare/${list}`, 'text/csv')]).toEqual([list, `${column}\r\n`]);
      const rows = csvRows(await get(`${base}/${list}`, 'text/csv'));
      expect([list, rows.filter((row) => !(column in row))]).toEqual([list, []]);
    }
  });

  it('defuses the names of columns too', () =>
    expect([...csv([{ '=1+1': -5, '@x': { '+y': '-5' } }])].join('')).toBe(`'=1+1,'@x.+y\r\n-5,'-5\r\n`));
});
