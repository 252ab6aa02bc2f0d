import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '#libs/access';
import { summaryInWords, type Summary } from '../../apps/cli/src/commands/summary.js';
import { ask, openMinusma, startTestServer, type Reply, type TestServer, withoutRequestId } from '../support/server.js';

const now = Date.parse('2023-08-14T12:00:00Z');
let server: TestServer;
const tokens: Partial<Record<Grant['role'], string>> = {};

const as = (role: Grant['role']): Record<string, string> => ({ authorization: `Bearer ${tokens[role]}` });
const get = (page: string, role: Grant['role'], more: Record<string, string> = {}): Promise<Reply> =>
  ask(server.url, `/v1/missions/mali${page}`, { headers: { ...as(role), ...more } });
const send = (command: string, body: object, role: Grant['role'], more: Record<string, string> = {}): Promise<Reply> =>
  server.post(`/v1/missions/mali/commands/${command}`, JSON.stringify(body), { ...as(role), ...more });

beforeAll(async () => {
  server = await startTestServer(() => now, { AUTH: 'tokens' });
  const admin = { authorization: `Bearer ${readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim()}` };
  for (const role of ['viewer', 'reporter', 'planner', 'auditor', 'witness'] as const) {
    const given = { subject: `${role}-1`, grants: [{ role, mission: 'mali' }] };
    tokens[role] = String((await server.post('/v1/tokens', JSON.stringify(given), admin)).body.token);
  }
  server.mission = 'mali';
  await openMinusma({ ...server, command: (name, body) => send(name, body, 'planner') });
  await send('add-note', { text: 'The road is mined.', occurredAt: '2023-08-13' }, 'planner');
});
afterAll(() => server.close());

describe('a viewer', () => {
  it('reads what remains, and neither where people are nor when they leave', async () => {
    const { body, text } = await get('', 'viewer');
    expect(body).toMatchObject({
      status: 'at-risk',
      statusReason: 'At the pace up to the last total people remain on the deadline.',
      deadline: { date: '2023-12-31' },
      strength: { present: { best: 11_600 } },
      bases: { total: 2, withdrawing: 1 },
      verdicts: { people: { verdict: 'will-miss' }, sites: { verdict: 'on-track', remaining: 2 } },
    });
    expect(body).not.toHaveProperty('discrepancies');
    expect(summaryInWords(JSON.parse(text) as Summary)).not.toMatch(/undefined|NaN/);
    const { items } = (await get('/bases', 'viewer')).body;
    expect(items.find(({ id }) => id === 'ber')).toEqual({
      id: 'ber',
      name: 'Ber',
      aliases: [],
      kind: 'camp',
      liquidation: false,
      status: 'withdrawing',
      remaining: true,
      handedOver: [],
      occupiedBy: [],
    });
  });

  it('reads the burndown so far, and no day to come', async () => {
    const { days } = (await get('/burndown', 'viewer')).body as Reply['body'] & { days: { date: string }[] };
    expect(days.at(-1)).toMatchObject({ date: '2023-08-14', bases: 2 });
    expect((await get('?validAt=2023-08-14', 'viewer')).status).toBe(200);
    expect((await get('?validAt=2023-08-15', 'viewer')).status).toBe(403);
    expect((await get('?validAt=2023-08-15', 'reporter')).status).toBe(200);
  });

  it('is not told whether a convoy is there', async () => {
    const [there, none] = await Promise.all(['ber-timbuktu-1', 'never'].map((id) => get(`/convoys/${id}`, 'viewer')));
    // By which request it was asked is no news of a convoy.
    const told = [there, none].map((reply) =>
      withoutRequestId(reply?.text.replaceAll('ber-timbuktu-1', 'never') ?? ''),
    );
    expect([there?.status, told[0]]).toEqual([403, told[1]]);
    for (const view of [
      'convoys',
      'schedule',
      'permits',
      'contingents',
      'ledger',
      'discrepancies',
      'forecast',
      'entries',
    ])
      expect([view, (await get(`/${view}`, 'viewer')).status]).toEqual([view, 403]);
  });

  it('is told why in words that name no base and no date', async () => {
    const late = { base: 'ber', on: '2023-12-31', reason: 'floods' };
    await send('postpone-withdrawal', late, 'planner');
    await send('move-deadline', { to: '2023-08-20', authority: 'council', reason: 'haste' }, 'planner');
    const [viewer, planner] = [await get('', 'viewer'), await get('', 'planner')];
    expect(planner.body.statusReason).toBe('Ber is planned to be left 133 days after the deadline.');
    expect([viewer.body.status, viewer.body.statusReason, viewer.body.parts]).toEqual([
      'at-risk',
      'A base endangers the deadline.',
      ['A base endangers the deadline.'],
    ]);
    expect((await get('', 'viewer', { 'accept-language': 'fr' })).body.statusReason).toBe(
      'Une base menace l’échéance.',
    );
  });

  it('has a tag of what they are shown', async () => {
    const [first, planner] = [await get('/incidents', 'viewer'), await get('/incidents', 'planner')];
    const tag = first.headers.get('etag') ?? '';
    expect(tag).not.toBe(planner.headers.get('etag'));
    expect((await get('/incidents', 'viewer', { 'if-none-match': tag })).status).toBe(304);
  });
});

