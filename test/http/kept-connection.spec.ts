import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { ask, startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let asAdmin: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer(Date.now, { AUTH: 'tokens' });
  asAdmin = { authorization: `Bearer ${readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim()}` };
});
afterAll(() => server.close());

async function issued(): Promise<{ id: string; token: string }> {
  const body = JSON.stringify({ subject: 'viewer-1', grants: [{ role: 'viewer', mission: 'mali' }] });
  const headers = { 'content-type': 'application/json', ...asAdmin };
  const reply = await ask(server.url, '/v1/tokens', { method: 'POST', headers, body });
  expect(reply.status).toBe(201);
  return { id: String(reply.body.id), token: String(reply.body.token) };
}

it('a token that a connection has brought is asked for again at each request, and vouches for no other', async () => {
  const [first, second] = [await issued(), await issued()];
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const connections = new Set<unknown>();
  const statusWith = (token: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      const sent = request(`${server.url}/v1/missions`, { agent, headers }, (response) => {
        connections.add(response.socket);
        response.resume().once('end', () => resolve(response.statusCode));
      });
      sent.once('error', reject).end();
    });
  const wrong = `${first.token.slice(0, -1)}${first.token.endsWith('0') ? '1' : '0'}`;
  const statuses: unknown[] = [];
  for (const token of [first.token, first.token, second.token, first.token, wrong, first.token])
    statuses.push(await statusWith(token));
  expect(statuses).toEqual([200, 200, 200, 200, 401, 200]);
  await ask(server.url, `/v1/tokens/${first.id}`, { method: 'DELETE', headers: asAdmin });
  expect([await statusWith(first.token), await statusWith(second.token)]).toEqual([401, 200]);
  expect(connections.size).toBe(1);
  agent.destroy();
});
