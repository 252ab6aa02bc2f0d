import { rowsOf } from '../support/bad-input.js';
import { openingOf } from '../support/opening.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { filesOf, packed, rowOfTexts } from '../support/workbooks.js';

/** The rows of the page, by what is sent. */
const rows = rowsOf('Tables');

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const csv = 'text/csv';
const header = 'Base,Planned date\n';
const titles = rowOfTexts(1, 'Base', 'Planned date');
const formula = (value: string): string =>
  `<row r="2"><c r="A2" t="inlineStr"><is><t>ber</t></is></c><c r="B2"><f>A9+1</f>${value}</c></row>`;
const zeros = Buffer.alloc(61 * 1024 * 1024);

/** The same bytes, saying that their last file unpacks to ten bytes. */
function understated(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = Buffer.from(bytes.buffer);
  view.writeUInt32LE(10, view.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
  return bytes;
}

type Sent = () => Promise<[body: string | Uint8Array<ArrayBuffer>, type?: string, query?: string]>;
const text =
  (body: string, query?: string): Sent =>
  async () => [body, csv, query];
const book =
  (inRows: string, after?: string): Sent =>
  async () => [await packed(filesOf(inRows, after)), workbook];

const cases: Record<string, Sent> = {
  'no header': text('ber,2023-10-13\n'),
  'title rows above the header': text(`Closure plan,\nversion 3,\n${header}ber,2023-10-13\n`),
  'two headers': text(`${header}ber,2023-10-13\n${header}`),
  'nothing below the header': text(header),
  'an unknown column': text('Base,Planned date,Colour\nber,2023-10-13,red\n'),
  'one column under two names': text('Base,Site,Planned date\nber,ber,2023-10-13\n'),
  'no column of dates': text('Base,Phase\nber,1\n'),
  'a skip of what is not there': text(`${header}ber,2023-10-13\n`, 'kind=schedule&skip=Colour'),
  'a kind that there is not': text(`${header}ber,2023-10-13\n`, 'kind=plans'),
  'an open quotation mark': text(`${header}ber,"2023-10-13\n`),
  'text that is not UTF-8': async () => [Uint8Array.from([0x42, 0x61, 0x73, 0x65, 0xe9, 0x0a]), csv],
  'text that says that it is in another encoding': async () => [`${header}ber,2023-10-13\n`, `${csv}; charset=utf-16`],
  'more rows than are taken': text(header + 'ber,2023-10-13\n'.repeat(20_001)),
  'more bytes than are taken': text('x'.repeat(10.1 * 1024 * 1024)),
  'bytes that are no workbook': async () => [new TextEncoder().encode('PK and nothing else'), workbook],
  'merged cells': book(titles, '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>'),
  'a formula whose value was saved': book(titles + formula('<v>45212</v>')),
  'a formula without a value': book(titles + formula('')),
  'an error in a cell': book(titles + formula('').replace('<c r="B2"><f>A9+1</f>', '<c r="B2" t="e"><v>#N/A</v>')),
  'a number of days since 1904': async () => [
    await packed(
      filesOf(titles + formula('<v>43750</v>').replace('<f>A9+1</f>', ''), '', {
        properties: '<workbookPr date1904="true"/>',
      }),
    ),
    workbook,
  ],
  'hidden rows': book(titles + formula('<v>45212</v>').replace('<f>A9+1</f>', '').replace('r="2"', 'r="2" hidden="1"')),
  'text in CDATA': book(`${titles}<row r="2"><c r="A2" t="inlineStr"><is><t><![CDATA[ber]]></t></is></c></row>`),
  'a formula in CSV': text(`${header}=ber,2023-10-13\n`),
  'a date that may be two': text(`${header}ber,03/10/2023\n`),
  'a number that may be a thousand or one': text(
    'Date,From,Component,People\n2023-08-13,ber,uniformed,1.000\n',
    'kind=departures',
  ),
  'a base by a name that two bases have': text(`${header}Kidal,2023-10-13\n`),
  'lines that end in two ways': text(`Base,Planned date\r\nber,2023-10-13\nber,2023-10-13\r\n`),
  'a workbook that unpacks to more than 60 MiB': async () => [
    await packed({ ...filesOf(titles), 'xl/media/zeros.bin': zeros }),
    workbook,
  ],
  'a workbook that unpacks to more than it says': async () => [
    understated(await packed({ ...filesOf(titles), 'xl/media/zeros.bin': zeros })),
    workbook,
  ],
  'a workbook of more rows than are taken': book(
    titles + Array.from({ length: 20_001 }, (_, index) => rowOfTexts(index + 2, 'ber', '2023-10-13')).join(''),
  ),
  'a workbook of 400,000 empty rows': book(titles + '<row/>'.repeat(400_000)),
  'a workbook of one value in the last cell': book(`${titles}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`),
  'a workbook of 50 MiB of blanks': book(titles + ' '.repeat(50 * 1024 * 1024)),
  'a workbook with a tag that is not closed': book(titles + '<c '.repeat(1_700_000)),
  'JSON in the place of a table': async () => ['{}', 'application/json'],
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(() => Date.parse('2023-09-03T12:00:00Z'));
  await server.command('open-mission', openingOf(1000, 'uniformed'));
  for (const [base, name] of Object.entries({ ber: 'Ber', menaka: 'Ménaka', 'kidal-1': 'Kidal', 'kidal-2': 'KIDAL' }))
    await server.command('establish-base', { base, name, kind: 'camp', occurredAt: '2023-07-01' });
});
afterAll(() => server.close());

describe('bad tables are answered as the page says', () => {
  it('and every row of the page has a case', () => expect([...rows.keys()]).toEqual(Object.keys(cases)));

  it.each(Object.entries(cases))('%s', async (input, sent) => {
    const [body, type = csv, query = 'kind=schedule'] = await sent();
    const reply = await server.post(server.at(`/imports?${query}&dryRun=true`), body, { 'content-type': type });
    const row = rows.get(input);
    const said = reply.text.replaceAll('\\"', '"');
    const code =
      row?.code === 'none'
        ? '"outcome":"would-record"'
        : row?.status === 200
          ? `"rule":"${row.code}"`
          : `/problems/${row?.code}`;
    expect([reply.status, said]).toEqual([row?.status, expect.stringContaining(code)]);
    expect(said).toContain(row?.sentence);
  });
});
