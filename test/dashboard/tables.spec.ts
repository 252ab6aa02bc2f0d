import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { count, difference, listIn, marks, number, people, planned, when, word, type Row } from './as-shown.js';
import { downloaded, stageFor, whenWhole } from './support.js';

const { stage, inBrowser } = stageFor('the tables of the dashboard beside their CSV in a browser');

/** Each moment at which tables are compared: the head, a past one, and one with both axes apart. */
const moments = ['', '&validAt=2023-08-13&knownAt=2023-08-13', '&validAt=2023-12-31&knownAt=2023-10-31'];

type Columns = Readonly<Record<string, (row: Row) => string>>;

/** The columns that a table shows, by their heads, and what each makes of a row of the CSV, which has more. */
const columns = {
  bases: {
    Base: (row) => row.name ?? '',
    Region: (row) => row.region ?? '',
    Status: (row) => word(row.status ?? ''),
    People: (row) => people(row),
    Planned: planned,
    'Shift, days': (row) => difference(row.shiftDays),
    'Slack, days': (row) => row['plan.slackDays'] ?? '',
    'Vacated on': (row) => when(row['vacated.occurredAt']),
    'Handed over to': (row) => namesIn(row.handedOver, 'to'),
    'Occupied by': (row) => namesIn(row.occupiedBy, 'by'),
  },
  convoys: {
    Convoy: (row) => row.id ?? '',
    State: (row) => word(`state.${row.state}`),
    Mode: (row) => row.mode ?? '',
    From: (row) => row.from ?? '',
    To: destination,
    Left: (row) => when(row['departed.occurredAt']),
    Arrived: (row) => when(row['arrived.occurredAt']),
    People: (row) => people(row),
    attacks: (row) => row.attacked ?? '',
    killed: (row) => count(row, 'casualties.killed', true),
    wounded: (row) => count(row, 'casualties.wounded', true),
  },
  entries: {
    '#': (row) => row.revision ?? '',
    Happened: (row) => when(row.occurredAt),
    Entries: (row) => `${row.sentence} ${marks(row)}`.trim(),
    By: (row) => row['actor.id'] ?? '',
    Source: (row) => row['source.title'] ?? '',
  },
  people: {
    Population: (row) => row.component ?? '',
    Measure: (row) => word(row.measure ?? ''),
    Low: (row) => number(row.low),
    Best: (row) => number(row.best),
    High: (row) => (row.high === '' ? 'unknown' : number(row.high)),
  },
  peopleByDay: {
    Day: (row) => when(row.date),
    Present: (row) => count(row, 'present'),
    'Straight line': (row) => number(row.straightLine),
  },
  basesByDay: {
    Day: (row) => when(row.date),
    Bases: (row) => row.bases ?? '',
    Planned: (row) => row.plannedBases ?? '',
  },
  map: {
    Base: (row) => row.name ?? row.id ?? '',
    Status: (row) => word(row.status ?? `state.${row.state}`),
    People: (row) => people(row, true),
    From: (row) => row.from ?? '',
    To: (row) => (row.state === undefined ? '' : destination(row)),
    Place: (row) => (row['location.lat'] ? `${row['location.lat']}, ${row['location.lon']}` : ''),
  },
  missions: {
    Missions: (row) => row.name ?? '',
    Status: (row) => word(`status.${row.status}`),
    Deadline: (row) => when(row.deadline),
    'days left': (row) => number(row.daysLeft),
    Present: (row) => count(row, 'present', true),
    Bases: (row) => row.remainingBases ?? '',
    revision: (row) => row.revision ?? '',
  },
} satisfies Record<string, Columns>;

const namesIn = (cell: string | undefined, of: 'to' | 'by'): string =>
  listIn<Record<string, { name: string }>>(cell)
    .map((one) => one[of]?.name)
    .join(', ');

function destination({ to, toPlace }: Row): string {
  return to === 'abroad' ? toPlace || 'abroad' : (to ?? '');
}

const measures = ['baseline', 'present', 'departed', 'separated', 'died'];

