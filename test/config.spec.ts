import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../apps/server/src/config.js';

describe('EVENT_STORE', () => {
  it.each(['esdb', 'kurrentdb', 'kurrent', 'kdb'])('takes %s:// and %s+discover://', (name) => {
    expect(readConfig({ EVENT_STORE: `${name}://a:2113?tls=false` }).cluster).toBe('esdb://a:2113?tls=false');
    expect(readConfig({ EVENT_STORE: `${name}+discover://a:2113` }).cluster).toBe('esdb+discover://a:2113');
  });

  it.each(['postgres://a', 'kurrent+find://a', 'esdb://', 'KDB:a'])('refuses %s, and says no part of it', (text) => {
    const read = (): unknown => readConfig({ EVENT_STORE: text });
    expect(read).toThrow('each also with +discover');
    expect(read).not.toThrow(`"${text}"`);
  });

  it('stands in a file, so that its password is in no environment', () => {
    const dir = mkdtempSync(join(tmpdir(), 'drawdown-setting-'));
    const EVENT_STORE_FILE = join(dir, 'cluster');
    const read = (env = {}): unknown => readConfig({ EVENT_STORE_FILE, ...env }).cluster;
    expect(read).toThrow('cannot be read');
    writeFileSync(EVENT_STORE_FILE, 'esdb://me:secret@a:2113\n');
    expect(read()).toBe('esdb://me:secret@a:2113');
    expect(() => read({ EVENT_STORE: 'embedded:' })).toThrow('leave one of them out');
    writeFileSync(EVENT_STORE_FILE, 'me:secret');
    expect(read).toThrow(/^(?!.*me:secret)What EVENT_STORE_FILE names must be/);
    rmSync(dir, { recursive: true });
  });
});

describe('AUTH', () => {
  it('is of tokens where nothing is said, and none on a loopback address alone', () => {
    expect(readConfig({}).auth).toBe('tokens');
    for (const HOST of ['127.0.0.1', '::1', 'localhost']) expect(readConfig({ AUTH: 'none', HOST }).auth).toBe('none');
    for (const HOST of ['0.0.0.0', '::', '192.168.1.1', 'drawdown.example'])
      expect(() => readConfig({ AUTH: 'none', HOST })).toThrow('HOST must be a loopback address');
    expect(() => readConfig({ AUTH: 'nobody' })).toThrow('AUTH must be');
  });
});

describe('AUTH=oidc', () => {
  const env = { AUTH: 'oidc', OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'd', OIDC_AUDIENCE: 'a' };

  it('is set up by an issuer, a client and an audience', () => {
    const { auth, oidc, accessLog } = readConfig(env);
    expect({ auth, oidc, accessLog }).toEqual({
      auth: 'oidc',
      oidc: { issuer: 'https://login.example', clientId: 'd', audience: 'a', rolesClaim: 'roles', scopes: 'openid' },
      accessLog: true,
    });
  });

  it.each([
    ['OIDC_ISSUER', '', 'set OIDC_ISSUER'],
    ['OIDC_ISSUER', 'http://login.example', 'with https://'],
    ['OIDC_CLIENT_ID', '', 'set OIDC_CLIENT_ID'],
    ['OIDC_AUDIENCE', ' ', 'set OIDC_AUDIENCE'],
    ['OIDC_CLIENT_SECRET_FILE', 'nowhere/secret', 'cannot be read'],
    ['OIDC_SCOPES', 'groups', 'must hold "openid"'],
  ])('refuses %s "%s"', (name, value, said) => {
    expect(() => readConfig({ ...env, [name]: value })).toThrow(said);
  });
});
