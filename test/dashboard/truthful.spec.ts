import type { Page } from 'playwright-core';
import { stageFor, whenWhole } from './support.js';

const { stage, inBrowser } = stageFor('what the page shows of time and line in a browser');

const dayMs = 86_400_000;
const zone = 'Africa/Bamako';

/** A calendar day beside the present one, as the mission's zone has it. */
const dayAway = (days: number): string =>
  new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }).format(
    Date.now() + days * dayMs,
  );

const inWords = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    new Date(date),
  );

/** A mission that began ten days ago, is recorded from today on, and has 40 days left. */
async function openYoung(mission: string, text?: string): Promise<void> {
  const young = stage().client.mission(mission);
  await young.command('open-mission', {
    name: 'UNTEST',
    hostCountry: 'Mali',
    authority: 'Resolution 1',
    startsOn: dayAway(-10),
    deadline: dayAway(40),
    timeZone: zone,
    strength: [{ component: 'uniformed/troops', count: 500 }],
    occurredAt: dayAway(-10),
  });
  if (text !== undefined) await young.command('add-note', { text, occurredAt: dayAway(-1) });
}

const openWhole = async (path: string): Promise<Page> => {
  const page = await stage().open(path);
  await page.locator('.connection.live').waitFor();
  await whenWhole(page);
  return page;
};

const search = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name);

describe('the time that is shown', () => {
  inBrowser('one day back from live is yesterday, and the future is never called the past (W2)', async () => {
    await openYoung('young');
    const page = await openWhole('/?mission=young');
    await page.getByRole('button', { name: 'One day back' }).click();
    await page.locator('.banner.past', { hasText: inWords(dayAway(-1)) }).waitFor();
    expect(search(page, 'validAt')).toBe(dayAway(-1));
    await page.getByRole('button', { name: 'One day on' }).click();
    await page.locator('.banner.past').waitFor({ state: 'detached' });
    expect(search(page, 'validAt')).toBeNull();
    const slider = page.getByLabel('Happened by');
    await slider.press('Home');
    expect(search(page, 'validAt')).toBe(dayAway(-10));
    await slider.press('End');
    expect(search(page, 'validAt')).toBeNull();
    await page.goto(`${stage().url}/?mission=young&validAt=${dayAway(30)}`);
    await page.locator('.banner.ahead', { hasText: 'still to come' }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain('You see the past');
    expect(await page.locator('.connection').innerText()).toContain('Ahead');
    await page.context().close();
  });

  inBrowser('before the first recording it says so, with the way to the first day (W3)', async () => {
    await openYoung('late');
    const before = dayAway(-5);
    const page = await openWhole(`/?mission=late&validAt=${before}&knownAt=${before}`);
    const told = `Nothing had been recorded by ${inWords(before)}. The log begins on ${inWords(dayAway(0))}.`;
    await page.locator('main', { hasText: told }).waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/GET \/v1|Loading/);
    for (const other of ['bases', 'convoys', 'history', 'map']) {
      await page.goto(`${stage().url}/?mission=late&page=${other}&validAt=${before}&knownAt=${before}`);
      await page.locator('main', { hasText: told }).waitFor();
    }
    await page.locator('main a').click();
    await page.locator('main', { hasText: told }).waitFor({ state: 'detached' });
    expect(search(page, 'knownAt')).toBe(dayAway(0));
    // The track of what was known begins where anything was.
    await page.getByRole('button', { name: 'Back to live' }).click();
    await page.getByLabel('Move both together').uncheck();
    await page.getByLabel('Known by').press('Home');
    await whenWhole(page);
    expect(await page.locator('main').innerText()).not.toContain('Nothing had been recorded');
    await page.goto(`${stage().url}/?mission=minusma&validAt=2023-06-01&lang=fr`);
    await page.locator('main', { hasText: 'Rien n’était arrivé au 1 juin 2023' }).waitFor();
    await page.context().close();
  });

  inBrowser('the badge says which moment is shown, not how the line is, also on paper (W10)', async () => {
    const page = await openWhole('/?mission=minusma&validAt=2023-08-13&knownAt=2023-08-13');
    const badge = page.locator('.connection');
    expect(await badge.innerText()).toContain('Past: 13 Aug 2023');
    expect(await badge.innerText()).not.toContain('Live');
    expect(await page.getByRole('img', { name: /^Live, as of/ }).count()).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect(await badge.innerText()).toContain('Past: 13 Aug 2023');
    expect(await page.locator('.dot').isVisible()).toBe(false);
    await page.goto(`${stage().url}/?mission=minusma&validAt=2023-12-31&knownAt=2023-10-31`);
    await page.locator('.connection', { hasText: 'Past: 31 Dec 2023, as known on 31 Oct 2023' }).waitFor();
    await page.goto(`${stage().url}/?mission=minusma`);
    await page.locator('.connection.live').waitFor();
    const printed = await badge.innerText();
    expect(printed).not.toContain('Live');
    expect(printed).toContain(inWords(dayAway(0)));
    await page.context().close();
  });
});

describe('texts that somebody wrote', () => {
  inBrowser('show characters that would hide or turn around what stands beside them', async () => {
    await openYoung('turned', 'camp \u202Edesolc\u202C and [31mred \u2066end\u2069 <b id="made">bold</b>');
    const page = await stage().open('/');
    // What this server refuses may stand in a log that was written by another.
    await page.route('**/entries**', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll('[31mred', '\\u001b[31mred\\u0085') });
    });
    await page.goto(`${stage().url}/?mission=turned&page=history`);
    await page.locator('tr[data-key="1"]').waitFor();
    const row = await page.locator('tr[data-key="1"]').innerText();
    for (const code of ['U+202E', 'U+202C', 'U+001B', 'U+0085', 'U+2066', 'U+2069']) expect(row).toContain(code);
    // Nothing of it becomes a part of the page.
    expect(row).toContain('<b id="made">bold</b>');
    expect(await page.locator('#made').count()).toBe(0);
    expect(row).not.toMatch(/(?!\s)\p{Cc}|[\u0085\u202a-\u202e\u2066-\u2069]/u);
    await page.goto(`${stage().url}/?mission=turned&page=history&id=1`);
    await page.locator('pre', { hasText: 'U+202E' }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    await page.context().close();
  });
});
