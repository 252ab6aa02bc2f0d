import { tmpdir } from 'node:os';
import type { Page } from 'playwright-core';
import { roles, type Role } from '#libs/access';
import { permissionOf, viewNames } from '../../apps/dashboard/src/api/documents.js';
import { complaintsOf, expedited, stageFor } from './support.js';

const { stage, inBrowser } = stageFor('what each role asks for in a browser', {
  AUTH: 'tokens',
  XDG_STATE_HOME: `${tmpdir()}/drawdown-every-role`,
});

/** Every page, as a link may lead there: one thing on it, why a figure is so, a form, and another moment. */
const places = [
  '',
  ...['overview', 'map', 'bases', 'bases&id=ber', 'convoys', 'convoys&id=ber-timbuktu-1', 'history'].map(
    (page) => `mission=minusma&page=${page}`,
  ),
  `mission=minusma&page=history&id=${expedited}`,
  'mission=minusma&page=proposals',
  'mission=minusma&page=act',
  'mission=minusma&page=overview&why=summary:/strength/present',
  'mission=minusma&page=overview&validAt=2023-08-20',
  'mission=minusma&page=bases&validAt=2023-08-20&knownAt=2023-08-20',
];

/** A page of somebody with a role, which goes from place to place as links of its own do. */
async function openAs(role: Role): Promise<{ page: Page; go: (place: string) => Promise<void>; wrong: string[] }> {
  const grants = [{ role, mission: '*' }];
  const body = JSON.stringify({ subject: `one.${role}`, grants });
  const headers = { 'content-type': 'application/json' };
  const { text } = await stage().client.send('/v1/tokens', { method: 'POST', headers, body });
  const context = await stage().newContext();
  const { token } = JSON.parse(text) as { token: string };
  await context.request.post(`${stage().url}/v1/sign-in`, { data: { token } });
  const page = await context.newPage();
  const wrong = complaintsOf(page);
  const asking = new Set<object>();
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.endsWith('/live')) asking.add(request);
  });
  page.on('requestfinished', (request) => asking.delete(request));
  page.on('requestfailed', (request) => asking.delete(request));
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(`${stage().url}/`);
  await page.getByRole('button', { name: `Signed in as one.${role}` }).waitFor();
  /** Goes there, and waits until the page asks for nothing more. */
  const go = async (place: string): Promise<void> => {
    await page.evaluate(`history.pushState(null, '', '/?${place}'); dispatchEvent(new PopStateEvent('popstate'))`);
    await page.locator('main:not([aria-busy=true])').waitFor();
    let calm = 0;
    while (calm < 5) {
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      calm = asking.size === 0 ? calm + 1 : 0;
    }
  };
  return { page, go, wrong };
}

describe('the pages', () => {
  for (const role of roles)
    inBrowser(`ask for nothing that they are refused, for: ${role}`, async () => {
      const { page, go, wrong } = await openAs(role);
      const found: Record<string, string[]> = {};
      // Which entries are a reporter's own the server alone knows.
      for (const place of places.filter((one) => role !== 'reporter' || !one.includes('history&id='))) {
        await go(place);
        const came = wrong.splice(0);
        if (came.length > 0) found[place] = came;
      }
      expect(found).toEqual({});
      await page.context().close();
    });

  inBrowser('offer a viewer no way to what a viewer is refused', async () => {
    const { page, go } = await openAs('viewer');
    await go('mission=minusma&page=overview');
    expect(await page.locator('nav a').allInnerTexts()).toEqual(['Overview', 'Map', 'Bases']);
    expect(await page.locator('main a[href*="page=history"], main a[href*="why="]').count()).toBe(0);
    await page.context().close();
  });

  inBrowser('offer whoever gives no orders those commands alone that they may send', async () => {
    const { page, go } = await openAs('reporter');
    await go('mission=minusma&page=act');
    await page.locator('select option[value="report-incident"]').waitFor({ state: 'attached' });
    expect(await page.locator('select option[value="move-deadline"]').count()).toBe(0);
    await page.context().close();
  });

  inBrowser('ask of each view the permission that the server says it needs', async () => {
    interface Described {
      paths: Record<string, { get?: { 'x-permission'?: string } }>;
    }
    const { paths } = await stage().client.json<Described>('/openapi.json');
    const offered = ['equipment', 'counters', 'contingents', 'ledger', 'entries', ...viewNames];
    const needed = offered.map((view) => {
      const path = view === 'summary' ? '' : `/${view}`;
      return [view, paths[`/v1/missions/{mission}${path}`]?.get?.['x-permission']];
    });
    expect(needed).toEqual(offered.map((view) => [view, permissionOf(view)]));
  });
});
