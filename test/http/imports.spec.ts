import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { readSheet } from 'read-excel-file/node';
import { openingOf } from '../support/opening.js';
import { startTestServer, type TestServer } from '../support/server.js';

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(() => Date.parse('2023-09-03T12:00:00Z'));
});
afterAll(() => server.close());

const opening = openingOf(10_000, 'uniformed/troops');

interface Row {
  row: number;
  outcome: string;
  sentence?: string;
  revision?: number;
  warnings?: { rule: string }[];
  errors?: { column?: string; value?: string; rule: string; text: string; figures?: object }[];
}
interface Answer {
  revision: number;
  counts: Record<string, number>;
  remarks: { text: string }[];
  rows: Row[];
}

let missions = 0;

/** A mission of its own, with some bases. */
async function mission(...bases: string[]): Promise<string> {
  const id = `m${++missions}`;
  server.mission = id;
  expect((await server.command('open-mission', opening)).status).toBe(201);
  for (const base of bases)
    expect(
      (await server.command('establish-base', { base, name: base, kind: 'camp', occurredAt: '2023-07-01' })).status,
    ).toBe(201);
  return id;
}

async function send(query: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const type = typeof body === 'string' ? 'text/csv' : workbook;
  const reply = await server.post(server.at(`/imports?${query}`), body, { 'content-type': type, ...headers });
  const answer: object = reply.body;
  return { ...reply, answer: answer as Answer };
}

const outcomes = ({ rows }: Answer): string[] => rows.map(({ outcome }) => outcome);
const entries = async (): Promise<
  { type: string; data: Record<string, unknown>; commandId: string; occurredAt: string }[]
> => (await server.get(server.at('/entries?limit=500'))).body.items as never;

const sheetOf = async (rows: SheetData): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await writeXlsxFile(rows).toBuffer());

describe('a table is tried row by row, each on the state that those before it make', () => {
  it('and records nothing', async () => {
    await mission();
    const before = await entries();
    const { status, answer } = await send(
      'kind=bases&dryRun=true',
      'Name,Kind,Hub,Lat,Lon,Component,People\nTimbuktu,super camp,,16.77,-3.00,,\nBer,camp,Timbuktu,,,troops,ca. 200\nGoundam,castle,,,,,\nTotal,,,,,,200\n',
    );
    expect(status).toBe(200);
    expect(outcomes(answer)).toEqual(['would-record', 'would-record', 'refused', 'left-out']);
    expect(answer.rows[1]?.sentence).toBe('Base Ber (ber) holds about 200 uniformed/troops');
    expect(answer.rows[2]?.errors).toMatchObject([{ column: 'Kind', value: 'castle', rule: 'invalid' }]);
    expect(answer.counts).toEqual({ recorded: 0, wouldRecord: 2, alreadyThere: 0, refused: 1, leftOut: 1 });
    expect(await entries()).toEqual(before);
  });

  it('and a refused row leaves nothing behind for the next', async () => {
    await mission('ber', 'timbuktu');
    const { answer } = await send(
      'kind=convoys&dryRun=true',
      'Convoy,Mode,From,To,Planned departure,Departed\nc1,road,ber,timbuktu,2023-08-10,2099-01-01\nc1,road,ber,timbuktu,2023-08-11,\n',
    );
    expect(outcomes(answer)).toEqual(['refused', 'would-record']);
  });
});

describe('a table is recorded', () => {
  it('whole, each row once, however often it is sent', async () => {
    await mission('ber', 'leere');
    const file =
      '\uFEFFDate;From;Category;Contributor;Pax;Source;Confidence\r\n13/08/2023;Ber;troops;bfa;"1.200";MOC;high\r\n03/08/2023;Léere;troops;;200-250;;\r\n03/08/2023;Léere;troops;;200-250;;\r\n';
    const first = await send('kind=departures', file);
    expect([first.status, first.answer.counts.recorded]).toEqual([201, 3]);
    expect(first.answer.remarks.map(({ text }) => text)).toEqual([
      'Dates of Date are read as day/month/year, as others of that column show.',
    ]);
    const recorded = (await entries()).slice(-3);
    expect(recorded.map(({ data }) => data)).toEqual([
      { lines: [{ component: 'uniformed/troops', contingent: 'BFA', count: 1200 }], from: 'ber' },
      { lines: [{ component: 'uniformed/troops', count: { from: 200, to: 250 } }], from: 'leere' },
      { lines: [{ component: 'uniformed/troops', count: { from: 200, to: 250 } }], from: 'leere' },
    ]);
    expect(new Set(recorded.map(({ commandId }) => commandId)).size).toBe(3);
    const again = await send('kind=departures', file);
    expect([again.status, again.answer.counts.alreadyThere]).toEqual([200, 3]);
    expect((await entries()).length).toBe(6);
  });

  it('or not at all where one row is refused', async () => {
    await mission('ber');
    const { status, body, answer } = await send(
      'kind=strength',
      'As of,Base,Component,People\n2023-08-01,ber,troops,100\n2023-08-02,bur,troops,90\n',
    );
    expect([status, body.type]).toEqual([422, '/problems/rows-refused']);
    expect(body.detail).toBe('One row is refused, and nothing was recorded. Correct it, and send the file again.');
    expect(outcomes(answer)).toEqual(['would-record', 'refused']);
    expect(answer.rows[1]?.errors).toMatchObject([{ column: 'Base', value: 'bur', rule: 'unknown-reference' }]);
    expect((await entries()).length).toBe(2);
  });

  it('and a base is found by any of its names', async () => {
    await mission();
    await server.command('establish-base', {
      base: 'aguelhok',
      name: 'Aguelhok',
      aliases: ['Aguel’hoc'],
      kind: 'camp',
    });
    const { answer } = await send('kind=strength', 'As of,Base,Component,People\n2023-08-01,Aguel’hoc,troops,100\n');
    expect(answer.rows[0]?.sentence).toContain('aguelhok');
  });
});