/** The counts of the summary, one a row: its CSV has them beside one another. */
function countsIn(summary: Row): Row[] {
  const prefix = 'strength.components.';
  const parts = Object.keys(summary).flatMap((name) =>
    name.startsWith(prefix) && name.endsWith('.baseline.best')
      ? [name.slice(prefix.length, -'.baseline.best'.length)]
      : [],
  );
  return ['', ...parts].flatMap((part) =>
    measures.map((measure) => {
      const at = `${part === '' ? 'strength.' : prefix + part + '.'}${measure}`;
      return {
        component: part || 'all',
        measure,
        low: summary[`${at}.low`] ?? '',
        best: summary[`${at}.best`] ?? '',
        high: summary[`${at}.high`] ?? '',
      };
    }),
  );
}

/** What columns make of rows, with their heads. */
function asShown(shown: Columns, rows: readonly Row[]): string[][] {
  return [Object.keys(shown), ...rows.map((row) => Object.values(shown).map((cell) => plain(cell(row))))];
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The texts of elements, cell by cell: `of` finds the rows. */
async function read(page: Page, of: string, cells: string): Promise<string[][]> {
  const found = await page
    .locator(of)
    .evaluateAll(
      (all: { querySelectorAll(selector: string): Iterable<{ innerText: string }> }[], selector) =>
        all.map((one) => Array.from(one.querySelectorAll(selector), ({ innerText }) => innerText)),
      cells,
    );
  return found.map((row) => row.map(plain));
}

/** A table with its heads. One that is folded up is unfolded. */
async function tableIn(page: Page, panel: string): Promise<string[][]> {
  const folded = page.locator(`${panel} details:not([open]) > summary`);
  if ((await folded.count()) > 0) await folded.first().click();
  await page.locator(`${panel} tbody tr`).first().waitFor();
  return read(page, `${panel} tr`, 'th, td');
}

async function csvOf(page: Page, view: string): Promise<Row[]> {
  const { text } = await downloaded(page, `[data-format="${view}.csv"]`);
  // Files that people open begin with a byte order mark.
  expect(text.startsWith('\uFEFF')).toBe(true);
  return parse<Record<string, string>>(text, { columns: true, bom: true });
}

/** The rows of the map: all bases, and the convoys on the road. */
async function onTheMap(page: Page): Promise<Row[]> {
  const convoys = await csvOf(page, 'convoys');
  const onTheRoad = convoys.filter(
    (row) => row['departed.occurredAt'] && !row['arrived.occurredAt'] && row.state !== 'turned-back',
  );
  // The last lines of the bases are people who are at none.
  const bases = (await csvOf(page, 'bases')).filter(({ status }) => status !== '');
  return [...bases, ...onTheRoad];
}

/** A page of the mission at a moment, when it has come whole. */
async function openAt(place: string, moment: string): Promise<Page> {
  const page = await stage().visit(`/?mission=minusma${place}${moment}`);
  await page.locator('.connection.live').waitFor();
  await whenWhole(page);
  return page;
}

describe('each table says what its CSV says, row by row', () => {
  for (const moment of moments) {
    const at = moment === '' ? 'at the head' : `at ${moment.slice(1)}`;

    inBrowser(`bases and convoys ${at}`, async () => {
      for (const view of ['bases', 'convoys'] as const) {
        const page = await openAt(`&page=${view}`, moment);
        const csv = await csvOf(page, view);
        expect(csv).not.toEqual([]);
        expect(await tableIn(page, 'main')).toEqual(asShown(columns[view], csv));
      }
    });

    inBrowser(`the board ${at}: people, both burndowns, the map, incidents and discrepancies`, async () => {
      const page = await openAt('', moment);
      await page.locator('.panel.incidents li').first().waitFor();
      await page.locator('.taking > summary').click();
      const [summary = {}] = await csvOf(page, 'summary');
      expect(await tableIn(page, '.panel.people')).toEqual(asShown(columns.people, countsIn(summary)));

      const days = await csvOf(page, 'burndown');
      const byDay = await tableIn(page, '.panel.burndown-people');
      // The tables have the first days, to some after the last on which anything moved.
      const [first, rest] = [days.slice(0, byDay.length - 1), days.slice(byDay.length - 1)];
      expect(byDay).toEqual(asShown(columns.peopleByDay, first));
      expect(await tableIn(page, '.panel.burndown-bases')).toEqual(asShown(columns.basesByDay, first));
      expect(new Set(rest.map(({ revision }) => revision || first.at(-1)?.revision)).size).toBeLessThanOrEqual(1);

      expect(await tableIn(page, '.panel.map-panel')).toEqual(asShown(columns.map, await onTheMap(page)));

      // The last six, newest first.
      const incidents = (await csvOf(page, 'incidents')).toReversed().slice(0, 6);
      expect(await linesIn(page, '.panel.incidents')).toEqual(incidents.map(incidentAsShown));

      const discrepancies = await csvOf(page, 'discrepancies');
      expect(await linesIn(page, '.panel.discrepancies')).toEqual(
        discrepancies.map(({ message, entries }) => `${message} #${listIn<number>(entries).join(' #')}`),
      );
      expect(await page.locator('.panel.discrepancies h2').innerText()).toMatch(
        new RegExp(` ${discrepancies.length}$`),
      );
    });

    const filters = [
      '',
      '&base=ber',
      '&type=ConvoyAttacked&order=oldest',
      '&text=convoy&from=2023-08-01&to=2023-08-31',
    ];
    for (const filter of filters)
      inBrowser(`the history ${at}, ${filter === '' ? 'page after page' : `by ${filter.slice(1)}`}`, async () => {
        const page = await openAt(`&page=history${filter}`, moment);
        await page.locator('select[name=order]').waitFor();
        const csv = await csvOf(page, 'entries');
        const pages = [await tableIn(page, 'main')];
        for (let next = page.locator('a[rel=next]'); (await next.count()) > 0;) {
          const last = pages.at(-1)?.at(-1)?.[0];
          await next.click();
          await page.locator(`tr[data-key="${last}"]`).waitFor({ state: 'detached' });
          pages.push((await tableIn(page, 'main')).slice(1));
        }
        expect(csv).not.toEqual([]);
        expect(pages.flat()).toEqual(asShown(columns.entries, csv));
      });
  }

  inBrowser('a convoy that leaves the country, on the map as in the list', async () => {
    const convoy = { convoy: 'gao-abroad-1', from: 'gao', to: 'abroad', toPlace: 'Abidjan', mode: 'air' };
    await stage().command('report-convoy-departed', { ...convoy, occurredAt: '2023-12-30' });
    const board = await openAt('&page=map', '');
    await board.locator('.taking > summary').click();
    const rows = await onTheMap(board);
    expect(rows.at(-1)).toMatchObject({ id: convoy.convoy, toPlace: 'Abidjan' });
    expect(await tableIn(board, 'main')).toEqual(asShown(columns.map, rows));
    const list = await openAt('&page=convoys', '');
    expect(await tableIn(list, 'main')).toEqual(asShown(columns.convoys, await csvOf(list, 'convoys')));
  });

  inBrowser('the list of missions, as the API gives it', async () => {
    const page = await stage().visit('/');
    const text = await stage().get('/v1/missions', 'text/csv');
    expect(await tableIn(page, 'main')).toEqual(asShown(columns.missions, parse(text, { columns: true })));
  });
});

const linesIn = async (page: Page, panel: string): Promise<string[]> =>
  (await page.locator(`${panel} .lines > li`).allInnerTexts()).map(plain);

function incidentAsShown(row: Row): string {
  const told = [row.what, row.place, row.convoy].filter((part) => part !== undefined && part !== '').join(' · ');
  const toll =
    Number(row['own.killed.best']) + Number(row['own.wounded.best']) > 0
      ? `${row['own.killed.best']} killed, ${row['own.wounded.best']} wounded`
      : '';
  return plain(`${when(row.occurredAt)} ${told} ${row.summary} ${toll}`);
}
