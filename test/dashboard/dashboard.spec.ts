import { parse } from 'csv-parse/sync';
import { complaintsOf, downloaded, expedited, stageFor } from './support.js';

const ber = 'validAt=2023-08-13&knownAt=2023-08-13';
const { stage, inBrowser } = stageFor('the dashboard in a browser');

describe('the dashboard', () => {
  inBrowser('shows by its URL alone what remained on 13 August 2023, as it was known then', async () => {
    const page = await stage().open(`/?mission=minusma&${ber}`);
    const complaints = complaintsOf(page);
    await page.locator('.people .of-present dd', { hasText: '12,425' }).waitFor();
    expect(await page.locator('.headline .big').innerText()).toContain('140');
    expect(await page.locator('.banner.past').innerText()).toContain('13 Aug 2023');
    expect(await page.locator('.bases-count .big').innerText()).toMatch(/^11/);
    await page.locator('.map-panel .host').waitFor();
    // The convoy from Ber is on the road, and was attacked.
    expect(await page.locator('.map .truck.attacked').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  inBrowser('brings what somebody records onto a page that is open', async () => {
    const page = await stage().open('/?mission=minusma');
    await page.locator('.connection.live').waitFor();
    const before = await page.locator('.bases-count .by-status li', { hasText: 'Lost' }).innerText();
    const { revision } = await stage().command('establish-base', {
      base: 'lere',
      name: 'Lere',
      kind: 'camp',
      occurredAt: '2023-07-01',
    });
    await page.locator('.connection', { hasText: `revision ${revision}` }).waitFor();
    await page.locator('.bases-count', { hasText: '1 of 14 remaining' }).waitFor();
    expect(await page.locator('.bases-count .by-status li', { hasText: 'Lost' }).innerText()).toBe(before);
    // Whoever was here before is told what is new.
    await page.locator('.changed', { hasText: 'Base Lere (lere)' }).waitFor();
    await page.getByRole('button', { name: 'Mark as seen' }).click();
    await page.locator('.changed', { hasText: `Nothing new since revision ${revision}` }).waitFor();
    await page.context().close();
  });

  inBrowser('moves through the withdrawal from Ber by a slider, with the keys, on both axes', async () => {
    const page = await stage().open('/?mission=minusma&page=bases&validAt=2023-08-11&knownAt=2023-08-11');
    const status = page.locator('tr[data-key=ber] .status');
    await page.locator('.banner.past', { hasText: '11 Aug 2023' }).waitFor();
    expect(await status.innerText()).toBe('Held');
    const slider = page.getByLabel('Happened by');
    await slider.focus();
    await slider.press('ArrowRight');
    await slider.press('ArrowRight');
    await page.locator('tr[data-key=ber]', { hasText: 'Vacated' }).waitFor();
    expect(page.url()).toContain('validAt=2023-08-13&knownAt=2023-08-13');
    // The handover of 17 August is not known on the 13th, whatever is looked at.
    await page.getByLabel('Move both together').uncheck();
    await slider.press('PageUp');
    await page.locator('.banner.past', { hasText: '20 Aug 2023' }).waitFor();
    expect(await status.innerText()).toBe('Vacated');
    await page.getByLabel('Known by').press('PageUp');
    await page.locator('tr[data-key=ber]', { hasText: 'Handed over' }).waitFor();
    // The same link shows somebody else the same.
    const other = await stage().open(new URL(page.url()).search);
    await other.locator('tr[data-key=ber]', { hasText: 'Handed over' }).waitFor();
    await page.getByRole('button', { name: 'Back to live' }).click();
    await page.locator('.banner.past').waitFor({ state: 'detached' });
    await other.context().close();
    await page.context().close();
  });

  inBrowser('plays like a film until it is paused', async () => {
    const page = await stage().open(`/?mission=minusma&${ber}`);
    await page.locator('.headline', { hasText: '140' }).waitFor();
    await page.getByLabel('Speed').selectOption('8');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForURL(({ searchParams }) => (searchParams.get('validAt') ?? '') >= '2023-08-18');
    await page.getByRole('button', { name: 'Pause' }).click();
    const day = new URL(page.url()).searchParams.get('validAt') ?? '';
    const left = (Date.parse('2023-12-31') - Date.parse(day)) / 86_400_000;
    await page.locator('.headline', { hasText: `${left} days left` }).waitFor();
    expect(page.url()).toContain(`validAt=${day}&knownAt=${day}`);
    await page.context().close();
  });

  inBrowser('gives what it shows as files that say what, as of when', async () => {
    const page = await stage().open(`/?mission=minusma&page=bases&${ber}`);
    await page.locator('tr[data-key=ber]').waitFor();
    const { name } = await downloaded(page, '[data-format="bases.csv"]');
    expect(name).toBe('minusma_bases_2023-08-13_2023-08-13.csv');
    await page.locator('.taking summary').click();
    const summary = await downloaded(page, '[data-format="summary.csv"]');
    expect(parse<Record<string, string>>(summary.text, { columns: true })[0]).toMatchObject({
      'strength.present.best': '12425',
    });
    const calendar = await downloaded(page, '[data-format="schedule.calendar"]');
    expect([calendar.name, calendar.text.split('\r\n')[0]]).toEqual([
      'minusma_schedule_2023-08-13_2023-08-13.ics',
      'BEGIN:VCALENDAR',
    ]);
    const map = await downloaded(page, '[data-format="bases.geojson"]');
    expect((JSON.parse(map.text) as { features: object[] }).features).toHaveLength(13);
    await page.context().close();
  });

  inBrowser('says within half a minute when nothing comes any more, and goes on by itself', async () => {
    const context = await stage().newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${stage().url}/?mission=minusma`);
    await page.locator('.headline').waitFor();
    stage().hold(true);
    await page.clock.fastForward(31_000);
    await page.locator('.banner.stale', { hasText: 'Nothing has come' }).waitFor();
    expect(await page.locator('.connection').innerText()).toContain('Not live');
    stage().hold(false);
    await page.clock.fastForward(10_000);
    await page.locator('.connection.live').waitFor();
    await page.locator('.banner.stale').waitFor({ state: 'detached' });
    await context.close();
  });

  inBrowser('is called busy until all of it is there, however slowly that comes', async () => {
    const page = await stage().open('/');
    const line = await page.context().newCDPSession(page);
    const bytesPerSecond = 40_000;
    const slow = { offline: false, latency: 20, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond };
    await page.locator('tr[data-key=minusma]').waitFor();
    await line.send('Network.emulateNetworkConditions', slow);
    await page.locator('tr[data-key=minusma] a').click();
    await page.locator('main:not([aria-busy=true]) .panel.people').waitFor();
    const panels = await page.evaluate<string[]>(
      'Array.from(document.querySelectorAll("main .panel"), ({ className }) => className)',
    );
    for (const panel of ['burndown-people', 'burndown-bases', 'map-panel', 'incidents', 'discrepancies'])
      expect(panels).toContain(`panel ${panel}`);
    await page.context().close();
  });

  inBrowser('asks again for incidents that did not come', async () => {
    const page = await stage().open('/');
    let asked = 0;
    await page.route('**/incidents*', (route) => (asked++ < 5 ? route.abort() : route.continue()));
    await page.locator('tr[data-key=minusma] a').click();
    await page.locator('.panel.incidents li').first().waitFor();
    expect(asked).toBeGreaterThan(5);
    await page.context().close();
  });

  inBrowser('says of a figure why it is so, down to the entries behind it', async () => {
    const page = await stage().open(`/?mission=minusma&${ber}`);
    await page.locator('.of-departed a.figure').click();
    await page.locator('dialog', { hasText: '675 = 460 repatriated + 215 reported as departed' }).waitFor();
    expect(page.url()).toContain('why=summary');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('why=');
    // Every figure of the board is one that the server can explain.
    const asked = await page
      .locator('main a.figure')
      .evaluateAll((all: { href: string }[]) => all.map(({ href }) => href));
    for (const href of new Set(asked)) {
      const [, view = '', pointer = ''] = /^([a-z]+):(.*)$/.exec(new URL(href).searchParams.get('why') ?? '') ?? [];
      const path = view === 'summary' ? '' : `/${view}`;
      const answer = await stage().get(`/v1/missions/minusma${path}?${ber}&why=${encodeURIComponent(pointer)}`);
      expect([view, pointer, JSON.parse(answer) as object]).toEqual([
        view,
        pointer,
        expect.objectContaining({ kind: expect.any(String) }),
      ]);
    }
    await page.context().close();
  });

  inBrowser('proves an entry by its own arithmetic', async () => {
    const page = await stage().open(`/?mission=minusma&page=history&id=${expedited}`);
    await page.getByRole('button', { name: 'Check that this entry is in the signed log' }).click();
    await page.locator('.outcome.good', { hasText: `these exact bytes are entry ${expedited}` }).waitFor();
    // A server that sends another history than it signed is found out.
    await page.route('**/proofs/inclusion*', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { hashes: string[] };
      await route.fulfill({ response, json: { ...answer, hashes: answer.hashes.toReversed() } });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Check that this entry is in the signed log' }).click();
    await page.locator('.outcome.bad', { hasText: 'do not lead to the root' }).waitFor();
    await page.context().close();
  });

  inBrowser('speaks French', async () => {
    const page = await stage().open(`/?mission=minusma&lang=fr&${ber}`);
    await page.locator('.headline', { hasText: 'jours restants' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page.context().close();
  });
});
