import { recordMinusma } from '../support/minusma.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
const now = Date.parse('2026-01-01T12:00:00Z');

beforeAll(async () => {
  server = await startTestServer(() => now);
  await recordMinusma(server);
});
afterAll(() => server.close());

interface Answered {
  completion: { p10: string; p50: string; p95: string; isOver: boolean };
  meetsDeadline: number;
  presentOnDeadline: { p50: number; quantiles: Record<string, number> };
  bases: { id: string; p50: string; explanation: string }[];
  explanation: string[];
  seed: number;
  revision: number;
}
const ask = (query: string, headers: Record<string, string> = {}) =>
  server.get(`/v1/missions/minusma/forecast?draws=100&${query}`, headers);
const forecastAt = async (query: string): Promise<Answered> => JSON.parse((await ask(query)).text) as Answered;
const asOfOctober = 'validAt=2023-10-01&knownAt=2023-10-01';

describe('GET .../forecast', () => {
  it('says on 1 October when the bases will be left that had not been by then, Mopti in December among what it allows', async () => {
    const { completion, bases, presentOnDeadline, revision } = await forecastAt(asOfOctober);
    expect(bases.map(({ id }) => id)).toEqual(expect.arrayContaining(['kidal', 'mopti', 'gao']));
    expect(bases.map(({ id }) => id)).not.toContain('ber');
    expect([completion.p10 <= '2023-12-09', completion.p95 >= '2023-12-09', completion.isOver]).toEqual([
      true,
      true,
      false,
    ]);
    expect(Object.keys(presentOnDeadline.quantiles)).toHaveLength(19);
    expect(revision).toBeLessThan(200);
  });

  it('is the same for the same question, and is kept by its tag', async () => {
    const [one, two] = [await ask(asOfOctober), await ask(asOfOctober)];
    expect(two.text).toBe(one.text);
  });

  it('tells each base and the whole in words, in the language asked for', async () => {
    const { bases, explanation } = await forecastAt(asOfOctober);
    expect(explanation[0]).toMatch(/^Closings seen, .*: tempo \d/);
    expect(bases.find(({ id }) => id === 'kidal')?.explanation).toBe('Planned from 2023-09-01 to 2023-12-15.');
    const french = JSON.parse((await ask(asOfOctober, { 'accept-language': 'fr' })).text) as Answered;
    expect(french.explanation[0]).toMatch(/^Fermetures observées/);
  });

  it('is over when all has closed', async () => {
    const { completion, explanation, bases } = await forecastAt('');
    expect([completion.p10, completion.p95, completion.isOver, bases]).toEqual(['2023-12-08', '2023-12-08', true, []]);
    expect(explanation[0]).toBe('Every base that is not for liquidation has been left.');
  });

  it('lists the bases as CSV', async () => {
    const { text } = await ask(asOfOctober, { accept: 'text/csv' });
    expect(text.split('\n')[0]).toMatch(/^id,name,liquidation/);
  });

  it.each(['draws=0', 'draws=100000', 'draws=many'])('refuses %s', async (query) => {
    const reply = await server.get(`/v1/missions/minusma/forecast?${query}`);
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('parameter-invalid');
  });

  it('knows no forecast of a mission that does not exist, nor before it was opened', async () => {
    expect((await server.get('/v1/missions/nowhere/forecast')).status).toBe(404);
    expect((await ask('validAt=2020-01-01&knownAt=2020-01-01')).status).toBe(404);
  });
});

interface Why {
  view: string;
  value: unknown;
  formula: string;
  inputs: { name: string; pointer: string; value: unknown }[];
  entries: number[];
}
const whyOf = async (pointer: string, language = 'en'): Promise<Why> => {
  const reply = await ask(`${asOfOctober}&why=${pointer}`, { 'accept-language': language });
  expect([pointer, reply.status]).toEqual([pointer, 200]);
  return JSON.parse(reply.text) as Why;
};