describe('a schedule', () => {
  const csv = (day: string, reason = ''): string => `Base,Planned date,Reason\nber,${day},${reason}\n`;

  it('schedules, expedites or postpones, as the plan needs it', async () => {
    await mission('ber');
    for (const [day, type, reason] of [
      ['about 2023-10-15', 'WithdrawalScheduled', ''],
      ['2023-10-01', 'WithdrawalExpedited', 'rains'],
      ['2023-10-20', 'WithdrawalPostponed', 'no trucks'],
      // The same as said before, and it holds no more.
      ['2023-10-01', 'WithdrawalExpedited', 'rains'],
    ] as const) {
      const { status, answer } = await send('kind=schedule', csv(day, reason));
      expect([status, answer.counts.recorded]).toEqual([201, 1]);
      expect((await entries()).at(-1)?.type).toBe(type);
    }
    expect((await send('kind=schedule', csv('2023-10-01'))).answer.counts.alreadyThere).toBe(1);
  });

  it('needs a reason where a date moves, and says in which column', async () => {
    await mission('ber');
    await send('kind=schedule', csv('2023-10-15'));
    const { answer } = await send('kind=schedule&dryRun=true', csv('2023-10-20'));
    expect(answer.rows[0]?.errors).toMatchObject([{ column: 'Reason', rule: 'invalid' }]);
  });

  it('says the rule that an order breaks, and the figures', async () => {
    await mission('ber');
    const { answer } = await send('kind=schedule&dryRun=true', csv('2024-02-01'));
    expect(answer.rows[0]?.errors).toMatchObject([
      { column: 'Planned date', value: '2024-02-01', rule: 'date-after-deadline', figures: { deadline: '2023-12-31' } },
    ]);
  });
});

describe('a convoy', () => {
  it('is planned, sets out and arrives by one row, which may be filled in later', async () => {
    await mission('ber', 'timbuktu');
    const header = 'Convoy,Mode,From,To,Planned departure,Departed,Arrived,Component,People\n';
    const first = await send('kind=convoys', `${header}c1,road,ber,timbuktu,2023-08-13,,,troops,200\n`);
    expect(first.answer.rows[0]?.sentence).toMatch(/planned/);
    const second = await send(
      'kind=convoys',
      `${header}c1,road,ber,timbuktu,2023-08-13,2023-08-13,2023-08-15,troops,200\nc2,road,ber,timbuktu,2023-08-14,2023-08-14,,troops,100\n`,
    );
    expect(second.status).toBe(201);
    expect((await entries()).map(({ type }) => type).slice(3)).toEqual([
      'ConvoyPlanned',
      'ConvoyDeparted',
      'ConvoyArrived',
      'ConvoyPlanned',
      'ConvoyDeparted',
    ]);
    const { items } = (await server.get(server.at('/discrepancies'))).body;
    expect(items.map(({ rule }) => rule)).toEqual(['account-below-zero']);
  });
});

