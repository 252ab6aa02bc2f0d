import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: string;
let reporter: string;
const file = (): string => join(server.dataDir, 'people.json');

const send = (method: string, path: string, body?: object, token = admin): Promise<Reply> =>
  ask(server.url, path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  server = await startTestServer(Date.now, { AUTH: 'tokens' });
  admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  await openMinusma({
    ...server,
    command: (name, body) => send('POST', `/v1/missions/minusma/commands/${name}`, body),
  });
  const grants = [{ role: 'reporter', mission: 'minusma' }];
  reporter = String((await send('POST', '/v1/tokens', { subject: 'r-1', grants })).body.token);
});
afterAll(() => server.close());

it('names a subject beside the log, and erases that without a change of the log or its proofs', async () => {
  const log = async (): Promise<string[]> =>
    Promise.all(
      ['/v1/missions/minusma/entries', '/log/minusma/checkpoint'].map(async (path) => (await send('GET', path)).text),
    );
  const before = await log();
  expect((await send('PUT', '/v1/people/r-1', { name: 'Kadiatou Diallo' })).status).toBe(204);
  expect((await send('GET', '/v1/people/r-1')).body).toEqual({ subject: 'r-1', name: 'Kadiatou Diallo' });
  expect((await send('DELETE', '/v1/people/r-1')).status).toBe(204);
  expect((await send('GET', '/v1/people/r-1')).body).toEqual({ subject: 'r-1', name: '[erased]' });
  expect(readFileSync(file(), 'utf8')).not.toContain('Diallo');
  expect(await log()).toEqual(before);
});

it('reads the directory again when somebody else has changed it', async () => {
  writeFileSync(file(), JSON.stringify({ 'k-2': { name: 'Koffi' } }));
  expect((await send('GET', '/v1/people/k-2')).body.name).toBe('Koffi');
  rmSync(file());
  expect(await send('GET', '/v1/people/k-2')).toMatchObject({ status: 200, body: { subject: 'k-2' } });
});

it('says that the directory cannot be read, and shows missions all the same', async () => {
  for (const text of ['{', '[]', '{"k-2": "Koffi"}']) {
    writeFileSync(file(), text);
    expect(await send('GET', '/v1/people/k-2')).toMatchObject({
      status: 503,
      body: { type: '/problems/people-unreadable' },
    });
    expect((await send('PUT', '/v1/people/k-2', { name: 'Koffi' })).status).toBe(503);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  }
  expect((await send('GET', '/v1/missions/minusma')).status).toBe(200);
  rmSync(file());
});

it('says why to whoever keeps the server running, and to nobody else', async () => {
  const issued = async (...roles: string[]): Promise<string> => {
    const grants = roles.map((role) => ({ role, mission: '*' }));
    return String((await send('POST', '/v1/tokens', { subject: roles.join('-'), grants })).body.token);
  };
  const [planner, keeper] = [await issued('planner'), await issued('planner', 'metrics')];
  writeFileSync(file(), '{');
  const detailFor = async (token: string): Promise<string> =>
    (await send('GET', '/v1/people/k-2', undefined, token)).body.detail;
  expect(await detailFor(planner)).toContain('cannot be used: ….');
  expect(await detailFor(keeper)).toMatch(/cannot be used: .*JSON/);
  rmSync(file());
});

it('tells names to those who read the history, and lets administrators alone write them', async () => {
  await send('PUT', '/v1/people/k-2', { name: 'Koffi' });
  expect((await send('GET', '/v1/people/k-2', undefined, reporter)).status).toBe(403);
  expect((await send('PUT', '/v1/people/k-2', { name: 'X' }, reporter)).status).toBe(403);
  expect((await send('PUT', '/v1/people/k-2', { name: '' })).body.errors).toMatchObject([{ pointer: '/name' }]);
});
