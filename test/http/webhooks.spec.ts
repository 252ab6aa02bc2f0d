import { Webhook as Verifier } from 'standardwebhooks';
import { resolvedOf, type PushedAlert } from '../../apps/server/src/webhooks/alertmanager.js';
import { open } from '../support/given.js';
import { WebhookReceiver, type Received } from '../support/receiver.js';
import { startTestServer, type Reply, type TestServer } from '../support/server.js';

let server: TestServer;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await WebhookReceiver.open((response, path) => response.writeHead(path === '/gone' ? 410 : 204).end());
  server = await startTestServer(Date.now, { WEBHOOKS_PRIVATE: 'true', WEBHOOKS_HTTP: 'true' });
  const { command, ...mission } = open;
  await server.command(command, mission);
  await server.command('establish-base', { base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-01' });
  await server.command('schedule-withdrawal', { base: 'ber', on: '2023-08-14', occurredAt: '2023-07-02' });
});
afterAll(async () => {
  await server.close();
  receiver.close();
});

interface Told {
  type: string;
  data: {
    mission: string;
    first: number;
    revision: number;
    subject: string;
    entries?: { data: { type: string } }[];
    firing?: { id: string; message: string }[];
  };
}
const add = (path: string, more: object): Promise<Reply> =>
  server.post('/v1/webhooks', JSON.stringify({ url: receiver.url(path), mission: 'minusma', ...more }));
const note = (text: string): Promise<Reply> => server.command('add-note', { text, occurredAt: '2023-08-01' });
const told = ({ body }: Received): Told => JSON.parse(body) as Told;
const idOf = ({ body }: Reply): string => String(body.id);
const listed = async (id: string): Promise<Record<string, unknown> | undefined> =>
  (await server.get('/v1/webhooks')).body.items.find((one) => one.id === id);
const remove = async (id: string): Promise<number> =>
  (await fetch(new URL(`/v1/webhooks/${id}`, server.url), { method: 'DELETE' })).status;

describe('an endpoint', () => {
  it('is told of what is recorded, signed so that its owner can tell, and thin where nothing else was asked for', async () => {
    const added = await add('/thin', { events: ['entries'] });
    expect([added.status, String(added.body.secret).slice(0, 6)]).toEqual([201, 'whsec_']);
    await note('the road is open');
    const [message] = await receiver.at('/thin', 1);
    new Verifier(String(added.body.secret)).verify(message?.body ?? '', message?.headers ?? {});
    expect(told(message as Received)).toMatchObject({
      type: 'entries.recorded',
      data: { mission: 'minusma', first: 3, revision: 3, subject: '/v1/missions/minusma/entries?after=2' },
    });
    expect(message?.body).not.toContain('road');
    expect(await remove(idOf(added))).toBe(204);
    expect(await remove(idOf(added))).toBe(404);
  });

  it('is told what it is where it was asked for in full, as far as its role may read it', async () => {
    await add('/planner', { body: 'full', role: 'planner', events: ['entries'] });
    await add('/viewer', { body: 'full', role: 'viewer' });
    await note('the bridge is down');
    const [full] = await receiver.at('/planner', 1);
    expect(told(full as Received).data.entries?.map(({ data }) => data.type)).toEqual(['NoteAdded']);
    expect(full?.body).toContain('the bridge is down');
    const bare = (await receiver.at('/viewer', 2)).map(({ body }) => body).join('');
    expect(bare).not.toMatch(/bridge|ber|planned-date-passed/);
  });

  it('is told at once of the alerts that fire already', async () => {
    await add('/alerts', { body: 'full', role: 'reporter', events: ['alerts'] });
    const [message] = await receiver.at('/alerts', 1);
    const { type, data } = told(message as Received);
    expect([type, data.firing?.map(({ id }) => id)]).toEqual(['alerts.changed', ['planned-date-passed:ber']]);
  });

  it('is listed without its secret, signs by a new one beside the old for a day, and is sent again what it asks for', async () => {
    const added = await add('/again', { events: ['entries'] });
    const id = idOf(added);
    const rotated = await server.post(`/v1/webhooks/${id}/rotate`, '');
    expect(rotated.body.secret).not.toBe(added.body.secret);
    expect((await server.post(`/v1/webhooks/${id}/replay?from=1`, '')).status).toBe(201);
    const [message] = await receiver.at('/again', 1);
    expect(told(message as Received).data.first).toBe(1);
    for (const { body } of [added, rotated])
      new Verifier(String(body.secret)).verify(message?.body ?? '', message?.headers ?? {});
    expect(message?.headers['webhook-signature']?.split(' ')).toHaveLength(4);
    expect(JSON.stringify(await listed(id))).not.toContain('whsec_');
    expect((await server.post(`/v1/webhooks/${id}/replay`, '')).status).toBe(400);
    expect((await server.post('/v1/webhooks/none/replay?from=1', '')).status).toBe(404);
  });

  it('goes on after a restart where it was, with the same secret, and one that is gone stays disabled', async () => {
    const added = await add('/kept', { events: ['entries'] });
    const gone = await add('/gone', { events: ['entries'] });
    await note('before');
    await receiver.at('/kept', 1);
    await receiver.at('/gone', 1);
    await server.restart();
    const { body } = await note('after');
    const [, second] = await receiver.at('/kept', 2);
    expect(told(second as Received).data).toMatchObject({ first: body.revision, revision: body.revision });
    new Verifier(String(added.body.secret)).verify(second?.body ?? '', second?.headers ?? {});
    expect(await listed(idOf(gone))).toMatchObject({ disabled: { reason: 'gone' } });
    expect(receiver.received.filter(({ path }) => path === '/gone')).toHaveLength(1);
  });
});

