import fc from 'fast-check';
import { csvRows } from '../support/formats.js';
import { lastKnownOn, recordMinusma } from '../support/minusma.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { rounds } from '../support/rounds.js';

let server: TestServer;
// The clock stands still: what is shown for now is the same whenever it is asked.
const now = Date.parse('2026-01-01T12:00:00Z');

beforeAll(async () => {
  server = await startTestServer(() => now);
  await recordMinusma(server);
});
afterAll(() => server.close());

interface Step {
  at: string;
  revision: number;
  status: string;
  present: unknown;
  departed: unknown;
  died: unknown;
  basesRemaining: number;
  discrepancies: number;
  changed: string[];
}

async function replay(query = ''): Promise<{ steps: Step[] }> {
  const { status, text } = await server.get(`/v1/missions/minusma/replay?${query}`);
  if (status !== 200) throw new Error(text);
  const { items, ...frame } = JSON.parse(text) as { items: Step[] };
  return { ...frame, steps: items };
}

/** What the summary itself answers there. */
async function summaryAt(lens: string): Promise<object> {
  const { revision, status, strength, bases, discrepancies } = (await server.get(`/v1/missions/minusma?${lens}`)).body;
  const { present, departed, died } = strength;
  return { revision, status, present, departed, died, basesRemaining: bases.remaining, discrepancies };
}

const lenses: Record<string, (at: string) => string> = {
  validAt: (at) => `validAt=${at}`,
  knownAt: (at) => `knownAt=${at}`,
  both: (at) => `validAt=${at}&knownAt=${at}`,
};

describe('a replay', () => {
  it.each(Object.keys(lenses))('along %s is, at each step, what the summary answers there', (axis) =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 1, max: 9 }), async (passed, length) => {
        const from = new Date(Date.parse('2023-07-05') + passed * 86_400_000).toISOString().slice(0, 10);
        const to = new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10);
        const { steps } = await replay(`from=${from}&to=${to}&every=3d&axis=${axis}`);
        expect([steps[0]?.at, steps.at(-1)?.at, steps.length]).toEqual([from, to, Math.ceil(length / 3) + 1]);
        for (const { at, changed, ...figures } of steps) {
          expect(figures).toEqual(await summaryAt(lenses[axis]?.(at) ?? ''));
          expect(changed).not.toContain('at');
        }
      }),
      { numRuns: rounds(8) },
    ),
  );

  it('marks what changed since the step before', async () => {
    const { steps } = await replay(`from=2023-08-12&to=2023-08-14&knownAt=${lastKnownOn('2023-08-17')}`);
    expect(steps.map(({ at, basesRemaining, changed }) => [at, basesRemaining, changed])).toEqual([
      ['2023-08-12', 12, []],
      ['2023-08-13', 11, ['basesRemaining']],
      ['2023-08-14', 11, []],
    ]);
  });

  it('goes from the start of the mission until now, or the deadline where that is earlier, day by day', async () => {
    const found = await replay();
    expect(found).toMatchObject({ from: '2023-07-01', to: '2023-12-31', every: '1d', axis: 'validAt' });
    expect(found.steps).toHaveLength(184);
    const before = await replay('to=2023-07-02');
    expect(before.steps.map(({ at }) => at)).toEqual(['2023-07-01', '2023-07-02']);
  });

  it('goes by hours from the beginning of a day to the end of one', async () => {
    const { steps } = await replay('from=2023-08-13&to=2023-08-13&every=12h');
    expect(steps.map(({ at }) => at)).toEqual(['2023-08-13T00:00:00Z', '2023-08-13T12:00:00Z', '2023-08-13T23:59:59Z']);
  });

  it('takes a month from its first day to its last, and ends where it was told to', async () => {
    const { steps } = await replay('from=2023-08&to=2023-08&every=2w');
    expect(steps.map(({ at }) => at)).toEqual(['2023-08-01', '2023-08-15', '2023-08-29', '2023-08-31']);
  });

  it('leaves out when nothing was known of the mission', async () => {
    const { steps } = await replay('from=2023-06-20&to=2023-07-02&axis=both');
    expect(steps.map(({ at }) => at)).toEqual(['2023-06-30', '2023-07-01', '2023-07-02']);
  });

  it('comes as CSV and NDJSON too', async () => {
    const path = '/v1/missions/minusma/replay?from=2023-08-12&to=2023-08-14';
    const { steps } = await replay('from=2023-08-12&to=2023-08-14');
    const ndjson = (await server.get(path, { accept: 'application/x-ndjson' })).text;
    expect(
      ndjson
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Step),
    ).toEqual(steps);
    const rows = csvRows((await server.get(path, { accept: 'text/csv' })).text);
    expect(rows.map((row) => [row.at, row.basesRemaining, row['present.best']])).toEqual([
      ['2023-08-12', '12', '12425'],
      ['2023-08-13', '11', '12425'],
      ['2023-08-14', '11', '12425'],
    ]);
  });

  it('has up to 1,000 steps', async () => {
    const most = await replay('from=2023-07-01&to=2023-08-11T15:00:00Z&every=1h&knownAt=0');
    expect(most.steps).toHaveLength(1000);
    const { status, body } = await server.get(
      '/v1/missions/minusma/replay?from=2023-07-01&to=2023-08-11T16:00:00Z&every=1h',
    );
    expect([status, body.parameter]).toEqual([400, 'every']);
    expect(body.detail).toContain('1,001 steps');
  });

  it.each([
    ['every=1m', 'every'],
    ['every=0d', 'every'],
    ['axis=recordedAt', 'axis'],
    ['axis=both&knownAt=3', 'knownAt'],
    ['validAt=2023-08-13', 'validAt'],
    ['from=41', 'from'],
    ['from=2023-08-13&to=2023-08-12', 'to'],
    ['view=bases', 'view'],
  ])('refuses %s for its %s', async (query, parameter) => {
    const { status, body } = await server.get(`/v1/missions/minusma/replay?${query}`);
    expect([status, body.type, body.parameter]).toEqual([400, '/problems/parameter-invalid', parameter]);
  });

  it('knows no mission that there is not', async () => {
    expect((await server.get('/v1/missions/nowhere/replay')).status).toBe(404);
  });
});
