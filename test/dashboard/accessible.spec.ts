import axe from 'axe-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startServerProcess } from '../support/program.js';
import { expedited, stageFor, unfold, whenWhole } from './support.js';

const { stage, inBrowser } = stageFor('the dashboard by keyboard and by axe in a browser');

const ber = 'validAt=2023-08-13&knownAt=2023-08-13';
const places = [
  '/',
  `/?mission=minusma&${ber}`,
  '/?mission=minusma&page=map',
  `/?mission=minusma&page=bases&${ber}`,
  '/?mission=minusma&page=bases&id=ber',
  '/?mission=minusma&page=convoys',
  '/?mission=minusma&page=convoys&id=ber-timbuktu-1',
  '/?mission=minusma&page=history&lang=fr',
  `/?mission=minusma&page=history&id=${expedited}`,
  '/?mission=minusma&page=act&command=report-convoy-attacked',
] as const;

/** What axe finds on a page that has come whole, with the tables behind its drawings unfolded. */
async function violationsOn(page: Page): Promise<string[]> {
  if (page.url().includes('page=act')) await page.locator('form.command').waitFor();
  await unfold(page);
  // The page's own policy lets nothing in, so axe comes by the debugger.
  await page.evaluate(axe.source);
  return violationsAsShown(page);
}

/** What axe, which is on a page already, finds there as the page is shown now. */
const violationsAsShown = (page: Page): Promise<string[]> =>
  // Of what is as it should be one example is enough, however often it is there.
  page.evaluate<string[]>(
    'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 160)).join(" | ")))',
  );

const isWithinItsWindow = 'document.documentElement.scrollWidth <= innerWidth';

/** Colours are of the style alone, which a page that has come takes on at once, but for what fades. */
async function showInDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))');
}

const looks = [
  ['in French', { locale: 'fr-FR' }],
  // A page zoomed to 200% has half the pixels of its window.
  ['at 200%', { colorScheme: 'light', viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
] as const;

describe('everybody can use the dashboard', () => {
  for (const [look, options] of looks)
    inBrowser(`${look}: axe finds nothing on any page, and none is wider than its window`, async () => {
      const context = await stage().newContext(options);
      const page = await context.newPage();
      for (const place of places) {
        await page.goto(stage().url + place);
        expect([place, await violationsOn(page)]).toEqual([place, []]);
        expect([place, await page.evaluate(isWithinItsWindow)]).toEqual([place, true]);
      }
      await context.close();
    });

  inBrowser('in light and in dark: axe finds nothing on any page, and none is wider than its window', async () => {
    const page = await (await stage().newContext()).newPage();
    for (const place of places) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(stage().url + place);
      expect([place, 'light', await violationsOn(page)]).toEqual([place, 'light', []]);
      expect([place, await page.evaluate(isWithinItsWindow)]).toEqual([place, true]);
      await showInDark(page);
      expect([place, 'dark', await violationsAsShown(page)]).toEqual([place, 'dark', []]);
      expect([place, await page.evaluate(isWithinItsWindow)]).toEqual([place, true]);
    }
    await page.context().close();
  });

  inBrowser('axe finds nothing where there is nothing to show, nor when the server goes away', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-empty-'));
    const server = await startServerProcess(dataDir);
    const context = await stage().newContext();
    const page = await context.newPage();
    await page.goto(server.url);
    await page.locator('main', { hasText: 'No mission has been opened yet' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    server.process.kill('SIGKILL');
    await page.locator('.banner.stale', { hasText: 'cannot be reached' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    rmSync(dataDir, { recursive: true, force: true });
    await page.goto(`${stage().url}/?mission=nowhere`);
    await page.locator('main', { hasText: 'There is no such mission' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.goto(`${stage().url}/?mission=minusma&${ber}`);
    await page.locator('.connection.live').waitFor();
    await whenWhole(page);
    await stage().kill();
    await page.locator('.banner', { hasText: 'connection is being made again' }).waitFor();
    const found = await violationsOn(page);
    await stage().start();
    await context.close();
    expect(found).toEqual([]);
  });

  inBrowser('no page is wider than a window of 320 pixels', async () => {
    const context = await stage().newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    for (const place of places) {
      await page.goto(stage().url + place);
      await whenWhole(page);
      expect([place, await page.evaluate(isWithinItsWindow)]).toEqual([place, true]);
    }
    await context.close();
  });

  inBrowser('all of it can be reached by keyboard, and where the focus is can be seen', async () => {
    const page = await stage().open('/');
    await page.locator('tr[data-key=minusma] a').waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    await tabTo(page, 'MINUSMA');
    await page.keyboard.press('Enter');
    await page.locator('.headline').waitFor();
    await tabTo(page, 'History');
    await page.keyboard.press('Enter');
    await page.locator('form.filters').waitFor();
    await tabTo(page, 'base');
    await page.keyboard.type('ber');
    await page.keyboard.press('Enter');
    await page.locator(`tr[data-key="${expedited}"]`).waitFor();
    expect(page.url()).toContain('base=ber');
    await tabTo(page, String(expedited));
    await page.keyboard.press('Enter');
    await page.locator('.sentence', { hasText: 'expedited' }).waitFor();
    await tabTo(page, 'Correct it');
    await page.keyboard.press('Enter');
    await page.locator('form.command').waitFor();
    expect(await page.locator('.json').inputValue()).toContain('2023-08-13');
    await tabTo(page, 'reason');
    await page.keyboard.type('only to see');
    await tabTo(page, 'See what it would record');
    await page.keyboard.press('Enter');
    await page.locator('.outcome', { hasText: 'EntryCorrected' }).waitFor();
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('');
    await page.context().close();
  });
});

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(
    '((element) => element.name || element.innerText || element.id)(document.activeElement).trim()',
  );

/** Goes on by the tabulator until a control with this name, text or id has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const stepsMax = 120;
  for (let step = 0; step < stepsMax; step++) {
    const at = await focused(page);
    if (at === name || at === `field-${name}`) {
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`"${name}" cannot be reached by keyboard`);
}
