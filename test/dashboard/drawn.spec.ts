import type { Page } from 'playwright-core';
import { inflateSync } from 'node:zlib';
import { revisionWith } from '../support/minusma.js';
import { stageFor, whenWhole } from './support.js';

const { stage, inBrowser } = stageFor('what the drawings of the page say in a browser');

const civilians = revisionWith({
  command: 'report-strength',
  measure: 'baseline',
  occurredAt: '2023-08-28',
  component: 'civilian',
});

const openBoard = async (moment: string): Promise<Page> => {
  const page = await stage().visit(`/?mission=minusma${moment}`);
  await page.locator('main:not([aria-busy=true]) .burndown-people svg').first().waitFor();
  return page;
};

describe('the burndown', () => {
  inBrowser('does not draw a bound that nobody reported as if it were zero (W7)', async () => {
    const page = await openBoard('&validAt=2023-12-31');
    const people = page.locator('.burndown-people');
    expect(await people.innerText()).toContain('no lower bound reported');
    // What is filled ends at the figure on those days; what is below it is hatched and fades.
    expect(await people.locator('.open-below').getAttribute('mask')).toBe('url(#fades)');
    const lowest = await page.evaluate<number>(
      '(() => { const { y, height } = document.querySelector(".burndown-people .band").getBBox(); return y + height; })()',
    );
    const actual = await page.evaluate<number>(
      '(() => { const { y, height } = document.querySelector(".burndown-people .line.actual").getBBox(); return y + height; })()',
    );
    expect(lowest).toBeLessThanOrEqual(actual + 1);
  });

  inBrowser('marks the days from which others were counted, with the entry that says so (W8)', async () => {
    const page = await openBoard('&validAt=2023-11-03&knownAt=2023-11-03');
    const told = page.locator('.burndown-people .breaks li');
    expect(await told.allInnerTexts()).toEqual([`28 Aug 2023: civilians counted from here (#${civilians})`]);
    expect(await page.locator('.burndown-people .break').count()).toBe(1);
    await page.goto(`${stage().url}/?mission=minusma&lang=fr`);
    await page.locator('.breaks', { hasText: `civils : comptés à partir d’ici (#${civilians})` }).waitFor();
  });

  inBrowser('says since when there is no new figure, and breaks its axis up to the day shown (W9)', async () => {
    const page = await openBoard('');
    const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'Africa/Bamako' }).format();
    const people = page.locator('.burndown-people');
    expect(await people.innerText()).toContain(
      'Since 8 Dec 2023 no new figure: 3,371 (0 to 3,371) people were present then.',
    );
    expect(await people.innerText()).not.toMatch(/On \d+ \w+ \d{4}/);
    expect(await people.locator('.axis-break').count()).toBe(1);
    expect(await people.locator('.beyond text').textContent()).toBe(today);
    expect(await page.locator('.burndown-bases').innerText()).toContain('no new figure');
  });
});

const namesOn = (page: Page): Promise<string[]> => page.locator('.map .place').allTextContents();

describe('the map', () => {
  inBrowser('names every base on a phone, none on another, and shows every mark (W12)', async () => {
    const page = await stage().open('/?mission=minusma&page=map', { viewport: { width: 320, height: 640 } });
    await page.locator('.map .place').first().waitFor();
    const { items } = JSON.parse(await stage().get('/v1/missions/minusma/bases?limit=100')) as {
      items: { name: string }[];
    };
    expect((await namesOn(page)).toSorted()).toEqual(items.map(({ name }) => name).toSorted());
    const boxes = await page.evaluate<[number, number, number, number][]>(
      '[...document.querySelectorAll(".map .place")].map((one) => { const { x, y, width, height } = one.getBBox(); return [x, y, x + width, y + height]; })',
    );
    const areApart = (a: readonly number[], b: readonly number[]): boolean =>
      a[2]! <= b[0]! || a[0]! >= b[2]! || a[3]! <= b[1]! || a[1]! >= b[3]!;
    for (const [index, box] of boxes.entries())
      for (const other of boxes.slice(index + 1))
        expect([box, other, areApart(box, other)]).toEqual([box, other, true]);
    const marks = await page.evaluate<[number, number][]>(
      '[...document.querySelectorAll(".map a[href*=bases] g")].map((one) => one.getAttribute("transform").match(/-?[\\d.]+/g).map(Number))',
    );
    expect(marks).toHaveLength(items.length);
    for (const [index, [x, y]] of marks.entries())
      for (const [a, b] of marks.slice(index + 1)) expect(Math.hypot(x - a, y - b)).toBeGreaterThan(13);
    await page.context().close();
  });

  inBrowser('is not drawn where no place is known (W12)', async () => {
    await stage()
      .client.mission('nowhere')
      .command('open-mission', {
        name: 'UNPLACED',
        hostCountry: 'Mali',
        authority: 'Resolution 1',
        startsOn: '2023-07-01',
        deadline: '2023-12-31',
        timeZone: 'Africa/Bamako',
        strength: [{ component: 'uniformed/troops', count: 500 }],
        occurredAt: '2023-07-01',
      });
    await stage().client.mission('nowhere').command('establish-base', {
      base: 'somewhere',
      name: 'Somewhere',
      kind: 'camp',
      occurredAt: '2023-07-01',
    });
    const page = await stage().open('/?mission=nowhere&page=map');
    await page.locator('.map-panel', { hasText: 'No base with a known place' }).waitFor();
    expect(await page.content()).not.toContain('NaN');
    await page.context().close();
  });
});

