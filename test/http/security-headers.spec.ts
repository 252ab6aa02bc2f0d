import { startTestServer, type TestServer } from '../support/server.js';
import { endPrograms, startServerProcess } from '../support/program.js';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterEach(endPrograms);
afterAll(() => server.close());

it('tells browsers of every answer, errors too, what they may do with it', async () => {
  for (const path of ['/', '/sign-in', '/docs', '/v1/missions', '/openapi.json', '/v1/missions/never', '/nowhere']) {
    const { headers } = await server.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect([path, policy.includes("default-src 'none'"), /unsafe|https?:|\*/.test(policy)]).toEqual([
      path,
      true,
      false,
    ]);
    expect([
      path,
      ...['x-frame-options', 'x-content-type-options', 'referrer-policy'].map((name) => headers.get(name)),
    ]).toEqual([path, 'DENY', 'nosniff', 'no-referrer']);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    // Nothing is encrypted here.
    expect(headers.get('strict-transport-security')).toBeNull();
  }
});

it('binds browsers to encryption where they come encrypted: the cookie is for this host alone, HSTS for a year', async () => {
  const known = { AUTH: 'tokens', PUBLIC_URL: 'https://drawdown.example', TRUST_PROXY: '127.0.0.1' };
  const behind = await startTestServer(Date.now, known);
  const token = readFileSync(join(behind.dataDir, 'admin.token'), 'utf8').trim();
  const { status, headers } = await behind.post('/v1/sign-in', JSON.stringify({ token }));
  expect([status, headers.get('strict-transport-security')]).toEqual([201, 'max-age=31536000']);
  expect((headers.get('set-cookie') ?? '').replace(/=\w{43};/, '=;')).toBe(
    '__Host-drawdown=; Path=/; HttpOnly; SameSite=Strict; Secure',
  );
  await behind.restart(undefined, { HSTS_SUBDOMAINS: 'true' });
  expect((await behind.get('/healthz')).headers.get('strict-transport-security')).toBe(
    'max-age=31536000; includeSubDomains',
  );
  await behind.close();
});

it('names each request by an id that nobody else chooses, in its answer and its problem', async () => {
  const own = { 'x-request-id': 'mine', 'request-id': 'mine' };
  const [one, other] = [await server.get('/nowhere', own), await server.get('/nowhere', own)];
  expect(one.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(one.body.requestId).toBe(one.headers.get('x-request-id'));
  expect(other.body.requestId).not.toBe(one.body.requestId);
  // Else a mission that one may not see would be told from one that is not there.
  expect((await server.get('/v1/missions/never')).body).not.toHaveProperty('requestId');
});

it('logs lines of JSON that no input can forge, with the id of the request and no secret', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-logs-'));
  const logging = await startServerProcess(join(dir, 'data'), [], { LOG_LEVEL: 'info' });
  const path = `/v1/missions/x%0A%7B%22level%22%3A60%7D?text=${encodeURIComponent('\n{"level":60,"msg":"forged"}')}`;
  const reply = await fetch(`${logging.url}${path}`, {
    headers: { authorization: 'Bearer dwd_secret', cookie: 'drawdown=secret' },
  });
  const id = reply.headers.get('x-request-id');
  logging.process.kill('SIGTERM');
  await logging.ended;
  const { stderr } = logging.out();
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
  const parsed = lines.map((line) => JSON.parse(line) as { level: number; reqId?: string });
  expect(parsed.filter(({ reqId }) => reqId === id).length).toBeGreaterThan(0);
  expect(parsed.filter(({ level }) => level === 60)).toEqual([]);
  expect(stderr).not.toContain('secret');
  rmSync(dir, { recursive: true });
});
