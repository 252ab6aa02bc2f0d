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
const october = 'validAt=2023-10-01&knownAt=2023-10-01';

describe('GET .../forecast', () => {
  it('says on 1 October when the bases will be left that had not been by then, Mopti in December among what it allows', async () => {
    const { completion, bases, presentOnDeadline, revision } = await forecastAt(october);
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
    const [one, two] = [await ask(october), await ask(october)];
    expect(two.text).toBe(one.text);
  });

  it('tells each base and the whole in words, in the language asked for', async () => {
    const { bases, explanation } = await forecastAt(october);
    expect(explanation[0]).toMatch(/^Closings seen, .*: tempo \d/);
    expect(bases.find(({ id }) => id === 'kidal')?.explanation).toBe('Planned from 2023-09-01 to 2023-12-15.');
    const french = JSON.parse((await ask(october, { 'accept-language': 'fr' })).text) as Answered;
    expect(french.explanation[0]).toMatch(/^Fermetures observées/);
  });

  it('is over when all has closed', async () => {
    const { completion, explanation, bases } = await forecastAt('');
    expect([completion.p10, completion.p95, completion.isOver, bases]).toEqual(['2023-12-08', '2023-12-08', true, []]);
    expect(explanation[0]).toBe('Every base that is not for liquidation has been left.');
  });

  it('lists the bases as CSV', async () => {
    const { text } = await ask(october, { accept: 'text/csv' });
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
