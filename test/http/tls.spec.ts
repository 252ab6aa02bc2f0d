import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { readConfig } from '../../apps/server/src/config.js';
import { hasTool } from '../faults/support.js';
import { until } from '../support/beside.js';
import { certificate } from '../support/certificate.js';
import { ask, startTestServer } from '../support/server.js';

/** The certificate that a server shows, by its fingerprint. */
const shownAt = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    }).on('error', reject);
  });

it('speaks TLS by two files, and takes a new certificate without a restart, but no broken one', async () => {
  if (!hasTool('openssl', 'a server with TLS')) return;
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-tls-'));
  const [first, second] = [certificate(dir, 'first', 30), certificate(dir, 'second', 30)];
  const [TLS_CERT_FILE, TLS_KEY_FILE] = [join(dir, 'now.pem'), join(dir, 'now.key')];
  const put = ({ cert, key }: typeof first): void => {
    copyFileSync(key, TLS_KEY_FILE);
    copyFileSync(cert, TLS_CERT_FILE);
  };
  put(first);
  const server = await startTestServer(Date.now, { TLS_CERT_FILE, TLS_KEY_FILE });
  expect(server.url).toMatch(/^https:/);
  const before = await shownAt(server.url);
  writeFileSync(TLS_CERT_FILE, 'no certificate');
  put(second);
  const after = await until(
    () => shownAt(server.url),
    (shown) => shown !== before,
  );
  expect(after).not.toBe(before);
  // What speaks no TLS is not answered.
  await expect(ask(server.url.replace('https', 'http'), '/healthz')).rejects.toThrow();
  await server.close();
  expect(() => readConfig({ TLS_CERT_FILE, TLS_KEY_FILE: '' })).toThrow('go together');
  await expect(startTestServer(Date.now, { TLS_CERT_FILE: TLS_KEY_FILE, TLS_KEY_FILE })).rejects.toThrow('must name');
  expect(readFileSync(TLS_KEY_FILE, 'utf8')).toContain('PRIVATE KEY');
  rmSync(dir, { recursive: true });
});

it('listens where others reach it only with tokens, encryption and a name', () => {
  const set = { HOST: '0.0.0.0', PUBLIC_URL: 'https://drawdown.example' };
  expect(() => readConfig(set)).toThrow('unencrypted');
  expect(() => readConfig({ ...set, TRUST_PROXY: '10.0.0.7', PUBLIC_URL: undefined })).toThrow('PUBLIC_URL');
  expect(() => readConfig({ ...set, TRUST_PROXY: '10.0.0.7', AUTH: 'none' })).toThrow('loopback');
  expect(readConfig({ ...set, TRUST_PROXY: '10.0.0.7, fd00::/8' }).trustProxy).toEqual(['10.0.0.7', 'fd00::/8']);
  for (const wrong of ['everybody', '10.0.0.0/33', '10.0.0.0/8/8', 'true'])
    expect(() => readConfig({ ...set, TRUST_PROXY: wrong })).toThrow('TRUST_PROXY');
});
