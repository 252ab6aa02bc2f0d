import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { rowsOf } from '../support/bad-input.js';
import {
  audience,
  clientSecret,
  drawKey,
  startProvider,
  type IdentityProvider,
  type ProviderKey,
} from '../support/identity-provider.js';
import { ask, startTestServer, type Reply, type TestServer } from '../support/server.js';

let ahead = 0;
const now = (): number => Date.now() + ahead;
const seconds = (): number => Math.floor(now() / 1000);
let dir: string;
let provider: IdentityProvider;
let server: TestServer;
let stranger: ProviderKey;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-jwt-'));
  writeFileSync(join(dir, 'secret'), clientSecret);
  stranger = await drawKey('first');
  provider = await startProvider(now, join(dir, 'secret'));
  server = await startTestServer(now, provider.env);
  await provider.serve(server.url);
});
afterAll(async () => {
  await server.close();
  await provider.close();
  rmSync(dir, { recursive: true });
});

const asked = (token: string, path = '/v1/session'): Promise<Reply> =>
  ask(server.url, path, { headers: { authorization: `Bearer ${token}` } });

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = (): object => ({
  iss: provider.issuer,
  aud: audience,
  sub: 'robot',
  roles: ['admin'],
  iat: seconds(),
  exp: seconds() + 600,
});
const hour = 3600;

/** Tokens that are to be refused, by what is wrong with them. */
const attacks: Record<string, () => Promise<string> | string> = {
  'no signature': () => new UnsecuredJWT({ ...claims() }).encode(),
  '`alg` `none` over the rest of a good one': async () => withHead({ alg: 'none', typ: 'at+jwt' }),
  'the public key taken for a shared secret': async () =>
    new SignJWT({ ...claims() })
      .setProtectedHeader({ alg: 'HS256', kid: 'first', typ: 'at+jwt' })
      .sign(new TextEncoder().encode(await exportSPKI(provider.key.publicKey))),
  'an extension that nobody here understands': () =>
    withHead({ alg: 'RS256', kid: 'first', typ: 'at+jwt', crit: ['x'], x: 1 }),
  'another audience': () => provider.sign({ aud: 'https://other.example' }),
  'no audience': () => provider.sign({ aud: undefined }),
  'another issuer': () => provider.sign({ iss: 'https://evil.example' }),
  'nobody whom it is of': () => provider.sign({ sub: undefined }),
  'the type of an ID token': () => provider.sign({}, { typ: 'JWT' }),
  'no end': () => provider.sign({ exp: undefined }),
  'its time over': () => provider.sign({ exp: seconds() - hour }),
  'its time to come': () => provider.sign({ nbf: seconds() + hour }),
  'an issue in the future': () => provider.sign({ iat: seconds() + hour, exp: seconds() + 2 * hour }),
  'a key that the provider does not have': () => provider.sign({}, { kid: 'second' }),
  'the name of a key, signed by another': () => provider.sign({}, {}, stranger),
  'a key of its own in its head': () => provider.sign({}, { jwk: stranger.publicJwk }, stranger),
  'its signature cut short': async () => (await provider.sign()).slice(0, -8),
  'an altered body': async () => {
    const [head, body = '', signature] = (await provider.sign()).split('.');
    return `${head}.${base64({ ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), sub: 'admin' })}.${signature}`;
  },
  '30,000 characters': () => provider.sign({ text: 'x'.repeat(22_000) }),
  'no body': async () => (await provider.sign()).replace(/\..*\./, '..'),
  'a body that is a list': () => `${base64({ alg: 'RS256', kid: 'first', typ: 'at+jwt' })}.${base64([])}.AAAA`,
  'a head that is no JSON': () => 'e30x.e30.AAAA',
};

/** A good token under another head. */
async function withHead(head: object): Promise<string> {
  return `${base64(head)}.${(await provider.sign()).split('.').slice(1).join('.')}`;
}

it('lets in by a good token', async () => {
  const { status, body } = await asked(await provider.sign({ roles: ['viewer'] }));
  expect([status, body.subject]).toEqual([200, 'robot']);
});

describe('a token is refused with', () => {
  const rows = rowsOf('Tokens of an identity provider');

  it('what each row of the page says', () => expect([...rows.keys()]).toEqual(Object.keys(attacks)));

  it.each(Object.entries(attacks))('%s', async (wrong, make) => {
    const { status = 0, code = '', sentence = '' } = rows.get(wrong) ?? {};
    const reply = await asked(await make());
    expect([reply.status, reply.body.type]).toEqual([status, `/problems/${code}`]);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.body.detail).toContain(sentence);
    expect(reply.text).not.toMatch(/ at .*\.(js|ts)/);
  });
});

describe('a clock that is off', () => {
  it('by less than a minute changes nothing', async () => {
    expect((await asked(await provider.sign({ exp: seconds() - 50 }))).status).toBe(200);
    expect((await asked(await provider.sign({ iat: seconds() + 50, nbf: seconds() + 50 }))).status).toBe(200);
  });

  it.each([hour, -hour])('by %d seconds is told with both times', async (off) => {
    const issued = seconds();
    const token = await provider.sign({ exp: issued + 60 });
    ahead = off * 1000;
    const { status, body } = await asked(token);
    ahead = 0;
    const told = [...body.detail.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)].map(([time]) => Date.parse(time));
    const [inToken = 0, onClock = 0] = told;
    expect([status, told.length]).toEqual([401, 2]);
    expect(inToken / 1000).toBe(off > 0 ? issued + 60 : issued);
    expect(Math.abs(onClock / 1000 - issued - off)).toBeLessThan(60);
  });
});

describe('the keys of the provider', () => {
  it('are asked for when nobody knows one, at most every half minute', async () => {
    const next = await drawKey('next');
    ahead += 31_000;
    provider.shown = [provider.key.publicJwk, next.publicJwk];
    expect((await asked(await provider.sign({}, {}, next))).status).toBe(200);
    const before = provider.asked;
    for (let n = 0; n < 5; n++) expect((await asked(await provider.sign({}, { kid: `k${n}` }))).status).toBe(401);
    expect(provider.asked).toBe(before);
    ahead += 31_000;
    provider.shown = [next.publicJwk];
    expect((await asked(await provider.sign({}, { kid: 'k' }))).status).toBe(401);
    // What the provider has taken back lets nobody in.
    expect((await asked(await provider.sign())).body.detail).toContain('no key of');
    provider.shown = [provider.key.publicJwk];
    ahead += 31_000;
    expect((await asked(await provider.sign())).status).toBe(200);
  });

  it('are good for ten minutes, and longer where the provider fails or hangs; strangers to them wait for it', async () => {
    for (const habit of ['fails', 'hangs'] as const) {
      provider.habit = habit;
      const before = provider.asked;
      ahead += 601_000;
      const good = await provider.sign();
      expect((await asked(good)).status).toBe(200);
      expect(provider.asked).toBe(before + 1);
      const other = await asked(await provider.sign({}, { kid: 'new' }));
      expect([other.status, other.body.type, other.headers.get('retry-after')]).toEqual([
        503,
        '/problems/provider-unreachable',
        '30',
      ]);
      expect(provider.asked).toBe(before + 1);
    }
  });

  it('lock nobody out who brings a token of this server while no key was ever known', async () => {
    await server.restart();
    expect((await asked(await provider.sign())).status).toBe(503);
    expect((await asked(readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim())).status).toBe(200);
    const page = await ask(server.url, '/readyz', { headers: { authorization: `Bearer ${await provider.sign()}` } });
    expect([page.status, page.body]).toEqual([200, { status: 'ready' }]);
  });
});
