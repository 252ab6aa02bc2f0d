import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '#libs/access';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let server: TestServer;
const tokens: Record<string, string> = {};
const secret = 'Corporal Diallo was seen crying, and ber was lost';
let entry = 0;
let withholding = 0;

const send = (as: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Reply> =>
  ask(server.url, `/v1/missions/minusma${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${tokens[as]}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
const command = (as: string, name: string, body: object): Promise<Reply> => send(as, `/commands/${name}`, body);
const key = { 'idempotency-key': 'the-order-with-a-name' };
const expedite = { base: 'ber', on: '2023-08-13', reason: secret, occurredAt: '2023-08-12' };

/** Everything that shows a reason somewhere. */
const pages = [
  '',
  '/schedule',
  '/bases',
  '/entries',
  '/entries?text=diallo',
  '/diff?from=4&to=5&view=schedule',
  '/schedule?why=/items/ber/plannedOn',
  '/bases/ber?why=/status',
  '/entries?order=newest',
  '/schedule?knownAt=5',
];

beforeAll(async () => {
  server = await startTestServer(Date.now, { AUTH: 'tokens' });
  tokens.admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  await openMinusma({ ...server, command: (name, body) => command('admin', name, body) });
  for (const role of ['planner', 'auditor', 'reporter', 'viewer'] satisfies Grant['role'][]) {
    const reply = await ask(server.url, '/v1/tokens', {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.admin}`, 'content-type': 'application/json' },
      body: JSON.stringify({ subject: role, grants: [{ role, mission: 'minusma' }] }),
    });
    tokens[role] = String(reply.body.token);
  }
  entry = (await send('planner', '/commands/expedite-withdrawal', expedite, key)).body.revision;
  expect((await send('planner', '/entries?text=diallo')).text).toContain(secret);
  withholding = (await command('planner', 'withhold-text', { entry, pointer: '/reason', reason: 'it names a soldier' }))
    .body.revision;
});
afterAll(() => server.close());

it('shows an auditor what is withheld, and everybody else [withheld], on every page and in every format', async () => {
  for (const page of pages)
    for (const accept of ['application/json', 'text/csv', 'application/x-ndjson']) {
      const shown = await send('planner', page, undefined, { accept });
      expect([page, accept, shown.text.includes('Diallo')]).toEqual([page, accept, false]);
      for (const role of ['reporter', 'viewer'])
        expect((await send(role, page, undefined, { accept })).text).not.toContain('Diallo');
    }
  expect((await send('auditor', '/entries')).text).toContain(secret);
  expect((await send('auditor', '/schedule')).text).toContain(secret);
  const { body } = await send('planner', `/entries/${entry}`);
  expect(body).toMatchObject({ data: { reason: '[withheld]' }, sentence: expect.stringContaining('[withheld]') });
});

it('finds it for nobody but auditors', async () => {
  expect((await send('planner', '/entries?text=diallo')).body.items).toEqual([]);
  expect((await send('auditor', '/entries?text=diallo')).body.items).toHaveLength(1);
});

it('answers the order that said it, sent again, without it', async () => {
  const again = await send('planner', '/commands/expedite-withdrawal', expedite, key);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  expect(again.text).not.toContain('Diallo');
});

it('gives no bytes that hold it to others than auditors', async () => {
  for (const page of ['/evidence', `/entries/${entry}/proof`]) {
    expect((await send('planner', page)).status).toBe(403);
    expect((await send('auditor', page)).status).toBe(200);
  }
});

it('tells a live stream [withheld], and the text again once the withholding is retracted', async () => {
  const read = async (until: string): Promise<string> => {
    const stop = new AbortController();
    const response = await fetch(`${server.url}/v1/missions/minusma/entries?after=0`, {
      headers: { authorization: `Bearer ${tokens.planner}`, accept: 'text/event-stream' },
      signal: stop.signal,
    });
    let told = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      told += chunk;
      if (told.includes(until)) break;
    }
    stop.abort();
    return told;
  };
  const told = await read('TextWithheld');
  expect(told).toContain('[withheld]');
  expect(told).not.toContain('Diallo');
  const retracted = await command('planner', 'retract-entry', { entry: withholding, reason: 'it was agreed' });
  expect(retracted.status).toBe(201);
  expect((await send('planner', '/entries')).text).toContain(secret);
});