describe('the file comes back with what became of each row', () => {
  it('CSV as it came, and is taken again as it is', async () => {
    await mission('ber');
    const file = '\uFEFFAs of;Base;Component;People\r\n2023-08-01;"ber";troops;"1 200"\r\n2023-08-02;bur;troops;9\r\n';
    const { status, text } = await send('kind=strength', file, { accept: 'text/csv' });
    expect(status).toBe(422);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe(
      'As of;Base;Component;People;drawdown: outcome;drawdown: column;drawdown: rule;drawdown: what it says',
    );
    expect(lines[1]).toMatch(/^2023-08-01;"ber";troops;"1 200";would-record;;;/);
    expect(lines[2]).toMatch(/^2023-08-02;bur;troops;9;refused;Base;unknown-reference;"?There is no base "+bur"/);
    const mended = await send('kind=strength', text.replace(';bur;', ';ber;'));
    expect([mended.status, mended.answer.counts.recorded]).toEqual([201, 2]);
  });

  it('a workbook as a new one of its values, with days as days', async () => {
    await mission('ber');
    const file = await sheetOf([
      ['As of', 'Base', 'Component', 'People'],
      [{ value: new Date('2023-08-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' }, 'ber', 'troops', 120],
      [45140, 'ber', 'troops', 'about 110'],
      [null, 'Total', null, 230],
    ]);
    const { status, answer } = await send('kind=strength', file);
    expect([status, answer.counts]).toEqual([
      201,
      { recorded: 2, wouldRecord: 0, alreadyThere: 0, refused: 0, leftOut: 1 },
    ]);
    expect((await entries()).slice(-2).map(({ occurredAt }) => occurredAt)).toEqual(['2023-08-01', '2023-08-02']);
    const reply = await fetch(`${server.url}${server.at('/imports?kind=strength&dryRun=true')}`, {
      method: 'POST',
      body: file,
      headers: { 'content-type': workbook, accept: workbook, 'accept-language': 'fr' },
    });
    const rows = await readSheet(Buffer.from(await reply.arrayBuffer()));
    expect(rows[0]?.slice(3, 6)).toEqual(['People', 'drawdown : résultat', 'drawdown : colonne']);
    expect(rows[1]?.slice(0, 5)).toEqual([new Date('2023-08-01T00:00:00Z'), 'ber', 'troops', 120, 'déjà présente']);
    expect(rows[3]?.[4]).toBe('omise');
  });
});

describe('a template', () => {
  it.each(['bases', 'schedule', 'departures', 'strength', 'convoys'])(
    'of %s is a table of its kind, whose second row is left out',
    async (kind) => {
      await mission('ber');
      for (const language of ['en', 'fr']) {
        const { status, text } = await server.get(`/v1/import-templates/${kind}.csv`, { 'accept-language': language });
        expect(status).toBe(200);
        const { answer } = await send(`kind=${kind}&dryRun=true`, text);
        expect(outcomes(answer)).toEqual(['left-out']);
      }
    },
  );

  it('of another kind there is none', async () =>
    expect((await server.get('/v1/import-templates/convoy.csv')).status).toBe(404));
});

describe('more than a thousand rows', () => {
  const table = (rows: number, last = ''): string =>
    `Date,From,Component,People\n${Array.from({ length: rows }, (_, row) => `2023-08-${10 + (row % 20)},ber,troops,${1 + row}\n`).join('')}${last}`;

  it('are recorded in parts, and one that is refused keeps all of them back', async () => {
    await mission('ber');
    const refused = await send('kind=departures', table(1200, '2023-08-10,bur,troops,1\n'));
    expect([refused.status, refused.answer.counts]).toMatchObject([
      422,
      { recorded: 0, wouldRecord: 1200, refused: 1 },
    ]);
    const { status, answer } = await send('kind=departures', table(1200));
    expect([status, answer.counts.recorded]).toEqual([201, 1200]);
    expect(answer.rows.at(-1)?.revision).toBe(1201);
    const again = await send('kind=departures', table(1300));
    expect(again.answer.counts).toMatchObject({ recorded: 100, alreadyThere: 1200 });
  });
});

describe('this route alone', () => {
  it('takes tables', async () => {
    await mission('ber');
    const elsewhere = await server.post(server.at('/commands/add-note'), 'a,b', { 'content-type': 'text/csv' });
    expect([elsewhere.status, elsewhere.body.type]).toEqual([415, '/problems/media-type']);
    const json = await server.post(server.at('/imports?kind=bases'), '{}');
    expect([json.status, json.body.type]).toEqual([415, '/problems/media-type']);
  });

  it('and bodies of more than a mebibyte', async () => {
    await mission('ber');
    const wide = `As of,Base,Component,People,Source\n2023-08-01,ber,troops,100,${'x'.repeat(1_100_000)}\n`;
    const { status, answer } = await send('kind=strength&dryRun=true', wide);
    expect([status, answer.rows[0]?.errors?.[0]?.column]).toEqual([200, 'Source']);
    expect((await send('kind=strength&dryRun=true', 'x'.repeat(10.1 * 1024 * 1024))).status).toBe(413);
  });
});
