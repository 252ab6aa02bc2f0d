import { readFileSync } from 'node:fs';
import { startTestServer, type Reply, type TestServer } from '../support/server.js';

const lines = readFileSync('docs/examples/minusma-2023.ndjson', 'utf8')
  .trim()
  .split('\n')
  // Its key identifies a line of a file; a batch has one of its own.
  .map((line) => JSON.stringify({ ...(JSON.parse(line) as object), key: undefined }));
const mission = '/v1/missions/minusma';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(() => Date.parse('2026-01-01T00:00:00Z'));
  const reply = await server.post(`${mission}/commands`, `[${lines.join(',')}]`, {
    'idempotency-key': 'the whole withdrawal',
  });
  expect(reply.status).toBe(201);
}, 60_000);
afterAll(() => server.close());

interface Item {
  pointer: string;
  from?: unknown;
  to?: unknown;
  entries: number[];
}

const diff = async (query: string, headers?: Record<string, string>): Promise<Reply> =>
  server.get(`${mission}/diff?${query}`, headers);
const itemsOf = async (query: string): Promise<Item[]> => (await diff(query)).body.items as unknown[] as Item[];
const itemAt = async (query: string, pointer: string): Promise<Item | undefined> =>
  (await itemsOf(query)).find((item) => item.pointer === pointer);

/** What stands at a JSON Pointer. */
const at = (body: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      body,
    );

describe('GET .../diff', () => {
  it('says of two revisions which figures differ, and which entries changed each', async () => {
    const { body } = await diff('from=41&to=43');
    expect(body).toMatchObject({
      axis: 'knownAt',
      from: { revision: 41 },
      to: { revision: 43 },
      between: 2,
      attribution: 'each',
    });
    expect(await itemAt('from=41&to=43', '/convoys/underWay')).toMatchObject({ from: 0, to: 1, entries: [42] });
    expect(await itemAt('from=41&to=43', '/casualties/wounded')).toMatchObject({ from: 0, to: 3, entries: [43] });
  });

  it.each([
    'from=2023-08-01&to=2023-09-01&axis=validAt',
    'from=2023-08-13&to=2023-10-01&axis=knownAt',
    'from=150&to=20',
  ])('names exactly the figures that two reads of the summary tell apart: %s', async (query) => {
    const {
      from = '',
      to = '',
      axis = 'knownAt',
    } = Object.fromEntries(new URLSearchParams(query)) as Record<string, string>;
    const items = await itemsOf(query);
    const [before, after] = [
      (await server.get(`${mission}?${axis}=${from}`)).body,
      (await server.get(`${mission}?${axis}=${to}`)).body,
    ];
    expect(items.length).toBeGreaterThan(5);
    for (const { pointer, ...item } of items) {
      expect([pointer, item.from]).toEqual([pointer, at(before, pointer)]);
      expect([pointer, item.to]).toEqual([pointer, at(after, pointer)]);
    }
    const named = new Set(items.map(({ pointer }) => pointer));
    for (const pointer of ['/bases/remaining', '/strength/present', '/strength/departed', '/status', '/discrepancies'])
      expect([pointer, named.has(pointer)]).toEqual([
        pointer,
        JSON.stringify(at(before, pointer)) !== JSON.stringify(at(after, pointer)),
      ]);
  });

  it('names no entry where the calendar alone changed a figure', async () =>
    expect(await itemAt('from=2023-08-12&to=2023-08-13&axis=validAt', '/deadline/daysLeft')).toEqual({
      pointer: '/deadline/daysLeft',
      from: 141,
      to: 140,
      entries: [],
    }));

  it('tells apart what was known in another order than it was recorded', async () => {
    const { body } = await diff('from=2023-08-13&to=2023-08-18&axis=knownAt');
    expect(body).toMatchObject({ attribution: 'each' });
    expect(await itemAt('from=2023-08-13&to=2023-08-18&axis=knownAt', '/casualties/wounded')).toMatchObject({
      from: 3,
      to: 4,
    });
  });

  it('compares other views: an item is the same by its id, wherever it stands', async () => {
    const items = await itemsOf('from=41&to=43&view=convoys');
    expect(items.every(({ pointer }) => pointer.startsWith('/items/'))).toBe(true);
    expect(items.some(({ entries }) => entries.includes(43))).toBe(true);
  });

  it('comes as CSV with the same rows', async () => {
    const { text } = await diff('from=41&to=43', { accept: 'text/csv' });
    const rows = text.trim().split('\r\n');
    expect(rows[0]).toBe('pointer,from,to,entries');
    expect(rows).toHaveLength(1 + (await itemsOf('from=41&to=43')).length);
  });

  it.each([
    ['from=2023-08-12&to=2023-08-13', 'axis'],
    ['from=41', 'to'],
    ['from=41&to=x', 'axis'],
    ['from=41&to=x&axis=knownAt', 'to'],
    ['from=41&to=43&axis=validAt', 'from'],
    ['from=41&to=43&axis=sideways', 'axis'],
    ['from=41&to=43&view=ledger', 'view'],
  ])('says what is wanted instead of %s', async (query, parameter) =>
    expect(await diff(query)).toMatchObject({ status: 400, body: { type: '/problems/parameter-invalid', parameter } }),
  );

  it('knows no other mission', async () =>
    expect((await server.get('/v1/missions/unifil/diff?from=1&to=2')).status).toBe(404));
});

