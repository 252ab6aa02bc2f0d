import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { lastKnownOn, minusmaLines } from '../support/minusma.js';
import { downloaded, stageFor } from './support.js';

const { stage, inBrowser } = stageFor('snapshots opened from a file in a browser');

const ber = 'validAt=2023-08-13&knownAt=2023-08-13';
const known = lastKnownOn('2023-08-13');
const newest = minusmaLines.length - 1;

interface Still {
  page: Page;
  /** The address of the file. */
  url: string;
  text: string;
  /** All that it asked for, its own file first. */
  requests: string[];
  /** All that was written to its console. */
  complaints: string[];
  close: () => Promise<void>;
}

/** Takes a snapshot of a page as its reader would, and opens the file in a browser without a network. */
async function snapshotOf(place: string, seen: string): Promise<Still> {
  const live = await stage().open(place);
  await live.locator(seen).waitFor();
  await live.locator('.taking summary').click();
  const { name, text } = await downloaded(live, '.take-snapshot');
  await live.context().close();
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-snapshot-'));
  const file = join(folder, name);
  writeFileSync(file, text);
  const page = await (await stage().newContext({ offline: true })).newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const url = pathToFileURL(file).href;
  await page.goto(url);
  return {
    page,
    url,
    text,
    requests,
    complaints,
    close: async () => {
      await page.context().close();
      rmSync(folder, { recursive: true });
    },
  };
}

describe('a snapshot', () => {
  inBrowser('opens from a file without a network, asks for nothing, and has figures, tables and revision', async () => {
    const { page, url, text, requests, complaints, close } = await snapshotOf(
      `/?mission=minusma&${ber}`,
      '.map-panel .host',
    );
    expect(url).toMatch(new RegExp(`^file:.*/minusma_snapshot_2023-08-13_r${known}\\.html$`));
    const head = await page.locator('h1').innerText();
    expect(head).toContain(`Snapshot of MINUSMA, revision ${known}, taken 20`);
    // As of when it is: by the address that it was taken from, and in words.
    expect(head).toContain(ber);
    expect(await page.locator('.as-of').innerText()).toContain('happened by 13 Aug 2023, as it was known by 13 Aug');
    expect(await page.locator('.headline .big').innerText()).toContain('140');
    expect(await page.locator('.people .of-present dd').innerText()).toContain('12,425');
    expect(await page.locator('.map .truck.attacked').count()).toBe(1);
    // The tables behind the drawings are unfolded.
    expect(await page.locator('.burndown-people tbody tr').count()).toBe(184);
    expect(await page.locator('.burndown-bases tbody tr').count()).toBe(184);
    expect(await page.locator('.map-panel tbody tr').count()).toBe(14);
    expect(await page.locator('.people tbody tr').first().innerText()).toContain('13,100');
    const [, data = ''] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(text) ?? [];
    expect(JSON.parse(data)).toMatchObject({
      revision: known,
      validAt: '2023-08-13',
      knownAt: '2023-08-13',
      documents: { summary: { strength: { present: { best: 12_425 } } } },
    });
    expect([requests, complaints]).toEqual([[url], []]);
    await close();
  });

  inBrowser('of the newest state says as of when, in the language that it was taken in', async () => {
    const { page, url, requests, complaints, close } = await snapshotOf(
      '/?mission=minusma&page=bases&lang=fr',
      'tr[data-key=ber]',
    );
    expect(url).toMatch(new RegExp(`minusma_snapshot_now_r${newest}\\.html$`));
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await page.locator('h1').innerText()).toContain(`Instantané de MINUSMA, révision ${newest}`);
    expect(await page.locator('.as-of').innerText()).toMatch(/^au \d.* \d\d:\d\d:\d\d/);
    // 13 bases, and those on the road, in medical care and not placed.
    expect(await page.locator('tbody tr').count()).toBe(16);
    // A link leads to the server that it was taken from.
    expect(await page.locator('tr[data-key=ber] a').first().getAttribute('href')).toMatch(/^http:\/\/127\.0\.0\.1/);
    expect([requests, complaints]).toEqual([[url], []]);
    await close();
  });
});
