import type { BrowserContextOptions, Page } from 'playwright-core';
import { stageFor } from './support.js';

const { stage, inBrowser } = stageFor('the verdict on the board in a browser');

const open = async (moment: string, options?: BrowserContextOptions): Promise<Page> => {
  const path = `/?mission=minusma${moment}`;
  const page = await (options ? stage().open(path, options) : stage().visit(path));
  await page.locator('main:not([aria-busy=true]) .verdicts').waitFor();
  return page;
};

const at = (day: string): string => `&validAt=${day}&knownAt=${day}`;

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The sentence, and the three rows by what they are about. */
async function verdictOn(page: Page): Promise<Record<'sentence' | 'people' | 'sites' | 'permits', string>> {
  const textOf = async (selector: string): Promise<string> => plain(await page.locator(selector).innerText());
  return {
    sentence: await textOf('.headline .status-line'),
    people: await textOf('.verdicts [data-of=people]'),
    sites: await textOf('.verdicts [data-of=sites]'),
    permits: await textOf('.verdicts [data-of=permits]'),
  };
}

describe('the first block of the board says whether the mission makes it', () => {
  inBrowser('on 3 November 2023, as it was known then', async () => {
    const page = await open(at('2023-11-03'));
    expect(await verdictOn(page)).toEqual({
      sentence:
        'tight At the pace of the last reports (24 Oct 2023, 10 days old) 2,798 people would remain on 31 Dec 2023.',
      people: 'tight People 8,931 present · 131 a day needed, 90 reached last figure 24 Oct 2023, 10 days old',
      sites:
        'on track Sites 5 of 13 remain · 3 of them for liquidation · next: Mopti by 15 Dec 2023 last entry 31 Oct 2023, 3 days old',
      permits: 'waiting Permits trucks-gao (movement) no answer for 40 days last entry 28 Oct 2023, 6 days old',
    });
    // A word never stands without its shape.
    expect(await page.locator('.verdicts .verdict-word svg').count()).toBe(3);
  });

  inBrowser('on 13 August 2023, with a pace only where reports can be compared (W5)', async () => {
    const page = await open(at('2023-08-13'));
    const { sentence, people, permits } = await verdictOn(page);
    expect(sentence).toMatch(/^at risk At the pace of the last reports \(4 Aug 2023, 9 days old\) 9,467 people/);
    expect(people).toContain('will miss People');
    expect(people).toContain('83 a day needed, 20 reached');
    expect(permits).toContain('clear Permits');
    const pace = plain(await page.locator('.pace').innerText());
    expect(pace).toContain('a day, last 30 days no report in this window');
    expect(pace).toContain('needed a day from the day shown on 89');
    expect(pace).not.toContain('88.8');
  });

  inBrowser('today: complete, with whom nobody accounts for and without a pace (W6)', async () => {
    const page = await open('');
    const { sentence, people, sites } = await verdictOn(page);
    expect(sentence).toBe('complete All 13 sites left. 3,371 not accounted for since 8 Dec 2023.');
    expect(people).toContain('not accounted for');
    expect(sites).toContain('0 of 13 remain');
    const headline = await page.locator('.headline').innerText();
    expect(headline).not.toMatch(/days over|needed|empty on|late/);
    expect(await page.locator('.pace').count()).toBe(0);
  });

  inBrowser('in French, on a narrow window and in the dark', async () => {
    const page = await open(`${at('2023-11-03')}&lang=fr`, {
      viewport: { width: 320, height: 640 },
      colorScheme: 'dark',
    });
    const { sentence, permits } = await verdictOn(page);
    expect(sentence).toBe(
      'tendu Au rythme des derniers rapports (24 oct. 2023, vieux de 10 jours), 2 798 personnes resteraient le 31 déc. 2023.',
    );
    expect(permits).toContain('sans réponse depuis 40 jours');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.context().close();
  });
});

describe('nobody said is not zero (W4)', () => {
  inBrowser('a base that nobody counted has no number, and the column adds up to those present', async () => {
    const page = await stage().open(`/?mission=minusma&page=bases${at('2023-08-13')}`);
    await page.locator('tr[data-key=bamako]').waitFor();
    const peopleAt = async (key: string): Promise<string> =>
      plain(await page.locator(`tr[data-key=${key}] td.number`).first().innerText());
    for (const base of ['bamako', 'timbuktu']) expect(await peopleAt(base)).toBe('not reported');
    expect(await peopleAt('onTheRoad')).toMatch(/^197\b/);
    expect(await peopleAt('inMedicalCare')).toBe('3');
    expect(await peopleAt('notPlaced')).toMatch(/^12,075\b/);
    const cells = await page.locator('tbody tr td.number:nth-of-type(3)').allInnerTexts();
    const numbers = cells.map((cell) => Number.parseInt(cell.replaceAll(',', ''), 10)).filter((n) => !Number.isNaN(n));
    expect(numbers.reduce((sum, n) => sum + n, 0)).toBe(12_425);
    await page.context().close();
  });
});
