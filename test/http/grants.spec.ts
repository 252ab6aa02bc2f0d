import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let now = Date.now();
let server: TestServer;
let admin: string;

const send = (method: string, path: string, body?: object, token = admin): Promise<Reply> =>
  ask(server.url, path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  server = await startTestServer(() => now, { AUTH: 'tokens' });
  admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  for (const mission of ['mali', 'other'])
    await openMinusma({
      ...server,
      mission,
      command: (name, body) => send('POST', `/v1/missions/${mission}/commands/${name}`, body),
    });
});
afterAll(() => server.close());

/** Somebody with a token that lets them see one mission, and how they ask. */
async function somebody(subject: string): Promise<{ token: string; status: (path: string) => Promise<number> }> {
  const grants = [{ role: 'viewer', mission: 'mali' }];
  const token = String((await send('POST', '/v1/tokens', { subject, grants })).body.token);
  return { token, status: async (path) => (await send('GET', path, undefined, token)).status };
}

const given = async (subject: string, role: string, more: object = {}): Promise<string> => {
  const reply = await send('POST', '/v1/grants', { subject, role, ...more });
  expect(reply.status).toBe(201);
  return String(reply.body.id);
};
const taken = (id: string): Promise<Reply> => send('DELETE', `/v1/grants/${id}`);

describe('a grant', () => {
  it('lets its subject do something for its mission, whatever token it comes with, until it is taken back', async () => {
    const k = await somebody('k');
    const history = '/v1/missions/mali/entries';
    expect(await k.status(history)).toBe(403);
    const id = await given('k', 'auditor', { mission: 'mali' });
    expect(await k.status(history)).toBe(200);
    expect(await k.status('/v1/missions/other')).toBe(404);
    expect((await taken(id)).status).toBe(204);
    expect(await k.status(history)).toBe(403);
  });

  it('ends at its time', async () => {
    const k = await somebody('timed');
    await given('timed', 'auditor', { mission: 'mali', until: new Date(now + 60_000).toISOString() });
    expect(await k.status('/v1/missions/mali/entries')).toBe(200);
    now += 60_000;
    expect(await k.status('/v1/missions/mali/entries')).toBe(403);
  });

  it('takes the streams with it that stand on it, and leaves others', async () => {
    const k = await somebody('streaming');
    const id = await given('streaming', 'reporter', { mission: 'other' });
    const stream = await fetch(`${server.url}/v1/missions/other/live`, {
      headers: { authorization: `Bearer ${k.token}` },
    });
    expect(stream.status).toBe(200);
    await taken(id);
    // The text comes to its end only because the stream does.
    expect(await stream.text()).toContain('event: snapshot');
    expect(await k.status('/v1/missions/other')).toBe(404);
    expect(await k.status('/v1/missions/mali')).toBe(200);
  });

  it('is in force in sessions that began before it, and in none after it was taken back', async () => {
    const { token } = await somebody('sitting');
    const id = await given('sitting', 'auditor', { mission: 'mali' });
    const reply = await server.post('/v1/sign-in', JSON.stringify({ token }));
    const headers = { cookie: (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
    expect((await server.get('/v1/missions/mali/entries', headers)).status).toBe(200);
    await taken(id);
    expect((await server.get('/v1/missions/mali/entries', headers)).status).toBe(403);
  });

  it('is not given twice, and is listed with who gave it', async () => {
    const ids = [await given('twice', 'viewer', { mission: '*' }), await given('twice', 'viewer', { mission: '*' })];
    expect(ids[0]).toBe(ids[1]);
    await taken(ids[0] ?? '');
    const items = (await send('GET', '/v1/grants')).body.items.filter(({ subject }) => subject === 'twice');
    expect(items).toMatchObject([{ role: 'viewer', mission: '*', by: 'admin', isRevoked: true }]);
    expect((await taken(ids[0] ?? '')).status).toBe(204);
    expect((await taken('nothing')).body).toMatchObject({
      type: '/problems/not-found',
      detail: 'There is no grant "nothing". GET /v1/grants lists those that there are.',
    });
  });

  it('names each wrong field of what is asked for', async () => {
    const wrong = async (body: object): Promise<string[]> => {
      const reply = await send('POST', '/v1/grants', body);
      expect(reply.status).toBe(422);
      return reply.body.errors.map(({ pointer }) => pointer);
    };
    expect(await wrong({ subject: 'k@example.org', role: 'king', until: 'tomorrow' })).toEqual([
      '/subject',
      '/role',
      '/mission',
      '/until',
    ]);
    expect(await wrong({ subject: 'k', role: 'admin', mission: 'mali' })).toEqual(['/mission']);
    expect(await wrong({ subject: 'k', role: 'blocked', mission: 'mali' })).toEqual(['/mission']);
  });
});

describe('a subject that is blocked', () => {
  it('is let in by nothing, loses its streams and gets no session, until the block is taken back', async () => {
    const { token, status } = await somebody('gone');
    const link = await send('POST', '/v1/sign-in-links', {
      subject: 'gone',
      grants: [{ role: 'viewer', mission: '*' }],
    });
    const stream = await fetch(`${server.url}/v1/missions/mali/live`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const id = await given('gone', 'blocked');
    expect(await stream.text()).toContain('event: snapshot');
    const refused = await send('GET', '/v1/missions/mali', undefined, token);
    expect([refused.status, refused.body.detail]).toEqual([401, 'An administrator has blocked who signs in by this.']);
    for (const body of [{ token }, { link: String(link.body.path).split('#')[1] }])
      expect((await server.post('/v1/sign-in', JSON.stringify(body))).status).toBe(401);
    await taken(id);
    expect(await status('/v1/missions/mali')).toBe(200);
  });
});

describe('the last who may give tokens', () => {
  it('are neither blocked nor stripped of their grant', async () => {
    const refused = async (reply: Promise<Reply>): Promise<void> =>
      expect([(await reply).status, (await reply).body.type]).toEqual([409, '/problems/last-admin']);
    await refused(send('POST', '/v1/grants', { subject: 'admin', role: 'blocked' }));
    const k = await somebody('second');
    const id = await given('second', 'admin', { mission: '*' });
    // Now another can: the first may go.
    const first = (await send('GET', '/v1/tokens')).body.items.find(({ by }) => by === 'server');
    expect((await send('DELETE', `/v1/tokens/${String(first?.id)}`, undefined, k.token)).status).toBe(204);
    await refused(send('DELETE', `/v1/grants/${id}`, undefined, k.token));
    await refused(send('POST', '/v1/grants', { subject: 'second', role: 'blocked' }, k.token));
    expect(await k.status('/v1/grants')).toBe(200);
  });
});
