import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { makeProgram } from '../../apps/cli/src/program.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => (server = await startTestServer(Date.now, { AUTH: 'tokens' })));
afterAll(() => server.close());

/** What the command line writes, on the machine of the server unless the environment says otherwise. */
async function drawdown(args: string[], env: Record<string, string> = { DATA_DIR: server.dataDir }): Promise<string> {
  let out = '';
  const written = mock.method(process.stdout, 'write', (text: string | Uint8Array, ...more: unknown[]) => {
    out += String(text);
    for (const done of more) if (typeof done === 'function') done();
    return true;
  });
  try {
    await makeProgram({ dir: '.', version: '' }, env).parseAsync(['node', 'drawdown', '--url', server.url, ...args]);
  } finally {
    written.mock.restore();
  }
  return out.trim();
}

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
