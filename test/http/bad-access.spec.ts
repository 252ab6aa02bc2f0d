import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { rowsOf } from '../support/bad-input.js';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let now = Date.now();
let server: TestServer;
let admin: string;
const people = (): string => join(server.dataDir, 'people.json');

beforeAll(async () => {
  server = await startTestServer(() => now, { AUTH: 'tokens' });
  admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  await openMinusma({
    ...server,
    command: (name, body) => send('POST', `/v1/missions/minusma/commands/${name}`, body),
  });
});
afterAll(() => server.close());

const send = (method: string, path: string, body?: object): Promise<Reply> =>
  ask(server.url, path, {
    method,
    headers: { authorization: `Bearer ${admin}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

interface Answer {
  status: number;
  text: string;
}

const note = JSON.stringify({ text: 'rain', occurredAt: '2023-08-13' });

/** What is answered to an order with these lines in its head, byte by byte as they are here. */
const ordered = (lines: readonly string[]): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(server.url);
    const head = [
      'POST /v1/missions/minusma/commands/add-note HTTP/1.1',
      'Host: localhost',
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${note.length}`,
      ...lines,
    ];
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(`${head.join('\r\n')}\r\n\r\n${note}`, 'latin1'));
    socket.on('data', (data) => (text += String(data)));
    socket.on('error', reject);
    socket.on('close', () => resolve({ status: Number(text.slice(9, 12)), text }));
  });

const bearer = (token: string): string => `Authorization: Bearer ${token}`;
const linked = async (): Promise<string> => {
  const wanted = { subject: 'demo', grants: [{ role: 'viewer', mission: '*' }] };
  return String((await send('POST', '/v1/sign-in-links', wanted)).body.path).split('#')[1] ?? '';
};
const signIn = (body: object | string): Promise<Reply> =>
  server.post('/v1/sign-in', typeof body === 'string' ? body : JSON.stringify(body));
const ofServer = async (): Promise<string> =>
  String((await send('GET', '/v1/tokens')).body.items.find(({ by }) => by === 'server')?.id);

