import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHere } from '../support/command-line.js';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let server: TestServer;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  server = await startTestServer(Date.now, { AUTH: 'tokens' });
  tokens.admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  await openMinusma({ ...server, command: (name, body) => send(`/v1/missions/minusma/commands/${name}`, body) });
  for (const [subject, role] of [
    ['asha', 'planner'],
    ['binta', 'planner'],
    ['vera', 'viewer'],
  ] as const) {
    const { body } = await send('/v1/tokens', { subject, grants: [{ role, mission: 'minusma' }] });
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
const drawdown = (as: string, ...args: string[]): Promise<string> =>
  runHere(server.url, args, { DRAWDOWN_TOKEN: tokens[as] ?? '' });

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

it('shows each base with who is there and when it is to be left, as it was known', async () => {
  const table = (await drawdown('asha', 'bases', 'minusma', '--valid-at', '2023-08-01')).split('\n');
  expect(table.map((row) => row.split(/ {2,}/))).toEqual([
    ['base', 'status', 'people', 'planned', 'left', 'since then'],
    ['Timbuktu', 'held', '-', '-', '-'],
    ['Ber', 'scheduled', '200', 'about 2023-08-15', '-'],
  ]);
  const { items } = JSON.parse(await drawdown('asha', 'bases', 'minusma', '--json')) as { items: { id: string }[] };
  expect(items.map(({ id }) => id)).toEqual(['timbuktu', 'ber']);
});

it('shows each convoy with where it goes, who is on board and how far it came', async () => {
  const table = (await drawdown('asha', 'convoys', 'minusma')).split('\n');
  expect(table.map((row) => row.split(/ {2,}/))).toEqual([
    ['convoy', 'state', 'from', 'to', 'aboard', 'departed', 'arrived'],
    ['ber-timbuktu-1', 'under-way', 'ber', 'timbuktu', '200', '2023-08-13', '-'],
  ]);
  expect(JSON.parse(await drawdown('asha', 'convoys', 'minusma', '--json'))).toMatchObject({
    items: [{ id: 'ber-timbuktu-1', state: 'under-way' }],
  });
  expect(await drawdown('asha', 'convoys', 'minusma', '--valid-at', '2023-08-01')).toBe('No convoy.');
});

it('watches a mission: its figures, each entry as it comes, and the figures that it moved, until it is interrupted', async () => {
  const token = { DRAWDOWN_TOKEN: tokens.asha ?? '' };
  const watched = async (isEnough: (lines: string[]) => boolean, text: string, ...more: string[]) => {
    let sent: Promise<unknown> | undefined;
    const out = await runHere(server.url, ['watch', 'minusma', ...more], token, (so) => {
      const lines = so.trim().split('\n');
      sent ??= send('/v1/missions/minusma/commands/add-note', { text, occurredAt: '2023-08-14' });
      if (isEnough(lines)) process.emit('SIGINT');
    });
    await sent;
    return out.split('\n');
  };
  const [before, entry] = await watched((lines) => lines.length > 1, 'The road is dry.');
  expect(before).toMatch(
    /^= {2}[a-z-]+; deadline [-0-9]+, .* present, .*; bases: 2 of 2 remain; convoys: 1 under way$/,
  );
  expect(entry).toMatch(/^ *\d+ {2}2023-08-14 .*The road is dry\./);
  const documents = (await watched((lines) => lines.length > 2, 'It rains.', '--json')).map(
    (line) => JSON.parse(line) as object,
  );
  expect(documents).toMatchObject([
    { summary: { name: 'MINUSMA' } },
    { entry: { type: 'NoteAdded', sentence: expect.stringContaining('It rains.') } },
    { summary: { bases: { remaining: 2 }, revision: expect.any(Number) } },
  ]);
  await expect(drawdown('asha', 'watch', 'minusma-0')).rejects.toThrow();
});

it('watches the figures alone for whoever may read no entry', async () => {
  const vacated = { base: 'ber', occurredAt: '2023-08-14' };
  let sent: Promise<unknown> | undefined;
  const out = await runHere(server.url, ['watch', 'minusma'], { DRAWDOWN_TOKEN: tokens.vera ?? '' }, (so) => {
    sent ??= send('/v1/missions/minusma/commands/report-base-vacated', vacated);
    if (so.trim().includes('\n')) process.emit('SIGINT');
  });
  await sent;
  expect(out.split('\n')).toEqual([
    expect.stringContaining('bases: 2 of 2 remain'),
    expect.stringContaining('bases: 1 of 2 remain'),
  ]);
});

it('shows what became of a base since it was left', async () => {
  const happened = (command: string, occurredAt: string, more: object = {}) =>
    send(`/v1/missions/minusma/commands/${command}`, { base: 'ber', occurredAt, ...more });
  await happened('report-base-vacated', '2023-08-14');
  await happened('report-camp-lost', '2023-08-15', { how: 'looted' });
  await happened('report-camp-occupied', '2023-08-16', { by: { name: 'an armed group', kind: 'armed-group' } });
  expect(await drawdown('asha', 'bases', 'minusma')).toMatch(
    /2023-08-14 {2}looted 2023-08-15; an armed group there 2023-08-16$/,
  );
});
