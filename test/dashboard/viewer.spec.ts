import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minusmaFile } from '../support/minusma.js';
import { run } from '../support/program.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { stageFor, whenWhole } from './support.js';

const { stage, inBrowser } = stageFor('what a viewer is shown in a browser');

let server: TestServer;
let viewer: string;
beforeAll(async () => {
  server = await startTestServer(undefined, { AUTH: 'tokens' });
  const admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  const imported = await run(['import', 'minusma', minusmaFile], { DRAWDOWN_URL: server.url, DRAWDOWN_TOKEN: admin });
  if (imported.code !== 0) throw new Error(imported.stderr);
  const given = { subject: 'viewer-1', grants: [{ role: 'viewer', mission: 'minusma' }] };
  const { body } = await server.post('/v1/tokens', JSON.stringify(given), { authorization: `Bearer ${admin}` });
  viewer = String(body.token);
});
afterAll(() => server.close());

describe('the dashboard of a viewer', () => {
  inBrowser('shows on every page what it gets, now and at another moment, and says nothing of the rest', async () => {
    const context = await stage().newContext({ extraHTTPHeaders: { authorization: `Bearer ${viewer}` } });
    const page = await context.newPage();
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.message));
    for (const moment of ['', '&validAt=2023-08-20']) {
      for (const place of ['overview', 'map', 'bases', 'bases&id=ber', 'convoys', 'history']) {
        await page.goto(`${server.url}/?mission=minusma&page=${place}${moment}`);
        await (place === 'convoys' || place === 'history'
          ? page.locator('main:not([aria-busy=true]) p').first().waitFor()
          : whenWhole(page));
        const shown = await page.locator('main').innerText();
        expect([place, moment, /NaN|undefined|null|#\s/.exec(shown)?.[0]]).toEqual([place, moment, undefined]);
      }
    }
    expect(broken).toEqual([]);
  });

  inBrowser('says that convoys are not for this role, in place of that there are none', async () => {
    const context = await stage().newContext({ extraHTTPHeaders: { authorization: `Bearer ${viewer}` } });
    const page = await context.newPage();
    await page.goto(`${server.url}/?mission=minusma&page=convoys`);
    await page.getByText('Your role shows no movements.').waitFor();
  });
});
