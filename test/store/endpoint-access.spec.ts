import { EventStoreDBClient, jsonEvent, START, streamNameFilter } from '@eventstore/db-client';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant } from '#libs/access';
import { hasTool } from '../faults/support.js';
import { certificate } from '../support/certificate.js';
import { openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

const isHere = hasTool('openssl', 'who reads the log over the protocol of EventStoreDB');
let server: TestServer;
let dir: string;
let cert: string;
let admin: Record<string, string>;
const clients: EventStoreDBClient[] = [];

beforeAll(async () => {
  if (!isHere) return;
  dir = mkdtempSync(join(tmpdir(), 'drawdown-endpoint-'));
  const pair = certificate(dir, 'server', 30);
  cert = pair.cert;
  server = await startTestServer(Date.now, {
    AUTH: 'tokens',
    EVENTSTOREDB_PORT: '0',
    EVENTSTOREDB_APPEND: 'true',
    TLS_CERT_FILE: cert,
    TLS_KEY_FILE: pair.key,
  });
  admin = { authorization: `Bearer ${readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim()}` };
  await openMinusma({ ...server, command: (name, body) => post(`/v1/missions/minusma/commands/${name}`, body) });
});
afterAll(async () => {
  if (!isHere) return;
  // A client waits for ever for calls that were refused, so that nobody waits for it.
  for (const client of clients) void client.dispose();
  await server.close();
  rmSync(dir, { recursive: true });
});

/** Without openssl there is no certificate, and official clients bring no password where nothing is encrypted. */
const itWithTls = isHere ? it : (_name: string, _test: () => Promise<void>): void => undefined;

/** Asks the server, whose certificate nobody else has signed. */
function askSecurely(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Pick<Reply, 'status' | 'body'>> {
  return new Promise((resolve, reject) => {
    const options = { method, ca: readFileSync(cert), headers: { 'content-type': 'application/json', ...headers } };
    request(`${server.url}${path}`, options, (reply) => {
      text(reply).then(
        (said) =>
          resolve({ status: reply.statusCode ?? 0, body: (said === '' ? {} : JSON.parse(said)) as Reply['body'] }),
        reject,
      );
    })
      .on('error', reject)
      .end(body && JSON.stringify(body));
  });
}

const post = (path: string, body: object): Promise<Reply> => askSecurely('POST', path, admin, body) as Promise<Reply>;

async function issued(role: Grant['role'], mission = '*'): Promise<{ id: string; token: string }> {
  const reply = await post('/v1/tokens', { subject: `${role}-1`, grants: [{ role, mission }] });
  expect(reply.status).toBe(201);
  return { id: String(reply.body.id), token: String(reply.body.token) };
}

/** An official client that has a token as the password of any user name. */
function clientWith(token?: string): EventStoreDBClient {
  const who = token === undefined ? '' : `anybody:${token}@`;
  const client = EventStoreDBClient.connectionString(
    `esdb://${who}127.0.0.1:${server.endpointPort}?tls=true&tlsCAFile=${cert}`,
  );
  clients.push(client);
  return client;
}

/** How an answer went: what was refused by its code. */
const ended = (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'done',
    (error: unknown) => (error as { type?: string; code?: unknown }).type ?? (error as { code?: unknown }).code,
  );

const first = async (client: EventStoreDBClient): Promise<unknown> => {
  for await (const { event } of client.readStream('mission-minusma', { fromRevision: START, maxCount: 1 }))
    return event?.type;
  return undefined;
};

const append = (client: EventStoreDBClient): Promise<unknown> =>
  client.appendToStream('notes', jsonEvent({ type: 'Noted', data: { n: 1 } }));

itWithTls('is read by auditors and servers of every mission, and appended to by servers alone', async () => {
  for (const [role, mission, read, write] of [
    ['auditor', '*', 'done', 'access-denied'],
    ['server', '*', 'done', 'done'],
    ['auditor', 'minusma', 'access-denied', 'access-denied'],
    ['planner', '*', 'access-denied', 'access-denied'],
    ['viewer', '*', 'access-denied', 'access-denied'],
  ] as const) {
    const client = clientWith((await issued(role, mission)).token);
    expect([role, mission, await ended(first(client)), await ended(append(client))]).toEqual([
      role,
      mission,
      read,
      write,
    ]);
  }
});

itWithTls('lets nobody in who brings nothing or a wrong token', async () => {
  const { token } = await issued('auditor');
  for (const wrong of [undefined, 'changeit', token.slice(0, -1), `${token}x`]) {
    const client = clientWith(wrong);
    expect([wrong, await ended(first(client)), await ended(append(client))]).toEqual([
      wrong,
      'access-denied',
      'access-denied',
    ]);
  }
});

itWithTls('takes the same over HTTP, as a bearer and as a password', async () => {
  const { token } = await issued('auditor');
  const basic = `Basic ${Buffer.from(`anybody:${token}`).toString('base64')}`;
  for (const authorization of [basic, `Bearer ${token}`])
    expect((await askSecurely('GET', '/v1/missions', { authorization })).status).toBe(200);
});

itWithTls('ends what somebody follows when their token is revoked', async () => {
  const { id, token } = await issued('auditor');
  const following = clientWith(token).subscribeToStream('mission-minusma', { fromRevision: START });
  const types: unknown[] = [];
  const over = (async () => {
    for await (const { event } of following) {
      types.push(event?.type);
      if (types.length === 1) await askSecurely('DELETE', `/v1/tokens/${id}`, admin);
    }
  })();
  // It comes to its end only because it is ended.
  expect(await ended(over)).toBe('access-denied');
  expect(types[0]).toBe('MissionOpened');
});

itWithTls(
  'has a line of the access log for each auditor who reads, and for each refusal, and none for a server',
  async () => {
    const [auditor, robot, viewer] = [await issued('auditor'), await issued('server'), await issued('viewer')];
    await first(clientWith(auditor.token));
    await first(clientWith(robot.token));
    await ended(first(clientWith(viewer.token)));
    await ended(first(clientWith(undefined)));
    const reader = { authorization: `Bearer ${auditor.token}` };
    const { items } = (await askSecurely('GET', '/v1/access-log?limit=500', reader)).body;
    const calls = items.filter(({ method }) => method === 'gRPC');
    expect(calls.filter(({ subject }) => subject === 'server-1')).toEqual([]);
    expect(calls).toContainEqual(
      expect.objectContaining({
        subject: 'auditor-1',
        mission: 'minusma',
        route: '/event_store.client.streams.Streams/Read',
        query: 'stream=mission-minusma&count=1',
        what: 'exported',
        status: 200,
      }),
    );
    expect(calls).toContainEqual(expect.objectContaining({ subject: 'viewer-1', what: 'refused', status: 403 }));
    expect(calls.some(({ subject, status }) => subject === undefined && status === 401)).toBe(true);
  },
);

itWithTls(
  'sends auditors on another machine who was let in and who read what, encrypted, as it is written',
  async () => {
    const { id, token } = await issued('auditor');
    const client = clientWith(token);
    const wanted = new Set(['letting in', 'reading']);
    for await (const { event } of client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['access'] }) })) {
      const { streamId = '', data } = event ?? {};
      const stored = JSON.stringify(data);
      if (streamId === 'access' && stored.includes(id)) wanted.delete('letting in');
      if (streamId.startsWith('access-log-') && stored.includes('stream=%24all')) wanted.delete('reading');
      if (wanted.size === 0) break;
    }
    expect([...wanted]).toEqual([]);
  },
);
