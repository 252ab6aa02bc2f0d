import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { expedited, openStage } from './support.js';

const folder = join('docs', 'images');
const bytesMax = 200_000;
const ber = 'validAt=2023-08-13&knownAt=2023-08-13';

interface Picture {
  file: string;
  path: string;
  /** What must be seen before the picture is taken. */
  seen: string;
  options?: BrowserContextOptions;
  click?: string;
}

const desk = { viewport: { width: 1100, height: 760 } };
const pictures: readonly Picture[] = [
  {
    file: 'dashboard-overview',
    path: `/?mission=minusma&${ber}`,
    seen: '.map-panel .host',
    options: { viewport: { width: 1240, height: 836 } },
  },
  {
    file: 'dashboard-dark',
    path: `/?mission=minusma&page=map&${ber}`,
    seen: '.map-panel .host',
    options: { ...desk, colorScheme: 'dark' },
  },
  {
    file: 'dashboard-why',
    path: `/?mission=minusma&${ber}&why=summary%3A%2Fstrength%2Fdeparted`,
    seen: 'dialog .sentence',
    options: { viewport: { width: 1100, height: 600 } },
  },
  {
    file: 'dashboard-history',
    path: `/?mission=minusma&page=history&id=${expedited}`,
    seen: '.outcome.good',
    click: '.check-proof',
    options: desk,
  },
  {
    file: 'dashboard-act',
    path: '/?mission=minusma&page=act&command=report-convoy-attacked',
    seen: '.outcome.bad',
    click: 'form.command button[type=submit]',
    options: desk,
  },
  {
    file: 'dashboard-phone',
    path: `/?mission=minusma&${ber}&lang=fr`,
    seen: '.headline',
    options: { viewport: { width: 320, height: 640 } },
  },
];

// Pictures of the main pages for the documentation, taken of a real server with the withdrawal of MINUSMA.
const stage = await openStage();
try {
  mkdirSync(folder, { recursive: true });
  for (const { file, path, seen, options, click } of pictures) {
    const page = await stage.open(path, options);
    await page.locator('.connection.live').waitFor();
    if (click !== undefined) await page.locator(click).click();
    await page.locator(seen).first().waitFor();
    // Figures become links once the server has told what it offers.
    if (path.includes(ber) && !path.includes('page=')) await page.locator('a.figure').first().waitFor();
    await page.evaluate('scrollTo(0, 0)');
    const target = join(folder, `${file}.png`);
    await page.screenshot({ path: target });
    await page.context().close();
    const { size } = statSync(target);
    process.stderr.write(`${target}: ${Math.round(size / 1000)} kB\n`);
    if (size > bytesMax) throw new Error(`${target} is over ${bytesMax} bytes`);
  }
} finally {
  await stage.close();
}