describe('GET .../replay', () => {
  it('has a row for each step, equal to the summary at that time', async () => {
    const { body } = await server.get(`${mission}/replay?from=2023-08-10&to=2023-08-20&every=2d&axis=both`);
    expect(body.items.map((item) => item.at)).toEqual([
      '2023-08-10',
      '2023-08-12',
      '2023-08-14',
      '2023-08-16',
      '2023-08-18',
      '2023-08-20',
    ]);
    for (const { at: time, revision, present, departed, basesRemaining, status } of body.items) {
      const summary = (await server.get(`${mission}?validAt=${String(time)}&knownAt=${String(time)}`)).body;
      expect([revision, present, departed, basesRemaining, status]).toEqual([
        summary.revision,
        summary.strength.present?.best,
        summary.strength.departed?.best,
        summary.bases.remaining,
        summary.status,
      ]);
    }
    expect(body.items.map((item) => item.changed)).toContainEqual(['basesRemaining']);
  });

  it('is answered in parts that follow on each other', async () => {
    const whole = await server.get(`${mission}/replay?from=2023-07-01&to=2023-07-10`);
    const first = await server.get(`${mission}/replay?from=2023-07-01&to=2023-07-10&limit=4`);
    expect(first.body.next).toBe('2023-07-05');
    const rest = await server.get(`${mission}/replay?from=${String(first.body.next)}&to=2023-07-10`);
    const times = (reply: Reply): unknown[] => reply.body.items.map((item) => item.at);
    expect([...times(first), ...times(rest)]).toEqual(times(whole));
    expect(rest.body.next).toBeUndefined();
  });

  it('goes by hours, and has nulls before the mission was known', async () => {
    const { body } = await server.get(`${mission}/replay?from=2020-01-01&to=2020-01-01&every=12h`);
    expect(body.items).toMatchObject([
      { at: '2020-01-01T00:00:00Z', revision: null, present: null, status: null },
      { at: '2020-01-01T12:00:00Z', present: null },
    ]);
  });

  it.each([
    ['every=5m', 'every'],
    ['from=2023-01-01&to=2023-12-31&every=1h', 'every'],
    ['from=yesterday', 'from'],
    ['to=2023-13-01', 'to'],
    ['axis=recordedAt', 'axis'],
    ['limit=0', 'limit'],
  ])('says what is wanted instead of %s', async (query, parameter) =>
    expect(await server.get(`${mission}/replay?${query}`)).toMatchObject({
      status: 400,
      body: { type: '/problems/parameter-invalid', parameter },
    }),
  );
});
