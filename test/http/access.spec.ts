import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '#libs/access';
import { DrawdownClient } from '#libs/client';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let now = Date.now();
let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startTestServer(() => now, { AUTH: 'tokens' });
  admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  const asAdmin = { authorization: `Bearer ${admin}` };
  for (const mission of ['mali', 'other'])
    await openMinusma({
      ...server,
      mission,
      command: (name, body) => send('POST', `/v1/missions/${mission}/commands/${name}`, body, asAdmin),
    });
});
afterAll(() => server.close());

const send = (method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Reply> =>
  ask(server.url, path, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const get = (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
  send('GET', path, undefined, headers);

/** Issues a token; of one mission where nothing else is said. */
async function issued(
  role: Grant['role'],
  mission = 'mali',
  more: object = {},
): Promise<{ id: string; token: string }> {
  const body = { subject: `${role}-1`, grants: [{ role, mission }], ...more };
  const reply = await send('POST', '/v1/tokens', body, bearer(admin));
  expect(reply.status).toBe(201);
  return { id: String(reply.body.id), token: String(reply.body.token) };
}

/** The Cookie header of whoever signs in. */
async function signedIn(given: object): Promise<Record<string, string>> {
  const reply = await send('POST', '/v1/sign-in', given);
  expect(reply.status).toBe(201);
  return { cookie: (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

const note = { text: 'rain', occurredAt: '2023-08-13' };
const commandOf = (mission: string, name: string): string => `/v1/missions/${mission}/commands/${name}`;

describe('a server that was just set up', () => {
  it('has one token, for its owner alone to read, which may do everything', async () => {
    expect(statSync(join(server.dataDir, 'admin.token')).mode & 0o777).toBe(0o600);
    const { body } = await get('/v1/session', bearer(admin));
    expect(body).toEqual({
      subject: 'admin',
      grants: ['planner', 'auditor', 'admin'].map((role) => ({ role, mission: '*' })),
      permissions: { '*': expect.arrayContaining(['order', 'read-access-log', 'administer']) },
      isSession: false,
    });
  });

  it('makes no second one when it is started again', async () => {
    await server.restart();
    expect(readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim()).toBe(admin);
    expect((await get('/v1/tokens', bearer(admin))).body.items.filter(({ by }) => by === 'server')).toHaveLength(1);
  });

  it('lets nobody in who brings nothing, a wrong token, two, or a cut one, and says each time how', async () => {
    const wrong = `${admin.slice(0, -1)}${admin.endsWith('0') ? '1' : '0'}`;
    for (const headers of [
      {},
      bearer(wrong),
      bearer(''),
      bearer(`${admin} ${admin}`),
      { authorization: admin },
      { cookie: 'drawdown=x' },
    ]) {
      const { status, body, headers: said } = await get('/v1/missions', headers);
      expect([status, body.type, said.get('www-authenticate')]).toEqual([401, '/problems/not-signed-in', 'Bearer']);
    }
    expect((await get('/v1/missions', { cookie: 'drawdown=a; drawdown=b' })).status).toBe(400);
    expect((await get('/v1/missions', { ...bearer(admin), 'x-actor': 'k' })).status).toBe(400);
  });

  it('tells strangers that it is ready, and of no mission', async () => {
    expect((await get('/readyz')).body).toEqual({ status: 'ready' });
    expect((await get('/readyz', bearer(admin))).body).toMatchObject({ missions: 2 });
  });
});

describe('a role', () => {
  it('is for its mission: another is not there, in the very bytes of one that does not exist', async () => {
    const { token } = await issued('planner');
    expect((await get('/v1/missions/mali', bearer(token))).status).toBe(200);
    expect((await get('/v1/missions', bearer(token))).body.items.map(({ mission }) => mission)).toEqual(['mali']);
    for (const page of [
      '',
      '/bases',
      '/entries',
      '/entries/0',
      '/live',
      '/diff?from=0&to=1',
      '/bases/ber?why=/status',
    ]) {
      const [foreign, none] = await Promise.all(
        ['other', 'never'].map((id) => get(`/v1/missions/${id}${page}`, bearer(token))),
      );
      expect([foreign?.status, foreign?.text.replaceAll('other', 'never')]).toEqual([404, none?.text]);
    }
    const [foreign, none] = await Promise.all(
      ['other', 'never'].map((id) => send('POST', commandOf(id, 'add-note'), note, bearer(token))),
    );
    expect([foreign?.status, foreign?.text.replaceAll('other', 'never')]).toEqual([404, none?.text]);
  });

  it('says what may be recorded, and is recorded with it', async () => {
    const { token } = await issued('reporter');
    const reply = await send('POST', commandOf('mali', 'add-note'), note, bearer(token));
    expect(reply.body.entries[0]).toMatchObject({ actor: { id: 'reporter-1', role: 'reporter' } });
    const order = { base: 'ber', on: '2023-08-14', reason: 'x' };
    const refused = await send('POST', commandOf('mali', 'expedite-withdrawal'), order, bearer(token));
    expect([refused.status, refused.body.type, refused.body.detail]).toEqual([
      403,
      '/problems/forbidden',
      expect.stringContaining('needs the permission order,'),
    ]);
    const own = await get('/v1/missions/mali/entries', bearer(token));
    expect(own.body.items).toMatchObject([{ type: 'NoteAdded', actor: { id: 'reporter-1' } }]);
    const viewer = await issued('viewer');
    expect((await send('POST', commandOf('mali', 'add-note'), note, bearer(viewer.token))).status).toBe(403);
  });

  it('keeps giving tokens to administrators, and orders from them', async () => {
    const { token: planner } = await issued('planner');
    expect((await send('POST', '/v1/tokens', {}, bearer(planner))).status).toBe(403);
    const { token } = await issued('admin', '*');
    expect((await send('POST', commandOf('mali', 'add-note'), note, bearer(token))).status).toBe(403);
    expect((await get('/v1/missions/mali', bearer(token))).body).toMatchObject({ mission: 'mali', bases: {} });
  });
});

describe('a token', () => {
  it('is shown once, and listed without what it is known by', async () => {
    const { id, token } = await issued('viewer', 'mali', { label: 'wall screen' });
    const { text, body } = await get('/v1/tokens', bearer(admin));
    expect(body.items.find((one) => one.id === id)).toMatchObject({
      label: 'wall screen',
      by: 'admin',
      isRevoked: false,
    });
    expect(text).not.toContain(token);
    expect(text).not.toContain('hash');
  });

  it('ends when it expires', async () => {
    const { token } = await issued('viewer', 'mali', { expiresAt: new Date(now + 60_000).toISOString() });
    expect((await get('/v1/missions', bearer(token))).status).toBe(200);
    now += 60_000;
    expect((await get('/v1/missions', bearer(token))).status).toBe(401);
  });

  it('names each wrong field of what is asked for', async () => {
    const body = {
      subject: 'k@example.org',
      grants: [
        { role: 'king', mission: 'Mali' },
        { role: 'admin', mission: 'mali' },
      ],
      expiresAt: '2200-01-01T00:00:00Z',
    };
    const reply = await send('POST', '/v1/tokens', body, bearer(admin));
    expect([reply.status, reply.body.errors.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/subject', '/expiresAt', '/grants/0/role', '/grants/0/mission', '/grants/1/mission'],
    ]);
  });

  it('takes its sessions and their streams with it when it is revoked', async () => {
    const { id, token } = await issued('planner');
    const cookie = await signedIn({ token });
    const streams = await Promise.all(
      [bearer(token), cookie].map((headers) => fetch(`${server.url}/v1/missions/mali/live`, { headers })),
    );
    expect(streams.map(({ status }) => status)).toEqual([200, 200]);
    expect((await send('DELETE', `/v1/tokens/${id}`, undefined, bearer(admin))).status).toBe(204);
    // Each text comes to its end only because its stream does.
    for (const stream of streams) expect(await stream.text()).toContain('event: snapshot');
    for (const headers of [bearer(token), cookie]) expect((await get('/v1/missions', headers)).status).toBe(401);
  });

  it('is not revoked where nobody could give tokens any more', async () => {
    const all = (await get('/v1/tokens', bearer(admin))).body.items;
    for (const { id, by } of all)
      if (by !== 'server') await send('DELETE', `/v1/tokens/${String(id)}`, undefined, bearer(admin));
    const first = all.find(({ by }) => by === 'server');
    const reply = await send('DELETE', `/v1/tokens/${String(first?.id)}`, undefined, bearer(admin));
    expect([reply.status, reply.body.type]).toEqual([409, '/problems/last-admin']);
  });
});

describe('a session', () => {
  it('is swapped for a token, keeps its secret from scripts and other sites, and ends by signing out', async () => {
    const { token } = await issued('planner');
    const reply = await send('POST', '/v1/sign-in', { token });
    expect(reply.headers.get('set-cookie')).toMatch(/^drawdown=[0-9A-Za-z]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const cookie = await signedIn({ token });
    expect((await get('/v1/missions/mali', cookie)).status).toBe(200);
    expect((await get('/v1/sessions', cookie)).body.items.filter(({ isThis }) => isThis)).toHaveLength(1);
    expect((await send('POST', '/v1/sign-out', undefined, cookie)).headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await get('/v1/missions/mali', cookie)).status).toBe(401);
  });

  it('is ended by an administrator, and by nobody else who has another name', async () => {
    const [one, other] = [await issued('planner'), await issued('auditor')];
    const cookie = await signedIn({ token: one.token });
    const mine = (await get('/v1/sessions', cookie)).body.items.find(({ isThis }) => isThis);
    const path = `/v1/sessions/${String(mine?.id)}`;
    expect((await send('DELETE', path, undefined, bearer(other.token))).status).toBe(404);
    expect((await send('DELETE', path, undefined, bearer(admin))).status).toBe(204);
    expect((await get('/v1/session', cookie)).status).toBe(401);
  });

  it('begins by a link once, within ten minutes', async () => {
    const wanted = { subject: 'demo-viewer', grants: [{ role: 'viewer', mission: '*' }] };
    const link = async (): Promise<string> =>
      String((await send('POST', '/v1/sign-in-links', wanted, bearer(admin))).body.path).split('#')[1] ?? '';
    const first = await link();
    expect((await get('/v1/session', await signedIn({ link: first }))).body).toEqual({
      ...wanted,
      permissions: { '*': ['read-remains'] },
      isSession: true,
    });
    const again = await send('POST', '/v1/sign-in', { link: first });
    expect([again.status, again.body.detail]).toEqual([
      401,
      'This link was used already. Each is good for one sign-in.',
    ]);
    const late = await link();
    now += 600_000;
    expect((await send('POST', '/v1/sign-in', { link: late })).body.detail).toBe(
      'This link has expired. Ask for a new one.',
    );
  });

  it('changes nothing for a page of another site, nor under a name that is not the server’s', async () => {
    const { token } = await issued('planner');
    const cookie = await signedIn({ token });
    const foreign: Record<string, string>[] = [
      { origin: 'http://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ];
    for (const from of foreign) {
      const reply = await send('POST', commandOf('mali', 'add-note'), note, { ...cookie, ...from });
      expect([reply.status, reply.body.type]).toEqual([403, '/problems/foreign-origin']);
    }
    const own = { ...cookie, origin: server.url };
    expect((await send('POST', commandOf('mali', 'add-note'), { ...note, text: 'dust' }, own)).status).toBe(201);
  });
});

describe('the page', () => {
  it('sends whoever is not signed in to where they can sign in, and back', async () => {
    const reply = await fetch(`${server.url}/?mission=mali`, { redirect: 'manual' });
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/sign-in?to=%2F%3Fmission%3Dmali']);
    const page = await get('/sign-in', { 'accept-language': 'fr' });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).toContain('Se connecter');
  });
});

it('is signed in to by the client with a token', async () => {
  const { token } = await issued('planner');
  const rows = await new DrawdownClient({ url: server.url, token }).missions();
  expect(rows.map(({ mission }) => mission)).toEqual(['mali']);
});
