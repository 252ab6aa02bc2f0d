import type { Page } from 'playwright-core';
import { setTimeout } from 'node:timers/promises';
import { stageFor } from './support.js';

const { stage, inBrowser } = stageFor('orders and reports from the dashboard in a browser');

const openForm = async (command: string): Promise<Page> => {
  const page = await stage().open(`/?mission=minusma&page=act&command=${command}`);
  await page.locator('.connection.live').waitFor();
  await page.locator('form.command').waitFor();
  return page;
};

const notesWith = async (text: string): Promise<number> =>
  (
    JSON.parse(await stage().get(`/v1/missions/minusma/entries?text=${encodeURIComponent(text)}`)) as {
      items: object[];
    }
  ).items.length;

const check = 'See what it would record';
const record = 'Record it';

describe('acting', () => {
  inBrowser('shows what a report would record, then records it', async () => {
    const page = await openForm('add-note');
    await page.getByLabel('text required').fill('Seen from the gate');
    await page.getByLabel('occurred at required').fill('2023-08-13');
    await page.getByLabel('base', { exact: true }).fill('ber');
    await page.getByRole('button', { name: check }).click();
    await page.locator('.outcome', { hasText: 'Nothing has been recorded yet' }).waitFor();
    expect(await notesWith('Seen from the gate')).toBe(0);
    await page.getByRole('button', { name: record }).click();
    await page.locator('.outcome.good', { hasText: 'Recorded as revision' }).waitFor();
    expect(await notesWith('Seen from the gate')).toBe(1);
    await page.context().close();
  });

  inBrowser('says beside the field what is wrong with it, and keeps what was filled in', async () => {
    const page = await openForm('establish-base');
    await page.getByLabel('base required').fill('Not A Slug');
    await page.getByLabel('name required').fill('Tabankort');
    await page.getByLabel('kind required').selectOption('camp');
    await page.getByRole('button', { name: check }).click();
    const field = page.getByLabel('base required');
    await page.locator('.outcome.bad').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const described = (await field.getAttribute('aria-describedby'))?.split(' ')[0] ?? '';
    expect(await page.locator(`[id="${described}"]`).innerText()).not.toBe('');
    expect(await page.getByLabel('name required').inputValue()).toBe('Tabankort');
    // The summary leads to the field.
    await page.locator('.outcome.bad a').first().click();
    expect(await page.evaluate('document.activeElement.id')).toBe('field-base');
    await field.fill('ber');
    await page.getByRole('button', { name: check }).click();
    await page.locator('.outcome.bad', { hasText: /already|exists/i }).waitFor();
    await page.context().close();
  });

  inBrowser('takes counts in the words of their source, and lists', async () => {
    const page = await openForm('report-repatriation');
    await page.getByRole('button', { name: 'Add lines' }).click();
    await page.getByLabel('component required').fill('uniformed/troops');
    await page.getByLabel('Form count').selectOption('about');
    await page.getByLabel('about required').fill('20');
    await page.getByLabel('occurred at required').fill('2023-12-01');
    await page.getByRole('button', { name: check }).click();
    await page.locator('.outcome', { hasText: '"count":{"about":20}' }).waitFor();
    await page.context().close();
  });

  inBrowser('shows what changed since the form was opened, and offers to apply it again', async () => {
    const page = await openForm('add-note');
    await page.getByText('If-Match').waitFor();
    await page.getByLabel('text required').fill('After all the others');
    await page.getByLabel('occurred at required').fill('2023-08-14');
    await page.getByLabel('base', { exact: true }).fill('kidal');
    await stage().command('add-note', { text: 'Somebody was faster', base: 'kidal', occurredAt: '2023-08-14' });
    await page.getByRole('button', { name: check }).click();
    await page.locator('.outcome.warn', { hasText: 'Somebody was faster' }).waitFor();
    await page.getByRole('button', { name: /apply mine/ }).click();
    await page.locator('.outcome', { hasText: 'Nothing has been recorded yet' }).waitFor();
    // Between seeing and recording it may change once more.
    await stage().command('add-note', { text: 'And faster again', base: 'kidal', occurredAt: '2023-08-14' });
    await page.getByRole('button', { name: record }).click();
    await page.locator('.outcome.warn', { hasText: 'And faster again' }).waitFor();
    expect(await page.locator('.outcome.warn').innerText()).not.toContain('Somebody was faster');
    expect(await notesWith('After all the others')).toBe(0);
    await page.getByRole('button', { name: /apply mine/ }).click();
    await page.locator('.outcome', { hasText: 'Nothing has been recorded yet' }).waitFor();
    await page.getByRole('button', { name: record }).click();
    await page.locator('.outcome.good').waitFor();
    expect(await notesWith('After all the others')).toBe(1);
    await page.context().close();
  });

  inBrowser('has an empty form after recording, so that one attack is not sent twice (W11)', async () => {
    const page = await openForm('report-convoy-attacked');
    const attack = async (): Promise<void> => {
      await page.getByLabel('convoy required').fill('kidal-gao-1');
      await page.getByLabel('means required').fill('sent but once');
      await page.getByLabel('occurred at required').fill('2023-11-04');
      await page.getByRole('button', { name: check }).click();
      await page.locator('.outcome', { hasText: 'Nothing has been recorded yet' }).waitFor();
    };
    await attack();
    await page.getByRole('button', { name: record }).click();
    await page.locator('.outcome.good', { hasText: 'The form is empty again' }).waitFor();
    for (const label of ['convoy required', 'means required', 'occurred at required'])
      expect([label, await page.getByLabel(label).inputValue()]).toEqual([label, '']);
    expect(await page.getByRole('button', { name: record }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: check }).click();
    await page.locator('.outcome.bad').waitFor();
    expect(await notesWith('sent but once')).toBe(1);
    // Where the server warns of a report that is there already, that stands before the button.
    await page.route('**/commands/*dryRun*', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as object;
      const warnings = [{ rule: 'possible-duplicate', entries: [7], text: 'The same as #7: type, convoy, day, toll.' }];
      await route.fulfill({ response, json: { ...answer, warnings } });
    });
    await attack();
    await page.locator('.outcome.warn .warnings', { hasText: 'The same as #7' }).waitFor();
    expect(await page.locator('.warnings a').getAttribute('href')).toContain('id=7');
    await page.context().close();
  });

  inBrowser('has a form for every command of the API', async () => {
    const page = await openForm('add-note');
    const api = JSON.parse(await stage().get('/openapi.json')) as { paths: Record<string, unknown> };
    const commands = Object.keys(api.paths).flatMap((path) => /commands\/([a-z-]+)$/.exec(path)?.[1] ?? []);
    expect(await page.locator('.choose option').count()).toBe(commands.length + 1);
    for (const command of commands) {
      await page.locator('.choose select').selectOption(command);
      await page.locator('form.command .fields > *').first().waitFor();
    }
    await page.context().close();
  });

  inBrowser(
    'keeps a command while the server is away, and records it once after the tab was closed and opened',
    async () => {
      const page = await openForm('add-note');
      await page.getByLabel('text required').fill('Written without a line');
      await page.getByLabel('occurred at required').fill('2023-08-15');
      await stage().kill();
      await page.locator('.banner', { hasText: 'connection is being made again' }).waitFor();
      await page.getByRole('button', { name: check }).click();
      // Nothing waits anywhere before it is recorded (W1).
      await page.locator('.told', { hasText: 'Not checked and not kept yet.' }).waitFor();
      expect(await page.locator('.told').innerText()).not.toContain('waits in this browser');
      expect(await page.locator('.waiting').count()).toBe(0);
      await page.getByRole('button', { name: record }).click();
      await page.locator('.waiting', { hasText: 'Written without a line' }).waitFor();
      await page.locator('.told', { hasText: 'waits in this browser' }).waitFor();
      expect(await page.getByLabel('text required').inputValue()).toBe('');
      const context = page.context();
      await page.close();
      await stage().start();
      expect(await notesWith('Written without a line')).toBe(0);
      const again = await context.newPage();
      await again.goto(`${stage().url}/?mission=minusma&page=act`);
      await again.locator('.connection.live').waitFor();
      await again.locator('.waiting').waitFor({ state: 'detached' });
      await expectSoon(() => notesWith('Written without a line'), 1);
      // Another visit finds nothing left to send.
      await again.reload();
      await again.locator('.connection.live').waitFor();
      expect(await notesWith('Written without a line')).toBe(1);
      await context.close();
    },
  );

  inBrowser('goes on without a gap when the server is killed and started again', async () => {
    const page = await stage().open('/?mission=minusma');
    await page.locator('.changed').waitFor();
    await stage().kill();
    await page.locator('.connection.connecting').waitFor();
    // What was shown stays, and says as of when it is.
    expect(await page.locator('.headline .big').innerText()).not.toBe('');
    await stage().start();
    await page.locator('.connection.live').waitFor();
    const { revision } = await stage().command('add-note', { text: 'After the restart', occurredAt: '2023-08-16' });
    await page.locator('.connection', { hasText: `revision ${revision}` }).waitFor();
    await page.locator('.changed', { hasText: 'After the restart' }).waitFor();
    await page.context().close();
  });

  inBrowser('shows a moment that was asked for while the server was away as soon as it is back', async () => {
    const page = await stage().open('/?mission=minusma&validAt=2023-08-13');
    await page.locator('main:not([aria-busy=true]) .headline').waitFor();
    await stage().kill();
    await page.getByLabel('Happened by').press('PageUp');
    await page.locator('.banner.stale', { hasText: 'cannot be reached' }).waitFor();
    await stage().start();
    await page.locator('.banner.stale').waitFor({ state: 'detached' });
    await page.locator('main:not([aria-busy=true])', { hasText: '2023' }).waitFor();
    expect(page.url()).not.toContain('validAt=2023-08-13');
    await page.context().close();
  });
});

/** Asks until the answer is there; the test's own time limits how long. */
async function expectSoon(ask: () => Promise<number>, wanted: number): Promise<void> {
  while ((await ask()) !== wanted) await setTimeout(20);
}
