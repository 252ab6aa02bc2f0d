import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { makeProgram } from '../../apps/cli/src/program.js';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let server: TestServer;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  server = await startTestServer(Date.now, { AUTH: 'tokens' });
  tokens.admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  await openMinusma({ ...server, command: (name, body) => send(`/v1/missions/minusma/commands/${name}`, body) });
  for (const subject of ['asha', 'binta']) {
    const { body } = await send('/v1/tokens', { subject, grants: [{ role: 'planner', mission: 'minusma' }] });
    tokens[subject] = String(body.token);
  }
});
afterAll(() => server.close());

const send = (path: string, body: object): Promise<Reply> =>
  ask(server.url, path, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.admin}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** What the command line writes for somebody. */
async function drawdown(as: string, ...args: string[]): Promise<string> {
  let out = '';
  const written = mock.method(process.stdout, 'write', (text: string | Uint8Array, ...more: unknown[]) => {
    out += String(text);
    for (const done of more) if (typeof done === 'function') done();
    return true;
  });
  const env = { DRAWDOWN_TOKEN: tokens[as] ?? '' };
  try {
    await makeProgram({ dir: '.', version: '' }, env).parseAsync(['node', 'drawdown', '--url', server.url, ...args]);
  } finally {
    written.mock.restore();
  }
  return out.trim();
}

it('proposes the orders of a file, shows what they would change, and approves or rejects them', async () => {
  await send('/v1/missions/minusma/commands/set-four-eyes', { orders: ['move-deadline'], reason: 'r' });
  const file = join(server.dataDir, 'orders.ndjson');
  const order = { command: 'move-deadline', to: '2024-01-31', authority: 'council', reason: 'no flights' };
  writeFileSync(file, `${JSON.stringify(order)}\n`);
  const proposal = await drawdown('asha', 'propose', 'minusma', file, '--reason', 'the council asks');
  expect(await drawdown('binta', 'proposals', 'minusma')).toMatch(
    new RegExp(`^Orders that need two: move-deadline\n${proposal}  move-deadline  by asha  until .*the council asks$`),
  );
  expect(await drawdown('binta', 'approve', 'minusma', proposal, '--dry-run')).toContain(
    'summary /deadline/date: "2023-12-31" -> "2024-01-31"',
  );
  await expect(drawdown('asha', 'approve', 'minusma', proposal)).rejects.toThrow('their own proposal');
  expect(await drawdown('binta', 'approve', 'minusma', proposal)).toBe(String(Number(proposal) + 2));
  expect(await drawdown('asha', 'proposals', 'minusma')).not.toContain('by asha');
  expect(await drawdown('asha', 'proposals', 'minusma', '--all')).toContain('approved');
});
