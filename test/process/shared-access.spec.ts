import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrMakeKey } from '#libs/transparency';
import { until } from '../support/beside.js';
import { openingOf } from '../support/opening.js';
import { ask, type Reply } from '../support/server.js';
import { endPrograms, startServerProcess } from '../support/program.js';
import { realHabits, startStandIn, type StandIn } from '../support/stand-in.js';

let dir: string;
let standIn: StandIn;
let urls: [string, string];
let admin: string;

/** A server in a process of its own, as each is: the official client keeps one table of open appends for all of a process. */
async function started(name: string): Promise<string> {
  const key = { CHECKPOINT_KEY_FILE: join(dir, 'checkpoint.key') };
  return (await startServerProcess(join(dir, name), [], { EVENT_STORE: standIn.url, AUTH: 'tokens', ...key })).url;
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-shared-access-'));
  loadOrMakeKey(join(dir, 'checkpoint.key'), 'log.example');
  standIn = await startStandIn(dir, realHabits, Date.now);
  urls = [await started('first'), await started('second')];
  admin = readFileSync(join(dir, 'first', 'admin.token'), 'utf8').trim();
  const reply = await send(0, 'POST', '/v1/missions/mali/commands/open-mission', openingOf(100));
  expect(reply.status).toBe(201);
});
afterAll(async () => {
  endPrograms();
  await standIn.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Asks one of the servers, as whoever has a token. */
const send = (server: 0 | 1, method: string, path: string, body?: object, token = admin): Promise<Reply> =>
  ask(urls[server], path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

async function issued(): Promise<{ id: string; token: string }> {
  const given = { subject: 'k.diallo', grants: [{ role: 'planner', mission: 'mali' }] };
  const { id, token } = (await send(0, 'POST', '/v1/tokens', given)).body;
  return { id: String(id), token: String(token) };
}

/** What one server has recorded the other learns as it comes: it is asked until it has. */
const letIn = (server: 0 | 1, token: string): Promise<Reply> =>
  until(
    () => send(server, 'GET', '/v1/missions/mali', undefined, token),
    ({ status }) => status === 200,
  );

/** How long a stream goes on at most once its token is revoked. */
const endsWithinMs = 1000;
const waited = (ms: number): Promise<'too long'> => new Promise((resolve) => setTimeout(resolve, ms, 'too long'));

/** A token of one mission for a person, given by another, which both servers know. */
async function tokenFor(subject: string, role: string, by = admin): Promise<string> {
  const given = { subject, grants: [{ role, mission: role === 'admin' || role === 'auditor' ? '*' : 'mali' }] };
  const token = String((await send(0, 'POST', '/v1/tokens', given, by)).body.token);
  for (const server of [0, 1] as const)
    await until(
      () => send(server, 'GET', '/v1/session', undefined, token),
      ({ status }) => status === 200,
    );
  return token;
}

describe('two servers that share a log', () => {
  it('let in whoever either has given a token', async () => {
    const { token } = await issued();
    for (const server of [0, 1] as const) expect((await letIn(server, token)).status).toBe(200);
    // Only one of them has made a first token.
    expect((await send(1, 'GET', '/v1/tokens')).body.items.filter(({ by }) => by === 'server')).toHaveLength(1);
  });

  it('both end the streams of a token, and of its sessions, that one of them revokes', async () => {
    const { id, token } = await issued();
    const cookies: string[] = [];
    for (const server of [0, 1] as const) {
      await letIn(server, token);
      const reply = await send(server, 'POST', '/v1/sign-in', { token });
      expect(reply.status).toBe(201);
      cookies.push((reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
    }
    const asking = urls.flatMap((url, index) =>
      [
        ['authorization', `Bearer ${token}`],
        ['cookie', cookies[index] ?? ''],
      ].map(([name = '', value = '']) => fetch(`${url}/v1/missions/mali/live`, { headers: { [name]: value } })),
    );
    const streams = await Promise.all(asking);
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await send(0, 'DELETE', `/v1/tokens/${id}`)).status).toBe(204);
    // Each text comes to its end only because its stream does: the wait is what is promised, and an end is not measured.
    const texts = await Promise.race([Promise.all(streams.map((stream) => stream.text())), waited(endsWithinMs)]);
    expect(texts).toEqual(streams.map(() => expect.stringContaining('event: snapshot')));
    for (const server of [0, 1] as const)
      expect((await send(server, 'GET', '/v1/missions/mali', undefined, token)).status).toBe(401);
  });

  it('refuse at both a link that was used at one', async () => {
    const given = { subject: 'demo', grants: [{ role: 'viewer', mission: '*' }] };
    const { path } = (await send(0, 'POST', '/v1/sign-in-links', given)).body;
    const link = String(path).split('#')[1] ?? '';
    const replies = await Promise.all(
      ([0, 1] as const).map((server) =>
        until(
          () =>
            ask(urls[server], '/v1/sign-in', {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ link }),
            }),
          // A server that does not know the link yet takes it for none.
          ({ status, body }) => status === 201 || body.detail.includes('used already'),
        ),
      ),
    );
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401]);
  });

  it('take a proposal at one and its approval at the other, once', async () => {
    const root = await tokenFor('root', 'admin');
    const [asha, binta] = [await tokenFor('asha', 'planner', root), await tokenFor('binta', 'planner', root)];
    const command = (server: 0 | 1, name: string, body: object, token: string): Promise<Reply> =>
      send(server, 'POST', `/v1/missions/mali/commands/${name}`, body, token);
    const reason = 'the road is open again';
    const four = await command(0, 'set-four-eyes', { orders: ['move-deadline'], reason }, root);
    expect(four.status).toBe(201);
    const order = { to: '2024-01-31', authority: 'council', reason };
    // What one server was told, the other judges by at once.
    expect((await command(1, 'move-deadline', order, asha)).body.type).toBe('/problems/needs-second-person');
    const commands = [{ command: 'move-deadline', ...order }];
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const proposal = (await command(0, 'propose-orders', { commands, reason, expiresAt }, asha)).body.revision;
    expect((await command(1, 'approve-proposal', { proposal }, asha)).body.type).toBe('/problems/own-proposal');
    const approvals = await Promise.all(
      ([0, 1] as const).map((server) => command(server, 'approve-proposal', { proposal }, binta)),
    );
    expect(approvals.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    for (const server of [0, 1] as const)
      expect((await send(server, 'GET', '/v1/missions/mali', undefined, binta)).body.deadline).toMatchObject({
        date: '2024-01-31',
      });
  });

  it('keep one access log: what was read at either is told at both', async () => {
    const token = await tokenFor('r-7', 'viewer');
    const auditor = await tokenFor('chief', 'auditor');
    for (const server of [0, 1] as const) await send(server, 'GET', '/v1/missions/mali/bases', undefined, token);
    for (const server of [0, 1] as const) {
      const { body } = await until(
        () => send(server, 'GET', '/v1/missions/mali/access-log?subject=r-7&what=read', undefined, auditor),
        ({ body: { items } }) => items.length === 2,
      );
      expect(new Set(body.items.map(({ requestId }) => requestId)).size).toBe(2);
    }
  });
});
