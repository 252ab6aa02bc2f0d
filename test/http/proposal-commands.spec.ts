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

it('shows scenarios side by side, as a link that opens the same, and has one of them recorded or proposed', async () => {
  const file = join(server.dataDir, 'plans.json');
  const order = { command: 'move-deadline', to: '2024-02-29', authority: 'council', reason: 'no flights' };
  const note = { command: 'add-note', text: 'Agreed by telephone.', occurredAt: '2023-07-02' };
  const scenarios = [
    { name: 'later', commands: [order] },
    { name: 'told', commands: [note, { ...note, base: 'bur' }] },
  ];
  writeFileSync(file, JSON.stringify({ scenarios }));
  const table = await drawdown('asha', 'scenario', 'minusma', file);
  expect(table).toMatch(/^SCENARIO: decided on revision \d+\. Nothing of it is recorded\.\n\n +now +later +told\n/);
  expect(table).toMatch(/\ndeadline +2024-01-31 +2024-02-29 \* +2024-01-31\n/);
  expect(table).toContain('\nlater: Deadline 29 days later: ');
  expect(table).toContain('(needs a second person)');
  expect(table).toContain('\n  ! add-note: There is no base "bur" in this mission.');
  const link = await drawdown('asha', 'scenario', 'minusma', file, '--link');
  expect(await drawdown('asha', 'scenario', 'minusma', link)).toBe(table);
  const orders = join(server.dataDir, 'told.ndjson');
  writeFileSync(orders, `${JSON.stringify(note)}\n`);
  const { scenarios: tried, revision } = JSON.parse(
    await drawdown('asha', 'scenario', 'minusma', orders, '--json'),
  ) as {
    scenarios: { name: string }[];
    revision: number;
  };
  expect(tried).toMatchObject([{ name: 'told', mark: 'SCENARIO', recorded: 1 }]);
  expect(await drawdown('asha', 'scenario', 'minusma', orders, '--apply')).toBe(String(revision + 1));
  await expect(drawdown('asha', 'scenario', 'minusma', link, '--apply', 'later')).rejects.toThrow('It still holds.');
  await expect(drawdown('asha', 'scenario', 'minusma', file, '--apply')).rejects.toThrow('later, told');
  const proposing = ['--apply', 'later', '--reason', 'the council asks'];
  expect(await drawdown('asha', 'scenario', 'minusma', file, ...proposing)).toBe(String(revision + 2));
  expect(await drawdown('binta', 'proposals', 'minusma')).toContain(`${revision + 2}  move-deadline  by asha`);
});
