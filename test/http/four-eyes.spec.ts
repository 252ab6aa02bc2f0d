import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '#libs/access';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let now = Date.now();
let server: TestServer;
const tokens: Record<string, string> = {};
let mission = '';
let count = 0;
const hour = 3_600_000;
const reason = 'the road is open again';

/** Sends as somebody: a GET where there is no body. */
const send = (as: string, path: string, body?: object): Promise<Reply> =>
  ask(server.url, path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${tokens[as]}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
const command = (as: string, name: string, body: object): Promise<Reply> =>
  send(as, `/v1/missions/${mission}/commands/${name}`, body);
const look = async (as: string, page = ''): Promise<Reply['body']> =>
  (await send(as, `/v1/missions/${mission}${page}`)).body;
const revision = async (): Promise<number> => (await look('admin')).revision;
const deadline = async (): Promise<unknown> => (await look('admin')).deadline;

async function issue(by: string, subject: string, role: Grant['role'], as = subject): Promise<void> {
  const scope = role === 'admin' ? '*' : 'minusma';
  const missions = scope === '*' ? ['*'] : [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `minusma-${number}`);
  const grants = missions.map((one) => ({ role, mission: one }));
  tokens[as] = String((await send(by, '/v1/tokens', { subject, grants })).body.token);
}

const move = { command: 'move-deadline', to: '2024-01-31', authority: 'council', reason };
const expiresAt = (): string => new Date(now + hour).toISOString();
const propose = (as: string, commands: object[] = [move]): Promise<Reply> =>
  command(as, 'propose-orders', { commands, reason, expiresAt: expiresAt() });
const { command: moving, ...order } = move;

beforeAll(async () => {
  server = await startTestServer(() => now, { AUTH: 'tokens' });
  tokens.admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  await issue('admin', 'root', 'admin');
  for (const who of ['asha', 'binta']) await issue('root', who, 'planner');
  await issue('root', 'asha', 'planner', 'asha-again');
  await issue('root', 'rana', 'reporter');
});
beforeEach(async () => {
  mission = `minusma-${++count}`;
  await openMinusma({ ...server, mission, command: (name, body) => command('admin', name, body) });
  const set = await command('root', 'set-four-eyes', { orders: ['move-deadline', 'retract-entry'], reason });
  expect(set.status).toBe(201);
});
afterAll(() => server.close());

it('takes such an order from no one alone, and says what to do', async () => {
  const before = await revision();
  const { status, body } = await command('asha', moving, order);
  expect([status, body.type, body.detail]).toEqual([
    409,
    '/problems/needs-second-person',
    expect.stringContaining('propose-orders'),
  ]);
  expect(await revision()).toBe(before);
});

it('records what was approved with the approval: its author gave the orders, and the approval caused them', async () => {
  const proposal = (await propose('asha')).body.revision;
  expect(await deadline()).toMatchObject({ date: '2023-12-31' });
  expect((await look('binta', '/proposals?status=pending')).items).toEqual([
    expect.objectContaining({ id: String(proposal), commands: [move], proposedBy: { id: 'asha', role: 'planner' } }),
  ]);
  const dry = await send('binta', `/v1/missions/${mission}/commands/approve-proposal?dryRun=true`, { proposal });
  expect(dry.body.changes).toContainEqual(
    expect.objectContaining({ view: 'summary', pointer: '/deadline/date', from: '2023-12-31', to: '2024-01-31' }),
  );
  const { status, body } = await command('binta', 'approve-proposal', { proposal });
  const [approval, moved] = body.entries;
  expect([status, approval, moved]).toMatchObject([
    201,
    { type: 'OrderApproved', actor: { id: 'binta' } },
    { type: 'DeadlineMoved', actor: { id: 'asha', role: 'planner' }, causationId: approval?.id },
  ]);
  expect(await deadline()).toMatchObject({ date: '2024-01-31' });
});

it('answers an approval that is sent again with the same key as it did first', async () => {
  const proposal = (await propose('asha')).body.revision;
  const approve = (): Promise<Reply> =>
    ask(server.url, `/v1/missions/${mission}/commands/approve-proposal`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens.binta}`,
        'content-type': 'application/json',
        'idempotency-key': 'approve-the-proposal',
      },
      body: JSON.stringify({ proposal }),
    });
  const [first, second] = [await approve(), await approve()];
  expect([first.status, second.status, second.body.entries]).toEqual([201, 200, first.body.entries]);
});

it('takes no approval of one’s own, by another token neither; of one of two at once; of none that has expired or no longer holds', async () => {
  const proposal = (await propose('asha')).body.revision;
  const approve = async (as: string, of = proposal): Promise<string> => {
    const before = await revision();
    const { body, status } = await command(as, 'approve-proposal', { proposal: of });
    if (status !== 201) expect(await revision()).toBe(before);
    return status === 201 ? 'approved' : body.type;
  };
  expect(await approve('asha')).toBe('/problems/own-proposal');
  expect(await approve('asha-again')).toBe('/problems/own-proposal');
  expect(await approve('rana')).toBe('/problems/forbidden');
  const late = (await propose('asha', [{ ...move, to: '2024-02-29' }])).body.revision;
  const outcomes = await Promise.all(['binta', 'admin'].map((as) => command(as, 'approve-proposal', { proposal })));
  expect(outcomes.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  const moved = (await propose('asha', [{ ...move, to: '2024-03-31' }])).body.revision;
  const other = (await propose('binta', [{ ...move, to: '2024-03-31' }])).body.revision;
  expect(await approve('binta', moved)).toBe('approved');
  expect(await approve('asha', other)).toBe('/problems/deadline-unchanged');
  now += hour;
  expect(await approve('binta', late)).toBe('/problems/proposal-expired');
});

it('lets nobody approve what was proposed by whoever gave them their token', async () => {
  await issue('root', 'lead', 'admin');
  await send('admin', '/v1/tokens', { subject: 'lead', grants: [{ role: 'planner', mission }] }).then(
    ({ body }) => (tokens['lead-plans'] = String(body.token)),
  );
  await issue('lead', 'chike', 'planner');
  const proposal = (await propose('lead-plans')).body.revision;
  expect((await command('chike', 'approve-proposal', { proposal })).body.type).toBe(
    '/problems/approver-not-independent',
  );
  expect((await command('binta', 'approve-proposal', { proposal })).status).toBe(201);
});

it('changes which orders need two only by two administrators', async () => {
  const none = { command: 'set-four-eyes', orders: [], reason };
  expect((await command('root', 'set-four-eyes', { orders: [], reason })).body.type).toBe(
    '/problems/needs-second-person',
  );
  const glass = { orders: [], reason, breakGlass: { reason } };
  expect((await command('root', 'set-four-eyes', glass)).body.type).toBe('/problems/needs-second-person');
  expect((await propose('asha', [none])).status).toBe(403);
  const proposal = (await propose('root', [none])).body.revision;
  expect((await command('binta', 'approve-proposal', { proposal })).status).toBe(403);
  expect((await command('admin', 'approve-proposal', { proposal })).status).toBe(201);
  expect((await command('asha', moving, order)).status).toBe(201);
});

it('lets a planner break the glass, which stays open until another countersigns', async () => {
  const given = await command('asha', moving, { ...order, breakGlass: { reason: 'no time' } });
  expect([given.status, given.body.entries]).toMatchObject([201, [{ breakGlass: { reason: 'no time' } }]]);
  const open = async (): Promise<unknown[]> => (await look('binta', '/discrepancies')).items.map(({ rule }) => rule);
  expect(await open()).toContain('break-glass-not-countersigned');
  const entry = given.body.revision;
  expect((await command('asha', 'countersign', { entry })).body.type).toBe('/problems/own-countersignature');
  expect((await command('binta', 'countersign', { entry })).status).toBe(201);
  expect(await open()).not.toContain('break-glass-not-countersigned');
});

it('tells in a scenario which of its orders needs a second person, and proposes it when it is applied', async () => {
  const path = `/v1/missions/${mission}/scenarios`;
  const note = { command: 'add-note', text: 'Agreed by telephone.', occurredAt: '2023-07-02' };
  const own = { command: 'set-four-eyes', orders: ['move-deadline'], reason };
  const { body } = await send('asha', path, { scenarios: [{ name: 'later', commands: [move, note, own] }] });
  expect(body).toMatchObject({
    scenarios: [
      {
        commands: [
          { outcome: 'recorded', needsSecond: true },
          { outcome: 'recorded', needsSecond: false },
          { outcome: 'refused', problem: { type: '/problems/forbidden' } },
        ],
      },
    ],
  });
  const base = await revision();
  const bare = await send('asha', `${path}/apply`, { base, commands: [move] });
  expect([bare.status, bare.body]).toMatchObject([422, { errors: [{ pointer: '/reason' }] }]);
  const applied = await send('asha', `${path}/apply`, { base, commands: [move], reason });
  expect([applied.status, applied.body]).toMatchObject([201, { applied: 'proposal', proposal: base + 1 }]);
  expect(await deadline()).toMatchObject({ date: '2023-12-31' });
  const approved = await command('binta', 'approve-proposal', { proposal: base + 1 });
  expect([approved.status, await deadline()]).toMatchObject([201, { date: '2024-01-31' }]);
  const rana = await send('rana', path, { scenarios: [{ name: 'later', commands: [move] }] });
  expect([rana.status, rana.body.type]).toEqual([403, '/problems/forbidden']);
});