it('an alert that stands is told again on the next day, once, and that it resolved when it has', async () => {
  const clock = { ahead: Date.parse('2023-08-20T12:00:00Z') - Date.now() };
  const daily = await startTestServer(() => Date.now() + clock.ahead, {
    WEBHOOKS_PRIVATE: 'true',
    WEBHOOKS_HTTP: 'true',
  });
  const { command, ...mission } = open;
  await daily.command(command, mission);
  await daily.command('establish-base', { base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-01' });
  await daily.command('schedule-withdrawal', { base: 'ber', on: '2023-08-14', occurredAt: '2023-07-02' });
  const asked = { url: receiver.url('/daily'), mission: 'minusma', events: ['alerts'], body: 'full', role: 'reporter' };
  await daily.post('/v1/webhooks', JSON.stringify(asked));
  const [first] = await receiver.at('/daily', 1);
  await daily.restart(() => (clock.ahead += 80_000_000));
  const [, second] = await receiver.at('/daily', 2);
  await daily.command('add-note', { text: 'on the same day', occurredAt: '2023-08-21' });
  await daily.command('report-base-vacated', { base: 'ber', occurredAt: '2023-08-21' });
  const [, , third] = await receiver.at('/daily', 3);
  const said = (one: Received | undefined) => {
    const { timestamp, data } = JSON.parse(one?.body ?? '{}') as Told & {
      timestamp: string;
      data: { resolved: string[] };
    };
    return [timestamp.slice(0, 10), data.firing?.map(({ id }) => id), data.resolved];
  };
  expect([first, second, third].map(said)).toEqual([
    ['2023-08-20', ['planned-date-passed:ber'], []],
    ['2023-08-21', ['planned-date-passed:ber'], []],
    ['2023-08-21', [], ['planned-date-passed:ber']],
  ]);
  await daily.close();
});

it('alerts are pushed to an Alertmanager with their labels, from the start of the server on', async () => {
  await server.restart(undefined, { ALERTMANAGER_URL: `${receiver.url('')}/` });
  const [pushed] = await receiver.at('/api/v2/alerts', 1);
  const [alert] = JSON.parse(pushed?.body ?? '[]') as PushedAlert[];
  expect(alert).toMatchObject({
    labels: { alertname: 'planned-date-passed', mission: 'minusma', subject: 'ber', base: 'ber' },
    startsAt: '2023-08-15T00:00:00Z',
  });
  const again = { ...(alert as PushedAlert), endsAt: 'later' };
  expect(resolvedOf([alert as PushedAlert], [again], 0)).toEqual([]);
  expect(resolvedOf([alert as PushedAlert], [], 0)).toEqual([{ ...alert, endsAt: '1970-01-01T00:00:00Z' }]);
});
