import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';
import { stageFor, whenWhole } from './support.js';

const { stage, inBrowser } = stageFor('how somebody approves in a browser');

let server: TestServer;
const tokens: Record<string, string> = {};
const send = (as: string, method: string, path: string, body?: object): Promise<Reply> =>
  ask(server.url, path, {
    method,
    headers: { authorization: `Bearer ${tokens[as]}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
const command = (as: string, name: string, body: object): Promise<Reply> =>
  send(as, 'POST', `/v1/missions/minusma/commands/${name}`, body);
const reason = 'the road is open again';
const order = { to: '2024-01-31', authority: 'council', reason };

beforeAll(async () => {
  server = await startTestServer(Date.now, { AUTH: 'tokens' });
  tokens.admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  for (const subject of ['asha', 'binta']) {
    const grants = [{ role: 'planner', mission: 'minusma' }];
    tokens[subject] = String((await send('admin', 'POST', '/v1/tokens', { subject, grants })).body.token);
  }
  await openMinusma({ ...server, command: (name, body) => command('admin', name, body) });
  await command('admin', 'set-four-eyes', { orders: ['move-deadline'], reason });
  await send('admin', 'PUT', '/v1/people/asha', { name: 'Asha Keita' });
  await command('asha', 'move-deadline', { ...order, to: '2024-01-15', breakGlass: { reason: 'no time' } });
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  await command('asha', 'propose-orders', { commands: [{ command: 'move-deadline', ...order }], reason, expiresAt });
});
afterAll(() => server.close());

describe('whoever is to approve', () => {
  inBrowser('sees what waits and by whom, what it would change today, and approves it', async () => {
    const context = await stage().newContext({ extraHTTPHeaders: { authorization: `Bearer ${tokens.binta}` } });
    const page = await context.newPage();
    await page.goto(`${server.url}/?mission=minusma&page=proposals`);
    await page.getByRole('link', { name: 'Approvals (1)' }).waitFor();
    const [waiting, alone] = [page.locator('article.proposal').first(), page.locator('article.proposal').nth(1)];
    await waiting.getByText('Asha Keita (asha)').waitFor();
    await waiting.getByRole('link', { name: 'Approve' }).click();
    await waiting.getByRole('button', { name: 'See what it would record' }).click();
    await waiting.getByText('summary/deadline/date').waitFor();
    await waiting.getByText('2024-01-15 → 2024-01-31').waitFor();
    await waiting.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('Nothing waits.').waitFor();
    await page.getByRole('row', { name: /approved/ }).waitFor();
    expect((await send('binta', 'GET', '/v1/missions/minusma')).body.deadline).toMatchObject({ date: '2024-01-31' });
    expect(await alone.count()).toBe(0);
    await page.getByRole('link', { name: 'Countersign' }).waitFor();
    await context.close();
  });

  inBrowser('is shown who somebody is beside what they did, until that is erased, in French too', async () => {
    const context = await stage().newContext({ extraHTTPHeaders: { authorization: `Bearer ${tokens.binta}` } });
    const page = await context.newPage();
    await page.goto(`${server.url}/?mission=minusma&page=history&lang=fr`);
    await page.getByRole('cell', { name: 'Asha Keita (asha)' }).first().waitFor();
    await send('admin', 'DELETE', '/v1/people/asha');
    await page.goto(`${server.url}/?mission=minusma&page=proposals&lang=fr`);
    await page.getByRole('cell', { name: '[erased] (asha)' }).first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Asha Keita');
    await whenWhole(page);
    await context.close();
  });
});
