import { openingOf } from '../support/opening.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { filesOf, packed, rowOfTexts, sheetOf } from '../support/workbooks.js';

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(() => Date.parse('2023-09-03T12:00:00Z'));
  await server.command('open-mission', openingOf(1000, 'uniformed'));
  for (const base of ['ber', 'gao'])
    await server.command('establish-base', { base, name: base, kind: 'camp', occurredAt: '2023-07-01' });
});
afterAll(() => server.close());

interface Answer {
  remarks: { text: string }[];
  rows: { row: number; outcome: string; sentence?: string; errors?: { column: string; text: string }[] }[];
}

/** What is answered to a workbook that is tried. */
async function tried(kind: string, files: Readonly<Record<string, string>>) {
  const body = await packed(files);
  const reply = await server.post(server.at(`/imports?kind=${kind}&dryRun=true`), body, { 'content-type': workbook });
  const answer: object = reply.body;
  return { status: reply.status, detail: reply.body.detail, ...(answer as Answer) };
}

const plan = (cell: string): string =>
  `${rowOfTexts(1, 'Base', 'Planned date')}<row r="2">${text('A2', 'ber')}${cell}</row>`;
const text = (address: string, words: string): string => `<c r="${address}" t="inlineStr"><is><t>${words}</t></is></c>`;
const strength = (base: string): string =>
  `${rowOfTexts(1, 'As of', 'Component', 'People', 'Base')}<row r="2">${text('A2', '2023-08-13')}${text('B2', 'uniformed')}<c r="C2"><v>12</v></c>${base}</row>`;

describe('a workbook that counts its days from 1904', () => {
  it.each(['1', 'true'])('has the days that its spreadsheet shows (date1904="%s")', async (value) => {
    const files = filesOf(plan('<c r="B2" s="1"><v>43712</v></c>'), '', {
      properties: `<workbookPr date1904="${value}"/>`,
    });
    const { rows } = await tried('schedule', files);
    expect(rows.map(({ sentence }) => sentence)).toEqual(['Withdrawal from ber scheduled for 2023-09-05']);
  });

  it('is not asked which day a bare number is', async () => {
    const files = filesOf(plan('<c r="B2"><v>43712</v></c>'), '', { properties: '<workbookPr date1904="true"/>' });
    const { rows } = await tried('schedule', files);
    expect(rows[0]?.errors?.[0]?.text).toContain('which this workbook counts from 1904');
    const others = await tried('schedule', filesOf(plan('<c r="B2"><v>45174</v></c>')));
    expect(others.rows[0]?.sentence).toBe('Withdrawal from ber scheduled for 2023-09-05');
  });
});

describe('a cell without a value is not one that says nothing', () => {
  it.each([
    ['an error', '<c r="D2" t="e"><v>#N/A</v></c>'],
    ['a formula that no program has worked out', '<c r="D2"><f>A9</f><v></v></c>'],
    ['a formula on a line of its own', '<c r="D2">\n<f>A9</f>\n</c>'],
  ])('if it is %s', async (_, cell) => {
    const { rows } = await tried('strength', filesOf(strength(cell)));
    expect(rows).toMatchObject([
      { outcome: 'refused', errors: [{ column: 'Base', text: expect.stringContaining('formula that has no value') }] },
    ]);
  });

  it('but a formula that came to an empty text says nothing', async () => {
    const { rows } = await tried('strength', filesOf(strength('<c r="D2" t="str"><f>A9</f><v></v></c>')));
    expect(rows.map(({ sentence }) => sentence)).toEqual(['12 uniformed reported as present']);
  });
});

describe('of a workbook is read', () => {
  it('the first sheet that is shown, and which is told', async () => {
    const files = filesOf(plan(text('B2', '2023-09-05')), '', {
      sheets:
        '<sheet name="lists" sheetId="1" state="veryHidden" r:id="rId1"/><sheet name="Plan" sheetId="2" r:id="rId2"/>',
    });
    const shown = sheetOf(`${rowOfTexts(1, 'Base', 'Planned date')}${rowOfTexts(2, 'gao', '2023-09-06')}`);
    const { rows, remarks } = await tried('schedule', { ...files, 'xl/worksheets/sheet2.xml': shown });
    expect(rows.map(({ sentence }) => sentence)).toEqual(['Withdrawal from gao scheduled for 2023-09-06']);
    expect(remarks.map((remark) => remark.text)).toEqual(['The sheet Plan was read; not lists.']);
  });

  it('what is hidden in it, and that is told', async () => {
    const hidden = plan(text('B2', '2023-09-05')).replace('<row r="2">', '<row r="2" hidden="1">');
    const { rows, remarks } = await tried('schedule', filesOf(hidden));
    expect(rows.map(({ outcome }) => outcome)).toEqual(['would-record']);
    expect(remarks.map((remark) => remark.text)).toEqual(['Rows and columns that are hidden were read as well: 2:2.']);
  });
});

describe('a workbook is looked at as it is read', () => {
  it('in whatever namespace and quotation marks', async () => {
    const merged = "<mergeCells count='1'><mergeCell ref='A2:A3'/></mergeCells>";
    const files = filesOf(plan(text('B2', '2023-09-05')), merged, {
      sheets: `<sheet name='a > b' sheetId='1' p:id='rId2' xmlns:p='http://schemas.openxmlformats.org/officeDocument/2006/relationships'/>`,
    });
    const { 'xl/worksheets/sheet1.xml': sheet = '', ...others } = files;
    const { detail } = await tried('schedule', { ...others, 'xl/worksheets/sheet2.xml': sheet });
    expect(detail).toContain('Cells are merged: A2:A3.');
  });

  it('and refused with texts that its reader would pass over', async () => {
    const { status, detail } = await tried('strength', filesOf(strength(text('D2', '<![CDATA[ber]]>'))));
    expect([status, detail]).toEqual([422, expect.stringContaining('This is no workbook')]);
  });
});
