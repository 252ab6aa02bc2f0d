import { tmpdir } from 'node:os';
import type { BrowserContext, Page } from 'playwright-core';
import { complaintsOf, stageFor, whenWhole } from './support.js';

// What a server puts aside for the command line goes where no command line looks.
const { stage, inBrowser } = stageFor('signing in and out of the dashboard in a browser', {
  AUTH: 'tokens',
  XDG_STATE_HOME: `${tmpdir()}/drawdown-signing-in`,
});

const board = '/?mission=minusma&validAt=2023-08-13&knownAt=2023-08-13';

async function issued(path: string, subject: string, role = 'planner'): Promise<Record<string, string>> {
  const body = JSON.stringify({ subject, grants: [{ role, mission: '*' }] });
  const headers = { 'content-type': 'application/json' };
  return JSON.parse((await stage().client.send(path, { method: 'POST', headers, body })).text) as Record<
    string,
    string
  >;
}

/** Signs somebody in by a link, and opens a page. */
async function signedIn(context: BrowserContext, subject: string, to = board): Promise<Page> {
  const [path = '', secret = ''] = (await issued('/v1/sign-in-links', subject)).path?.split('#') ?? [];
  const page = await context.newPage();
  await page.goto(`${stage().url}${path}?to=${encodeURIComponent(to)}#${secret}`);
  await page.getByRole('button', { name: `Signed in as ${subject}` }).waitFor();
  return page;
}

describe('the page where people sign in', () => {
  inBrowser('takes a token, says when it is wrong, and leads to where one wanted to go', async () => {
    const { token = '' } = await issued('/v1/tokens', 'k.diallo');
    const page = await stage().open(board);
    await page.waitForURL(/sign-in/);
    const complaints = complaintsOf(page);
    await page.reload();
    expect(complaints).toEqual([]);
    await page.getByLabel('Token').fill(`${token}x`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('token').waitFor();
    // A 401 is told by the browser itself; nothing else is wrong, the policy of the page included.
    expect(complaints.filter((one) => !one.includes('401'))).toEqual([]);
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await whenWhole(page);
    expect(new URL(page.url()).search).toBe(new URL(board, stage().url).search);
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
    expect(kept).not.toContain('dwd_');
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.context().close();
  });

  inBrowser(
    'lets whoever is signed in go on, whom another site sent here and whose session it may not show',
    async () => {
      const context = await stage().newContext();
      const page = await signedIn(context, 'c.sangare');
      await page.close();
      // Where the document has no origin, its links are of another site.
      const elsewhere = await context.newPage();
      await elsewhere.goto(`data:text/html,<a href="${stage().url}${board.replaceAll('&', '%26')}">report</a>`);
      await elsewhere.getByText('report').click();
      await elsewhere.getByRole('button', { name: 'Signed in as c.sangare' }).waitFor();
      expect(new URL(elsewhere.url()).pathname).toBe('/');
      await context.close();
    },
  );

  inBrowser('is offered to whoever is signed in no more, beside what was shown', async () => {
    const context = await stage().newContext();
    const page = await signedIn(context, 'd.cisse', '/?mission=minusma');
    await page.locator('.connection.live').waitFor();
    const list = await context.newPage();
    await list.goto(stage().url);
    await list.getByRole('link', { name: 'MINUSMA' }).waitFor();
    const { items } = await stage().client.json<{ items: { id: string; subject: string }[] }>('/v1/sessions');
    const own = items.find(({ subject }) => subject === 'd.cisse');
    await stage().client.send(`/v1/sessions/${own?.id}`, { method: 'DELETE' });
    await page.getByRole('status').getByRole('link', { name: 'Sign in' }).waitFor();
    await list.getByText('You are not signed in any more').getByRole('link', { name: 'Sign in' }).waitFor();
    expect(await list.getByText('cannot be reached').count()).toBe(0);
    await context.close();
  });

  inBrowser('takes the secret of a link out of the address, and takes it once', async () => {
    const { path = '' } = await issued('/v1/sign-in-links', 'k.diallo');
    const page = await stage().open(path);
    await page.waitForURL((url) => url.pathname === '/');
    expect(page.url()).not.toContain('#');
    const again = await stage().open(path);
    await again.getByRole('alert').getByText('used already').waitFor();
    expect(again.url()).not.toContain('#');
    for (const one of [page, again]) await one.context().close();
  });
});

describe('whoever is signed in', () => {
  inBrowser('sees their sessions, and ends another', async () => {
    const [here, there] = [await stage().newContext(), await stage().newContext()];
    const [page, other] = [await signedIn(here, 'p.okafor'), await signedIn(there, 'p.okafor')];
    await page.getByRole('button', { name: 'Signed in as' }).click();
    const sessions = page.locator('.sessions li');
    await sessions.nth(1).waitFor();
    expect(await sessions.count()).toBe(2);
    await page.getByRole('button', { name: 'End it' }).click();
    await sessions.nth(1).waitFor({ state: 'detached' });
    await other.reload();
    await other.waitForURL(/sign-in/);
    for (const context of [here, there]) await context.close();
  });

  inBrowser('is told what is unsent before signing out, which then leaves nothing behind', async () => {
    const context = await stage().newContext();
    const page = await signedIn(context, 'a.traore', '/?mission=minusma&page=act&command=add-note');
    await page.locator('.connection.live').waitFor();
    await page.getByLabel('text required').fill('Kept while the line is down');
    await page.getByLabel('occurred at required').fill('2023-08-13');
    await page.getByRole('button', { name: 'See what it would record' }).click();
    await page.getByRole('button', { name: 'Record it' }).waitFor();
    const senders: Page[] = [];
    await context.route('**/commands/*', (route, request) => {
      senders.push(request.frame().page());
      return route.abort();
    });
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.locator('section.waiting').waitFor();
    // Somebody else at the same device is shown none of it, and sends none of it.
    const other = await signedIn(context, 'b.keita', '/?mission=minusma&page=act');
    await other.locator('.connection.live').waitFor();
    await other.getByRole('button', { name: 'Signed in as b.keita' }).click();
    await other.locator('.sessions li').first().waitFor();
    expect(await other.getByText('have not been sent').count()).toBe(0);
    expect(await other.locator('section.waiting').count()).toBe(0);
    expect(senders).not.toContain(other);
    await other.close();
    const again = await signedIn(context, 'a.traore', '/?mission=minusma&page=act');
    await again.locator('section.waiting').waitFor();
    await again.getByRole('button', { name: 'Signed in as a.traore' }).click();
    await again.getByRole('dialog').getByText('1 of your commands have not been sent').waitFor();
    await again.getByRole('dialog').getByText('(minusma)').waitFor();
    await again.getByRole('button', { name: 'Sign out and discard them' }).click();
    await again.waitForURL(/sign-in/);
    const left = await again.evaluate(`new Promise((resolve) => {
      const opening = indexedDB.open('drawdown', 1);
      opening.onsuccess = () => {
        const all = opening.result.transaction('commands').objectStore('commands').getAll();
        all.onsuccess = () => resolve(JSON.stringify([all.result, Object.keys(localStorage)]));
      };
    })`);
    expect(left).toBe('[[],[]]');
    const found = await stage().client.json<{ items: object[] }>('/v1/missions/minusma/entries?text=Kept%20while');
    expect(found.items).toEqual([]);
    await context.close();
  });
});
