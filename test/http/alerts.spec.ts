import { eventsOf } from '#libs/client';
import { open } from '../support/given.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let now = Date.parse('2023-08-16T12:00:00Z');
const late = 'planned-date-passed:ber';

interface ToldAlert {
  id: string;
  message: string;
  since: string;
  entries: number[];
  hub?: string;
  acknowledged?: { revision: number; by: { id: string } };
  silenced?: { until: string };
}

beforeAll(async () => {
  server = await startTestServer(() => now);
  const { command, ...mission } = open;
  await server.command(command, mission);
  const base = (id: string, more: object = {}) =>
    server.command('establish-base', { base: id, name: id, kind: 'camp', occurredAt: '2023-07-01', ...more });
  await base('timbuktu');
  await base('ber', { hub: 'timbuktu' });
  await server.command('schedule-withdrawal', { base: 'ber', on: '2023-08-14', occurredAt: '2023-07-02' });
});
afterAll(() => server.close());

const ask = (query = '', headers: Record<string, string> = {}) => server.get(server.at(`/alerts?${query}`), headers);
const listed = async (query = '', headers: Record<string, string> = {}): Promise<ToldAlert[]> =>
  (JSON.parse((await ask(query, headers)).text) as { items: ToldAlert[] }).items;
const ids = async (query: string): Promise<string[]> => (await listed(query)).map(({ id }) => id);

describe('GET .../alerts', () => {
  it('lists what fires, since when, with its hub and a sentence in the language asked for', async () => {
    const [alert] = await listed();
    expect(alert).toMatchObject({ id: late, since: '2023-08-15T00:00:00Z', hub: 'timbuktu', entries: [3] });
    expect(alert?.message).toMatch(/^ber/i);
    const [french] = await listed('', { 'accept-language': 'fr' });
    expect(french?.message).not.toBe(alert?.message);
  });

  it('tells again what fired on any day, as it was known then', async () => {
    expect(await ids('validAt=2023-08-14')).toEqual([]);
    expect(await ids('validAt=2023-08-15')).toEqual([late]);
    expect(await ids('validAt=2023-08-15&knownAt=2')).toEqual([]);
  });

  it('says why: the rule, what goes into it, and the entries', async () => {
    const { body } = await ask(`why=/items/${late}/firingSince`);
    expect(body).toMatchObject({ view: 'alerts', value: '2023-08-15T00:00:00Z', entries: [3] });
    expect(body.formula).toMatch(/planned date of a base has passed/);
    const french = await ask(`why=/items/${late}`, { 'accept-language': 'fr' });
    expect(french.body.formula).toBe('La date prévue d’une base est passée, et la base n’a pas été quittée.');
    const unknown = await ask('why=/items/convoy-silent:one');
    expect([unknown.status, unknown.body.nearest]).toEqual([404, [`/items/${late}`]]);
  });

  it('answers the same rows as CSV', async () => {
    const [head = '', row = ''] = (await ask('', { accept: 'text/csv' })).text.split('\r\n');
    expect(head.split(',').slice(0, 3)).toEqual(['id', 'rule', 'subject']);
    expect(row).toContain(late);
  });

  it('shows who looks after it, and until when it is silent; its tag moves when a silence ends', async () => {
    const acknowledged = await server.command('acknowledge-alert', { alert: late, reason: 'on the way' });
    expect(acknowledged.status).toBe(201);
    const silenced = { subject: 'ber', until: '2023-08-16T13:00:00Z', reason: 'the road is flooded' };
    expect((await server.command('silence-alerts', silenced)).status).toBe(201);
    const before = await ask();
    expect(before.body.items[0]).toMatchObject({ acknowledged: { revision: 4 }, silenced: { until: silenced.until } });
    now += 3_600_001;
    const after = await ask();
    expect(after.body.items[0]?.silenced).toBeUndefined();
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  });

  it('refuses what is no alert', async () => {
    expect((await server.command('acknowledge-alert', { alert: 'no-such-rule:ber' })).status).toBe(422);
    expect((await server.command('silence-alerts', { until: '2023-08-15', reason: 'r' })).status).toBe(409);
    expect(
      (await server.command('silence-alerts', { rule: 'break-glass', until: '2023-09', reason: 'r' })).status,
    ).toBe(422);
  });
});

/** What /metrics says once the mission was looked at since it moved. */
async function counted(): Promise<string> {
  for (;;) {
    const { text } = await server.get('/metrics');
    if (text.includes('state="acknowledged"} 1')) return text;
  }
}

it('answers /metrics with what is known, and says of how many missions nothing is', async () => {
  const quiet = await startTestServer(() => now, { WEBHOOKS: 'false' });
  const { command, ...mission } = open;
  await quiet.command(command, mission);
  const { text } = await quiet.get('/metrics');
  await quiet.close();
  expect(text).toMatch(/^drawdown_alerts_missions_unseen 1$/m);
});

it('counts them by rule in /metrics, and names no mission', async () => {
  const text = await counted();
  expect(text).toMatch(/^drawdown_alerts_age_seconds \d/m);
  expect(text).toContain('drawdown_alerts{rule="planned-date-passed",state="acknowledged"} 1');
  expect(text).not.toContain('minusma');
});

it('alerts can be followed live: they come whole, and are patched with the entry that ends them', async () => {
  // The end of the silence before would be told first.
  now += 60_000;
  const hangUp = new AbortController();
  const response = await server.client.transport.open(server.at('/live?views=alerts'), {
    headers: { accept: 'text/event-stream' },
    signal: hangUp.signal,
  });
  const seen: { event: string; data: Record<string, unknown> }[] = [];
  for await (const { event, data } of eventsOf(response.body ?? new ReadableStream())) {
    seen.push({ event, data: JSON.parse(data) as Record<string, unknown> });
    if (event === 'snapshot') await server.command('report-base-vacated', { base: 'ber', occurredAt: '2023-08-16' });
    if (event === 'patch') break;
  }
  hangUp.abort();
  expect(seen.map(({ event }) => event)).toEqual(['snapshot', 'entry', 'patch']);
  expect(seen[0]?.data).toMatchObject({ view: 'alerts', document: { items: [{ id: late }] } });
  expect(seen[2]?.data.ops).toContainEqual({ op: 'remove', path: '/items/0' });
});