/** How many pieces of text each page of a PDF of Chromium's shows. */
function textsByPage(pdf: Buffer): number[] {
  const text = pdf.toString('latin1');
  const objects = new Map(
    [...text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)].map(({ 1: id, index, 0: head }) => [id, index + head.length]),
  );
  return [...text.matchAll(/\/Type \/Page\n[\s\S]*?\/Contents (\d+) 0 R/g)].map(([, id]) => {
    const start = pdf.indexOf('stream\n', objects.get(id)) + 'stream\n'.length;
    const [, length] = /\/Length (\d+)/.exec(text.slice(objects.get(id), start)) ?? [];
    const content = inflateSync(pdf.subarray(start, start + Number(length))).toString('latin1');
    return content.match(/ T[jJ]\b/g)?.length ?? 0;
  });
}

describe('on paper', () => {
  inBrowser('a long table begins on the first page (W12)', async () => {
    const page = await stage().open('/?mission=minusma&page=history');
    await page.locator('main tbody tr').nth(20).waitFor();
    const pages = textsByPage(await page.pdf({ format: 'A4' }));
    expect(pages.length).toBeGreaterThan(1);
    // The head alone takes some ten pieces of text.
    expect(pages[0]).toBeGreaterThan(100);
    await page.context().close();
  });
});

const textTokens = ['ink', 'quiet', 'accent', 'good', 'warn', 'bad'] as const;
const marks = ['held', 'scheduled', 'withdrawing', 'vacated', 'handed-over', 'lost'] as const;
const parts = ['present', 'departed', 'died'] as const;
const papers = ['paper', 'panel', 'warn-paper', 'past-paper'] as const;
const grounds = ['sea', 'land', 'other-land'] as const;

function luminance(color: string): number {
  const whole = color.length === 4 ? color.replace(/[\da-f]/gi, '$&$&') : color;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(whole.slice(start, start + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe('colours', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    inBrowser(`every text can be read on every ground it stands on, ${colorScheme} (W12)`, async () => {
      const page = await stage().open('/?mission=minusma', { colorScheme });
      await whenWhole(page);
      const tokens = await page.evaluate<Record<string, string>>(
        `Object.fromEntries(${JSON.stringify([...textTokens, ...marks, ...parts, ...papers, ...grounds])}.map((name) => [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()]))`,
      );
      const of = (one: string, other: string): number => contrast(tokens[one] ?? '', tokens[other] ?? '');
      const tooWeak = [
        ...[...marks, ...parts].map((one) => [one, 'panel', of(one, 'panel'), 4.5] as const),
        ...textTokens.flatMap((one) => papers.map((on) => [one, on, of(one, on), 4.5] as const)),
        ...['ink', 'quiet', 'bad'].flatMap((one) => grounds.map((on) => [one, on, of(one, on), 4.5] as const)),
        ...marks.flatMap((one) => grounds.map((on) => [one, on, of(one, on), 3] as const)),
        ['panel', 'accent', of('panel', 'accent'), 4.5] as const,
      ].filter(([, , found, least]) => !(found >= least));
      expect(tooWeak).toEqual([]);
      await page.context().close();
    });
});
