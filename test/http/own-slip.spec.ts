import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let now = Date.now();
let server: TestServer;
let admin: string;
let reporter: string;
let other: string;
const minute = 60_000;

const send = (token: string, path: string, body: object): Promise<Reply> =>
  ask(server.url, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
const command = (token: string, name: string, body: object): Promise<Reply> =>
  send(token, `/v1/missions/minusma/commands/${name}`, body);
const noted = async (token: string): Promise<number> =>
  (await command(token, 'add-note', { text: 'rain', occurredAt: '2023-08-13' })).body.revision;
const retract = (token: string, entry: number): Promise<Reply> =>
  command(token, 'retract-entry', { entry, reason: 'a slip' });
const issued = async (subject: string): Promise<string> =>
  String((await send(admin, '/v1/tokens', { subject, grants: [{ role: 'reporter', mission: 'minusma' }] })).body.token);

beforeAll(async () => {
  server = await startTestServer(() => now, { AUTH: 'tokens' });
  admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  await openMinusma({ ...server, command: (name, body) => command(admin, name, body) });
  [reporter, other] = [await issued('r-1'), await issued('r-2')];
});
afterAll(() => server.close());

describe('a reporter', () => {
  it('retracts what they recorded in the last ten minutes', async () => {
    const entry = await noted(reporter);
    now += 10 * minute;
    expect((await retract(reporter, entry)).status).toBe(201);
  });

  it('retracts it no later', async () => {
    const entry = await noted(reporter);
    now += 10 * minute + 1000;
    expect(await retract(reporter, entry)).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
  });

  it('retracts nothing that somebody else recorded', async () => {
    const entry = await noted(other);
    const { status, body } = await retract(reporter, entry);
    expect([status, body.detail]).toEqual([403, expect.stringContaining('within 10 minutes')]);
  });

  it('retracts nothing that another entry names', async () => {
    const entry = await noted(reporter);
    await command(other, 'dispute-entry', { entry, by: 'army', statement: 'dry', occurredAt: '2023-08-14' });
    expect((await retract(reporter, entry)).status).toBe(403);
  });

  it('retracts nothing that others rest on', async () => {
    const departed = { convoy: 'c-9', from: 'ber', to: 'timbuktu', mode: 'road', occurredAt: '2023-08-14' };
    const { revision } = (await command(reporter, 'report-convoy-departed', departed)).body;
    await command(other, 'report-convoy-halted', { convoy: 'c-9', occurredAt: '2023-08-14' });
    expect((await retract(reporter, revision)).body.type).toBe('/problems/entry-rested-on');
  });

  it('corrects nothing, their own neither', async () => {
    const entry = await noted(reporter);
    const replacement = { data: { text: 'snow' } };
    expect((await command(reporter, 'correct-entry', { entry, replacement, reason: 'r' })).status).toBe(403);
  });
});

it('lets a planner retract what anybody recorded, at any time', async () => {
  const entry = await noted(reporter);
  now += 60 * minute;
  expect((await retract(admin, entry)).status).toBe(201);
});
