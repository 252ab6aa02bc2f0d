import { status as ended } from '@grpc/grpc-js';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser, type Page } from '../support/browser.js';
import { audience, clientSecret, startProvider, type IdentityProvider } from '../support/identity-provider.js';
import { rawClient, readRaw } from '../support/raw-client.js';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let ahead = 0;
const now = (): number => Date.now() + ahead;
let dir: string;
let provider: IdentityProvider;
let server: TestServer;
let admin: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-oidc-'));
  const secretFile = join(dir, 'secret');
  writeFileSync(secretFile, `${clientSecret}\n`);
  provider = await startProvider(now, secretFile);
  server = await startTestServer(now, { ...provider.env, EVENTSTOREDB_PORT: '0' });
  await provider.serve(server.url);
  admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  for (const mission of ['mali', 'other'])
    await openMinusma({
      ...server,
      mission,
      command: (name, body) => send('POST', `/v1/missions/${mission}/commands/${name}`, body, admin),
    });
});
afterAll(async () => {
  await server.close();
  await provider.close();
  rmSync(dir, { recursive: true });
});

const send = (method: string, path: string, body: object | undefined, token: string): Promise<Reply> =>
  ask(server.url, path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

/** Signs somebody in, up to the page that moves on. */
async function signIn(
  sub: string,
  roles: string[] = [],
  to = '/?mission=mali',
): Promise<{ browser: Browser; page: Page }> {
  provider.account = { sub, roles };
  const browser = new Browser();
  return { browser, page: await browser.follow(`${server.url}/sign-in/oidc?to=${encodeURIComponent(to)}`) };
}

const json = async (browser: Browser, path: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const { status, text } = await browser.go(server.url + path);
  return { status, body: JSON.parse(text) as Record<string, unknown> };
};

describe('a browser that signs in by the identity provider', () => {
  it('gets a session of this server with the roles that the provider says, and no token', async () => {
    const { browser, page } = await signIn('k.diallo', [
      'mali:planner',
      'viewer',
      'staff',
      'Mali:planner',
      'other:king',
    ]);
    expect(page.status).toBe(200);
    expect(page.text).toContain('href="/?mission=mali"');
    expect(page.headers.getSetCookie()[1]).toMatch(/^drawdown=[0-9A-Za-z]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(page.headers.getSetCookie().join()).not.toMatch(/ey[A-Za-z]/);
    expect((await json(browser, '/v1/session')).body).toEqual({
      subject: 'k.diallo',
      grants: [
        { role: 'planner', mission: 'mali' },
        { role: 'viewer', mission: '*' },
      ],
      permissions: { '*': ['read-remains'], mali: expect.arrayContaining(['read-remains', 'order']) },
      isSession: true,
    });
  });

  it('leaves with state, nonce and a challenge, which wait in a lax cookie of ten minutes', async () => {
    const browser = new Browser();
    const page = await browser.go(`${server.url}/sign-in/oidc`);
    const asked = new URL(page.headers.get('location') ?? '').searchParams;
    expect(page.status).toBe(303);
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(page.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^drawdown-sign-in=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ]);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/"><script>'])(
    'goes on to no other place than this server: %s',
    async (to) => {
      const { page } = await signIn('k.diallo', [], to);
      const [, href = ''] = /href="([^"]*)">Go on/.exec(page.text) ?? [];
      expect(new URL(href.replaceAll('&lt;', '<').replaceAll('&quot;', '"'), server.url).origin).toBe(server.url);
      expect(page.text).not.toContain('<script>');
    },
  );

  it('is known by a digest where the provider names people by their e-mail addresses', async () => {
    const { browser } = await signIn('k.diallo@example.org', ['mali:reporter']);
    const { body } = await json(browser, '/v1/session');
    expect(body.subject).toMatch(/^oidc-[0-9a-f]{32}$/);
  });

  it('signs out here, and is told where to sign out of the provider too', async () => {
    const { browser } = await signIn('k.diallo', ['viewer']);
    const out = await browser.go(`${server.url}/v1/sign-out`, { method: 'POST' });
    expect(out.status).toBe(200);
    const { at } = JSON.parse(out.text) as { at: string };
    const asked = new URL(at);
    expect([asked.origin, asked.searchParams.get('post_logout_redirect_uri')]).toEqual([
      provider.issuer,
      `${server.url}/sign-in`,
    ]);
    expect((await json(browser, '/v1/session')).status).toBe(401);
  });

  it('finds the provider on the page where it would paste a token', async () => {
    const page = await new Browser().go(`${server.url}/sign-in`);
    expect(page.text).toContain('href="/sign-in/oidc"');
  });
});