describe('GET .../forecast?why=', () => {
  it('names the formula of a figure, what goes into it, and the entries that are its inputs', async () => {
    const [{ completion, bases }, why] = [await forecastAt(asOfOctober), await whyOf('/completion/p50')];
    expect(why).toMatchObject({ view: 'forecast', value: completion.p50 });
    expect(why.inputs.map(({ name }) => name)).toEqual(['tempo', 'strayDays', 'draws']);
    const kidal = await whyOf('/bases/kidal/p50');
    expect(kidal.value).toBe(bases.find(({ id }) => id === 'kidal')?.p50);
    expect(kidal.inputs[0]).toMatchObject({ pointer: '/bases/kidal/window', value: { to: '2023-12-15' } });
    const types = await Promise.all(
      kidal.entries.map(async (revision) => {
        const { text } = await server.get(`/v1/missions/minusma/entries/${revision}`);
        return (JSON.parse(text) as { type: string }).type;
      }),
    );
    expect(types).toEqual(expect.arrayContaining(['MissionOpened', 'BaseEstablished']));
  });

  it('gives every input at a pointer of its own, that answers the same', async () => {
    const { inputs } = await whyOf('/tempo');
    expect(inputs.map(({ name }) => name)).toEqual(['closingsSeen', 'closingsExpected']);
    for (const { pointer, value } of inputs) expect((await whyOf(pointer)).value).toBe(value);
    const [seen = 0, expected = 0] = inputs.map(({ value }) => value as number);
    expect((await whyOf('/tempo')).value).toBeCloseTo((3 + seen) / (8 / 3 + expected), 2);
  });

  it('cites totals for people, and says it in French', async () => {
    const { entries, formula } = await whyOf('/presentOnDeadline/p80', 'fr');
    expect(formula).toMatch(/^dans chaque trajectoire, les présents/);
    expect(entries.length).toBeGreaterThan(2);
  });

  it('names the figures that there are where there is none', async () => {
    const reply = await ask(`${asOfOctober}&why=/nothing`);
    expect([reply.status, reply.text.includes('/completion')]).toEqual([404, true]);
  });
});

interface Recalled {
  every: string;
  record: { count: number; within: number; meanDaysOff: number; meanPlanDaysOff: number; brierOfDeadline: number };
  items: {
    on: string;
    revision: number;
    sentence: string;
    completion: { p10: string; p50: string; p90: string; came: string | null; grade: string | null };
    meetsDeadline: { said: number; came: boolean | null };
    presentOnDeadline: { p50: number; came: number | null; asOf: string | null };
    bases: { id: string; came: string | null; grade: string | null }[];
  }[];
}
const recalled = async (query = ''): Promise<Recalled> =>
  JSON.parse((await server.get(`/v1/missions/minusma/forecast/history?draws=100&${query}`)).text) as Recalled;

describe('GET .../forecast/history', () => {
  it('says what was forecast at the beginning and in the middle of each month, and what came', async () => {
    const { every, items, record } = await recalled();
    expect(every).toBe('half-month');
    const october = items.find(({ on }) => on === '2023-10-01');
    expect(october?.sentence).toMatch(
      /^On 2023-10-01 the last base was forecast to be left from .* to .* \(8 in 10\); it was on 2023-12-08\.$/,
    );
    expect(october?.completion).toMatchObject({ came: '2023-12-08', grade: 'within' });
    expect(october?.meetsDeadline.came).toBe(true);
    expect([october?.presentOnDeadline.came, october?.presentOnDeadline.asOf]).toEqual([3371, '2023-12-08']);
    expect(record.count).toBeGreaterThan(50);
    expect(record.meanDaysOff).toBeLessThan(record.meanPlanDaysOff);
  });

  it('says what would have been answered on that day', async () => {
    const { items } = await recalled();
    const then = await forecastAt(asOfOctober);
    const one = items.find(({ on }) => on === '2023-10-01');
    expect([one?.completion.p10, one?.completion.p50, one?.presentOnDeadline.p50, one?.revision]).toEqual([
      then.completion.p10,
      then.completion.p50,
      then.presentOnDeadline.p50,
      then.revision,
    ]);
  });

  it('knows of no day that lies after what is asked about, and of nothing that came later', async () => {
    for (const query of ['validAt=2023-10-10', 'knownAt=2023-10-10', 'knownAt=2023-10-10T12:00:00Z']) {
      const { items } = await recalled(query);
      expect([query, items.at(-1)?.on]).toEqual([query, '2023-10-01']);
      for (const { completion, bases } of items) {
        expect(completion.came).toBeNull();
        for (const { came } of bases) expect(came === null || came <= '2023-10-10').toBe(true);
      }
    }
  });

  it('has nothing to say before a day has passed since the decision', async () => {
    const { items, record } = await recalled('validAt=2023-06-30&knownAt=2023-06-30');
    expect([items, record.count, record.within]).toEqual([[], 0, null]);
  });

  it('lists a base of a day a line as CSV', async () => {
    const { text } = await server.get('/v1/missions/minusma/forecast/history?draws=100', { accept: 'text/csv' });
    expect(text.split('\n')[0]?.trim()).toBe(
      'on,id,name,liquidation,plannedOn,p10,p50,p90,came,grade,daysOff,planDaysOff',
    );
  });
});
