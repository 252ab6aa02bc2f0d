import { buffer } from 'node:stream/consumers';
import { parentPort } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/universal';
import writeXlsxFile from 'write-excel-file/node';
import yauzl from 'yauzl';
import { isDayCell, type Cell } from './cells/cell.js';
import { marksOf } from './sheet-marks.js';
import {
  packed,
  unpacked,
  type FromWorkbook,
  type PackedRows,
  type ToRead,
  type ToWorkbook,
} from './workbook-messages.js';
import { isWrittenAsXml, isYes, tagsOf } from './workbook-xml.js';

/** How many files a workbook may be made of. */
const filesMax = 2000;

/** How many places are named. */
const namedMax = 20;

/** The files of a workbook by name; undefined if they unpack to more than they may. */
async function filesOf(bytes: Uint8Array, unpackedMax: number): Promise<Map<string, Buffer> | undefined> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  const entries: yauzl.Entry[] = [];
  for await (const entry of zip.eachEntry()) if (entries.push(entry) > filesMax) return undefined;
  if (entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > unpackedMax) return undefined;
  const files = new Map<string, Buffer>();
  // One that is longer than it was declared to be ends this here, before anything else takes its word.
  for (const entry of entries) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

async function read({ bytes, unpackedMax, ...limits }: ToRead): Promise<FromWorkbook> {
  const files = await filesOf(bytes, unpackedMax);
  if (!files) return { fault: 'too-large' };
  const isXml = ([name, file]: [string, Buffer]): boolean => !/\.(xml|rels)$/i.test(name) || isWrittenAsXml(file);
  if (![...files].every(isXml)) return { fault: 'unreadable', why: 'not as spreadsheets write XML' };
  const textOf = (name: string): string => files.get(name)?.toString('utf8') ?? '';
  const workbook = textOf('xl/workbook.xml');
  const sheets = [...tagsOf(workbook, 'sheet')].map(({ attributes }) => attributes).filter(({ name }) => name);
  const paths = worksheetsIn(textOf('xl/_rels/workbook.xml.rels'));
  // What nobody sees who opens the file is not what they send.
  const shown = sheets.findIndex(({ id = '', state = '' }) => paths.has(id) && !/hidden$/i.test(state));
  const sheet = textOf(paths.get(sheets[shown]?.id ?? '') ?? '');
  // What is not found here is not looked at either.
  if (sheet === '') return { fault: 'unreadable', why: 'no sheet' };
  const marks = marksOf(sheet, limits);
  if ('fault' in marks) return marks;
  const { merged, formulas, failed, hidden, hasIsoDays } = marks;
  if (merged.length > 0) return { fault: 'merged', ranges: merged.slice(0, namedMax) };
  const [date1904] = [...tagsOf(workbook, 'workbookPr')].map(({ attributes }) => attributes.date1904);
  const is1904 = isYes(date1904);
  // What builds the rows knows 1904 by a figure alone.
  const isOff = is1904 && date1904 !== '1';
  if (isOff && hasIsoDays) return { fault: 'unreadable', why: 'days in two forms' };
  const rows = await readSheet(new Uint8Array(bytes).buffer, shown + 1);
  const cells = rows.map((row) => row.map((cell) => cellOf(cell, isOff ? days1904 : 0)));
  const names = sheets.map(({ name = '' }) => name);
  return {
    name: names[shown] ?? '',
    others: names.filter((_, index) => index !== shown),
    rows: [...packed(cells)],
    formulas: formulas.slice(0, namedMax),
    failed,
    hidden: hidden.slice(0, namedMax),
    is1904,
  };
}

/** How many days lie between the days 0 of the two calendars of workbooks. */
const days1904 = 1462;
const dayMs = 86_400_000;

/** Where the sheets of cells stand, by the ids that the workbook calls them by. */
const worksheetsIn = (relations: string): Map<string, string> =>
  new Map(
    [...tagsOf(relations, 'Relationship')]
      .filter(({ attributes: { Type = '' } }) => Type.endsWith('/worksheet'))
      .map(({ attributes: { Id = '', Target = '' } }) => [Id, Target.replace(/^\/|^/, (sign) => (sign ? '' : 'xl/'))]),
  );

function cellOf(cell: unknown, daysOff: number): Cell {
  if (cell instanceof Date) {
    const text = new Date(cell.getTime() + daysOff * dayMs).toISOString();
    return { day: text.slice(0, 10), hasTime: !text.endsWith('T00:00:00.000Z') };
  }
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : null;
}

/** Days as workbooks show them. */
const dayFormat = 'yyyy-mm-dd';

const write = (rows: PackedRows): Promise<Uint8Array> =>
  writeXlsxFile(
    rows
      .flatMap(unpacked)
      .map((row) =>
        row.map((cell) =>
          isDayCell(cell) ? { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: dayFormat } : cell,
        ),
      ),
  ).toBuffer();

async function done(work: ToWorkbook): Promise<FromWorkbook | Uint8Array> {
  if ('rows' in work) return write(work.rows);
  try {
    return await read(work);
  } catch (error) {
    return { fault: 'unreadable', why: String(error) };
  }
}

parentPort?.on('message', async (work: ToWorkbook) => parentPort?.postMessage(await done(work), []));
parentPort?.postMessage('ready', []);