describe('a sign-in by the provider that is not whole', () => {
  /** Somebody whom the provider has just sent back. */
  async function sentBack(): Promise<{ browser: Browser; url: string }> {
    provider.account = { sub: 'k.diallo', roles: [] };
    const browser = new Browser();
    return { browser, url: (await browser.follow(`${server.url}/sign-in/oidc`, '/sign-in/callback')).url };
  }
  const problemAt = async (browser: Browser, url: string): Promise<Page> =>
    browser.go(url, { headers: { accept: 'application/json' } });

  it('is refused when it is used twice', async () => {
    const { browser, url } = await sentBack();
    const cookie = browser.cookiesFor(url);
    expect((await browser.go(url)).status).toBe(200);
    expect(JSON.parse((await problemAt(browser, url)).text)).toMatchObject({ type: '/problems/not-signed-in' });
    // Whoever kept the cookie is refused by the provider.
    const again = await new Browser().go(url, { headers: { accept: 'application/json', cookie } });
    expect(JSON.parse(again.text)).toMatchObject({
      status: 401,
      detail: expect.stringContaining('invalid_grant') as string,
    });
  });

  it('is refused when it comes late, from another browser, or with another state, and no session is begun', async () => {
    const begun = async (): Promise<number> => (await send('GET', '/v1/sessions', undefined, admin)).body.items.length;
    const [late, foreign, forged, denied] = [await sentBack(), await sentBack(), await sentBack(), await sentBack()];
    const before = await begun();
    const other = new URL(forged.url);
    other.searchParams.set('state', 'x'.repeat(43));
    const no = new URL(denied.url);
    no.searchParams.delete('code');
    no.searchParams.set('error', 'access_denied');
    no.searchParams.set('error_description', '<script>alert(1)</script>');
    const answers = [
      await problemAt(new Browser(), foreign.url),
      await problemAt(forged.browser, other.href),
      await problemAt(denied.browser, no.href),
    ];
    ahead = 600_000;
    answers.push(await problemAt(late.browser, late.url));
    ahead = 0;
    for (const { status, text, headers } of answers) {
      expect([status, headers.get('content-type')]).toEqual([401, expect.stringContaining('application/problem+json')]);
      expect(text).not.toMatch(/<script| at .*\.(js|ts)/);
      expect(headers.getSetCookie()[0]).toContain('Max-Age=0');
    }
    expect(await begun()).toBe(before);
  });

  it.each([
    [3_600_000, 'This token was good until'],
    [-3_600_000, 'This token is good from'],
  ])('is told both times where the clock of the server is %d ms off', async (off, said) => {
    ahead = off;
    const { browser, url } = await sentBack();
    const { status: answered, text } = await problemAt(browser, url);
    ahead = 0;
    const { detail } = JSON.parse(text) as { detail: string };
    expect([answered, detail]).toEqual([401, expect.stringContaining(said)]);
    expect(detail.match(/\d{4}-\d\d-\d\dT/g)).toHaveLength(2);
  });

  it('is told to people on a page, and to programs as a problem', async () => {
    const page = await new Browser().go(`${server.url}/sign-in/callback?code=x&state=y`);
    expect([page.status, page.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
    expect(page.text).toContain('role="alert"');
  });
});

describe('a program', () => {
  it('is let in by an access token that the provider issues for this server', async () => {
    const reply = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`drawdown:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
    });
    const { access_token: token } = (await reply.json()) as { access_token: string };
    const { body } = await send('GET', '/v1/session', undefined, token);
    expect(body).toEqual({ subject: 'drawdown', grants: [], isSession: false });
  });

  it('may do what its roles say, beside who brings a token of this server', async () => {
    const token = await provider.sign({ sub: 'robot', roles: ['mali:reporter'] });
    const note = { text: 'rain', occurredAt: '2023-08-13' };
    const reply = await send('POST', '/v1/missions/mali/commands/add-note', note, token);
    expect(reply.body.entries[0]).toMatchObject({ actor: { id: 'robot', role: 'reporter' } });
    for (const mission of ['other', 'never'])
      expect((await send('GET', `/v1/missions/${mission}`, undefined, token)).body.type).toBe(
        '/problems/unknown-mission',
      );
    expect((await send('GET', '/v1/missions/other', undefined, admin)).status).toBe(200);
  });

  it('reads the log over the protocol of EventStoreDB with the role for that', async () => {
    const client = rawClient(server.endpointPort ?? 0);
    const readAs = async (roles: string[]): Promise<unknown> =>
      readRaw(client, 'mission-mali', `Bearer ${await provider.sign({ roles })}`).then(
        ([opening]) => opening?.type,
        (error: { code?: unknown }) => error.code,
      );
    expect([await readAs(['auditor']), await readAs(['mali:auditor'])]).toEqual([
      'MissionOpened',
      ended.PERMISSION_DENIED,
    ]);
    client.close();
  });

  it('loses its streams when its token is over', async () => {
    const exp = Math.floor(now() / 1000) + 300;
    const headers = { authorization: `Bearer ${await provider.sign({ roles: ['viewer'], exp })}` };
    const stream = await fetch(`${server.url}/v1/missions/mali/live`, { headers });
    expect(stream.status).toBe(200);
    ahead = 300_000;
    // The text comes to its end only because the stream does.
    expect(await stream.text()).toContain('event: snapshot');
    ahead = 0;
  });
});