/** What is sent, by what the page calls it; it may bring about first what it is about. */
const cases: Record<string, { before?: () => unknown; sends: () => Promise<Answer>; after?: () => unknown }> = {
  'an `Authorization` without a scheme': { sends: () => ordered([`Authorization: ${admin}`]) },
  'an `Authorization` of another scheme': { sends: () => ordered([`Authorization: Digest ${admin}`]) },
  'a bearer of nothing': { sends: () => ordered(['Authorization: Bearer']) },
  'two tokens after one another': { sends: () => ordered([bearer(`${admin} ${admin}`)]) },
  'a token that is cut short': { sends: () => ordered([bearer(admin.slice(0, 30))]) },
  'a token with a wrong letter': {
    sends: () => ordered([bearer(admin.slice(0, -1) + (admin.endsWith('0') ? '1' : '0'))]),
  },
  'a token of 30,000 letters': { sends: () => ordered([bearer(`dwd_${'x'.repeat(30_000)}`)]) },
  'a password that is no base64': { sends: () => ordered(['Authorization: Basic ???']) },
  'an `Authorization` of 40,000 letters': { sends: () => ordered([bearer('x'.repeat(40_000))]) },
  'two of `Authorization`': { sends: () => ordered([bearer(admin), bearer(admin)]) },
  'an `Authorization` with a byte 0': { sends: () => ordered([bearer(`${admin}\0`)]) },
  'a token of a provider, where there is none': { sends: () => ordered([bearer('eyJhbGciOiJub25lIn0.e30.')]) },
  'a cookie of no session': { sends: () => ordered(['Cookie: drawdown=x']) },
  'a cookie of 30,000 letters': { sends: () => ordered([`Cookie: drawdown=${'x'.repeat(30_000)}`]) },
  'a cookie of bytes that are no text': { sends: () => ordered(['Cookie: drawdown=\xff\xfe; ;;=;']) },
  'a token in the place of a session': { sends: () => ordered([`Cookie: drawdown=${admin}`]) },
  'two cookies of a session': { sends: () => ordered(['Cookie: drawdown=a; drawdown=b']) },
  'two of `Cookie`, each with a session': { sends: () => ordered(['Cookie: drawdown=a', 'Cookie: drawdown=b']) },
  'cookies of 40,000 letters': { sends: () => ordered([`Cookie: drawdown=${'x'.repeat(40_000)}`]) },
  'a sign-in link that was used': {
    sends: async () => {
      const link = await linked();
      const { headers } = await signIn({ link });
      const cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      await ask(server.url, '/v1/sign-out', { method: 'POST', headers: { cookie } });
      return signIn({ link });
    },
  },
  'a sign-in link of ten minutes ago': {
    sends: async () => {
      const link = await linked();
      now += 600_000;
      return signIn({ link });
    },
  },
  'a sign-in link that nobody made': { sends: () => signIn({ link: 'x'.repeat(43) }) },
  'a sign-in by two things at once': { sends: () => signIn({ token: admin, link: 'x' }) },
  'a sign-in by what is cut short': { sends: () => signIn('{"token": "dwd_') },
  'a sign-in by a provider, where there is none': { sends: () => server.get('/sign-in/callback?code=a&state=b') },
  'the last token of an administrator, revoked': {
    sends: async () => send('DELETE', `/v1/tokens/${await ofServer()}`),
  },
  'the last administrator, blocked': {
    sends: () => send('POST', '/v1/grants', { subject: 'admin', role: 'blocked' }),
  },
  'a grant of a role that there is not': {
    sends: () => send('POST', '/v1/grants', { subject: 'k', role: 'king', mission: '*' }),
  },
  'a grant that is over': {
    sends: () =>
      send('POST', '/v1/grants', { subject: 'k', role: 'viewer', mission: '*', until: '2020-01-01T00:00:00Z' }),
  },
  'a grant that nobody gave, revoked': { sends: () => send('DELETE', '/v1/grants/0123456789') },
  'a name, where the directory of names is no JSON': {
    before: () => writeFileSync(people(), '{"k": {"name": "Ko'),
    sends: () => send('PUT', '/v1/people/k', { name: 'Koffi' }),
    after: () => rmSync(people()),
  },
  'a name, where the directory of names is a folder': {
    before: () => mkdirSync(people()),
    sends: () => send('GET', '/v1/people/k'),
    after: () => rmSync(people(), { recursive: true }),
  },
};

/** All that a request could have changed. */
const everything = async (): Promise<unknown> => {
  const { items: tokens } = (await send('GET', '/v1/tokens')).body;
  const { items: sessions } = (await send('GET', '/v1/sessions')).body;
  const [grants, entries] = await Promise.all(
    ['/v1/grants', '/v1/missions/minusma/entries'].map(async (path) => (await send('GET', path)).text),
  );
  return { tokens: tokens.map(({ id, isRevoked }) => [id, isRevoked]), sessions: sessions.length, grants, entries };
};

describe('whoever comes with something wrong is told so, and nothing is changed', () => {
  const rows = rowsOf('Signing in');

  it('and every row of the page has a case', () => expect([...rows.keys()]).toEqual(Object.keys(cases)));

  it.each(Object.entries(cases))('%s', async (input, { before, sends, after }) => {
    const { status = 0, code = '', sentence = '' } = rows.get(input) ?? {};
    before?.();
    const former = await everything();
    const answer = await sends();
    expect([answer.status, answer.text.includes(`/problems/${code}`)]).toEqual([status, true]);
    expect(answer.text.replaceAll('\\"', '"')).toContain(sentence);
    expect(answer.text).not.toMatch(/ at .*\.(js|ts):\d/);
    expect(await everything()).toEqual(former);
    after?.();
  });
});
