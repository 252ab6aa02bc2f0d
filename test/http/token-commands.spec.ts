import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpoint } from '#libs/transparency';
import { failureOf } from '../../apps/cli/src/server.js';
import { runHere } from '../support/command-line.js';
import { openingOf } from '../support/opening.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => (server = await startTestServer(Date.now, { AUTH: 'tokens' })));
afterAll(() => server.close());

/** What the command line writes, on the machine of the server unless the environment says otherwise. */
const drawdown = (args: string[], env: Record<string, string> = { DATA_DIR: server.dataDir }): Promise<string> =>
  runHere(server.url, args, env);

it('gives, lists and revokes tokens, and is itself let in by one', async () => {
  const create = ['token', 'create', '--for', 'k', '--role', 'admin', '--label', 'spare'];
  const token = await drawdown(create);
  expect(token).toMatch(/^dwd_/);
  const id = token.slice(4, 14);
  expect(await drawdown(['token', 'list'], { DRAWDOWN_TOKEN: token })).toMatch(
    new RegExp(`^${id}  k  admin \\*  .*spare$`, 'm'),
  );
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-token-'));
  writeFileSync(join(dir, 'mine.token'), `${token}\n`);
  expect(await drawdown(['--token-file', join(dir, 'mine.token'), 'token', 'list'], {})).toContain(id);
  await drawdown(['token', 'revoke', id]);
  await expect(drawdown(['token', 'list'], { DRAWDOWN_TOKEN: token })).rejects.toThrow('was revoked');
  await expect(drawdown(['--token-file', join(dir, 'none'), 'token', 'list'])).rejects.toThrow('cannot be read');
  rmSync(dir, { recursive: true });
});

it('gives, lists and takes back grants of subjects', async () => {
  const id = await drawdown(['grant', 'create', '--for', 'k', '--role', 'planner', '--mission', 'mali']);
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const block = await drawdown(['grant', 'block', '--for', 'r-1', '--until', until]);
  await drawdown(['grant', 'revoke', id]);
  expect((await drawdown(['grant', 'list'])).split('\n')).toEqual([
    `${id}  k  planner mali  revoked  by admin`,
    `${block}  r-1  blocked *  until ${until}  by admin`,
  ]);
});

it('writes links to the address under which people know the server, by which nobody reaches it from itself', async () => {
  const known = await startTestServer(Date.now, {
    AUTH: 'tokens',
    PUBLIC_URL: 'https://drawdown.example',
    TRUST_PROXY: '127.0.0.1',
  });
  const link = ['token', 'link', '--for', 'k', '--role', 'viewer'];
  expect(await runHere(known.url, link, { DATA_DIR: known.dataDir })).toMatch(
    /^https:\/\/drawdown\.example\/sign-in#.{43}$/,
  );
  expect(await drawdown(link)).toMatch(new RegExp(`^${server.url}/sign-in#.{43}$`));
  await known.close();
});

it('says of a setting that cannot be used what to write instead, as wrong usage', async () => {
  const removing = ['remove-access-log', '2026-08', '--data-dir', server.dataDir];
  const failure = await drawdown(removing, { EVENT_STORE: 'postgres://a' }).catch(failureOf);
  expect(failure).toMatchObject({ exitCode: 2, message: expect.stringContaining('EVENT_STORE must be') as string });
});

it('lists the browsers that are signed in, and ends one of them', async () => {
  const link = await drawdown(['token', 'link', '--for', 'k-2', '--role', 'viewer', '--mission', 'mali']);
  const signedIn = await server.post('/v1/sign-in', JSON.stringify({ link: link.split('#')[1] }));
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const listed = await drawdown(['session', 'list']);
  expect(listed).toMatch(/^[0-9a-f]{16}  k-2  viewer mali  since \S+  used \S+  until \S+$/);
  const foreign = { DRAWDOWN_TOKEN: await drawdown(['token', 'create', '--for', 'k-3', '--role', 'viewer']) };
  expect(await drawdown(['session', 'list'], foreign)).toBe('');
  await expect(drawdown(['session', 'end', listed.slice(0, 16)], foreign)).rejects.toThrow();
  expect((await server.get('/v1/session', { cookie })).status).toBe(200);
  await drawdown(['session', 'end', listed.slice(0, 16)]);
  expect((await server.get('/v1/session', { cookie })).status).toBe(401);
});

it('lets an auditor verify a log, and a witness cosign its checkpoint, by a token; nobody without one', async () => {
  const asAdmin = { authorization: `Bearer ${readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim()}` };
  const open = '/v1/missions/mali/commands/open-mission';
  expect((await server.post(open, JSON.stringify(openingOf(100)), asAdmin)).status).toBe(201);
  const tokenOf = async (role: string): Promise<Record<string, string>> => ({
    DRAWDOWN_TOKEN: await drawdown(['token', 'create', '--for', role, '--role', role, '--mission', 'mali']),
  });
  const [auditor, witness, viewer] = [await tokenOf('auditor'), await tokenOf('witness'), await tokenOf('viewer')];
  const log = `${server.url}/log/mali`;
  const key = (await server.get('/log/mali/key', asAdmin)).text.trim();
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-witness-'));
  const cosigning = ['witness', '--dir', dir, '--key', key, log];
  expect(JSON.parse(await drawdown(['verify', log, '--key', key, '--json'], auditor))).toMatchObject({ size: 1 });
  expect(openCheckpoint(`${await drawdown(cosigning, witness)}\n`, key).size).toBe(1);
  for (const [args, who] of [
    [['verify', log, '--key', key], viewer],
    [['verify', log, '--key', key], {}],
    [cosigning, viewer],
    [cosigning, {}],
  ] as const)
    await expect(drawdown([...args], who)).rejects.toThrow();
  rmSync(dir, { recursive: true });
});