describe('a reporter', () => {
  it('reads movements without reasons, and of the history what they recorded themselves', async () => {
    const note = { text: 'mine', occurredAt: '2023-08-13', source: { title: 'radio', confidence: 'low' } };
    const { revision } = (await send('add-note', note, 'reporter')).body;
    const [{ items }, { text }] = [(await get('/convoys', 'reporter')).body, await get('/bases', 'reporter')];
    expect(items[0]).toMatchObject({ id: 'ber-timbuktu-1', people: { best: 200 } });
    expect(text).not.toContain('floods');
    const own = (await get('/entries', 'reporter')).body.items;
    expect(own).toMatchObject([{ revision, data: { text: 'mine' }, source: { title: 'radio' } }]);
    expect((await get('/entries?text=mined', 'reporter')).body.items).toEqual([]);
    expect((await get('/entries?actor=planner-1', 'reporter')).body.items).toEqual([]);
    expect((await get(`/entries/${revision}`, 'reporter')).body).toMatchObject({
      sentence: expect.stringMatching(/mine/),
    });
    expect((await get('/entries/3', 'reporter')).status).toBe(404);
    for (const page of ['/ledger', '/diff?from=0&to=1', '/replay', '/evidence', '/bases?why=/items/0/status'])
      expect([page, (await get(page, 'reporter')).status]).toEqual([page, 403]);
  });

  it('is told of entries in between that they were recorded, and when', async () => {
    const { status, body } = await send('report-base-vacated', { base: 'ber', occurredAt: '2023-08-14' }, 'reporter', {
      'if-match': '"0"',
    });
    expect(status).toBe(412);
    expect(body.entries[0]).toEqual({ revision: 2, recordedAt: '2023-08-14T12:00:00Z' });
  });
});

describe('a witness', () => {
  it('reads checkpoints and that the log only grew, and no hash of one entry', async () => {
    const log = (page: string): Promise<Reply> => ask(server.url, `/log/mali${page}`, { headers: as('witness') });
    expect((await log('/checkpoint')).status).toBe(200);
    expect((await get('/proofs/consistency?from=2', 'witness')).status).toBe(200);
    for (const page of ['/proofs/inclusion?revision=2', '/entries/2/proof'])
      expect([page, (await get(page, 'witness')).status]).toEqual([page, 403]);
    for (const tile of ['entries/000.p/2', '0/000.p/2']) expect((await log(`/tile/${tile}`)).status).toBe(403);
  });
});

describe('a key that somebody else used', () => {
  it('is refused, and shows nothing of the first answer', async () => {
    const [key, note] = [{ 'idempotency-key': 'a-key-of-the-planner' }, { text: 'secret', occurredAt: '2023-08-13' }];
    await send('add-note', note, 'planner', key);
    const { status, body, text } = await send('add-note', note, 'reporter', key);
    expect([status, body.type]).toEqual([422, '/problems/key-reused']);
    expect(text).not.toContain('secret');
    expect((await send('add-note', note, 'planner', key)).status).toBe(200);
  });
});
