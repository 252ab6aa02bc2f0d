import { buffer } from 'node:stream/consumers';
import { parentPort } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/universal';
import writeXlsxFile from 'write-excel-file/node';
import yauzl from 'yauzl';
import { isDayCell, type Cell } from './cells/cell.js';
import { isWrittenAsXml, shapeOf } from './sheet-shape.js';
import {
  packed,
  unpacked,
  type FromWorkbook,
  type PackedRows,
  type ToRead,
  type ToWorkbook,
} from './workbook-messages.js';

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

async function read({ bytes, unpackedMax, filledMax, rowsMax, columnsMax }: ToRead): Promise<FromWorkbook> {
  const files = await filesOf(bytes, unpackedMax);
  if (!files) return { fault: 'too-large' };
  const isXml = ([name, file]: [string, Buffer]): boolean => !/\.(xml|rels)$/i.test(name) || isWrittenAsXml(file);
  if (![...files].every(isXml)) return { fault: 'unreadable', why: 'not as spreadsheets write XML' };
  const textOf = (name: string): string => files.get(name)?.toString('utf8') ?? '';
  const sheets = attributesOf(textOf('xl/workbook.xml'), 'sheet');
  const sheet = textOf(pathOf(sheets[0]?.['r:id'], textOf('xl/_rels/workbook.xml.rels')));
  const merged = attributesOf(sheet, 'mergeCell').map(({ ref = '' }) => ref);
  if (merged.length > 0) return { fault: 'merged', ranges: merged.slice(0, namedMax) };
  // What builds the rows takes seconds for more than are taken, while other workbooks wait.
  const { filled, all, farOff, isPlaced } = shapeOf(sheet, columnsMax, rowsMax);
  if (!isPlaced) return { fault: 'unreadable', why: 'a place that no sheet has' };
  if (filled > filledMax) return { fault: 'too-many-rows' };
  if (all > rowsMax) return { fault: 'too-hard' };
  if (farOff !== undefined) return { fault: 'far-off', address: farOff };
  const rows = await readSheet(new Uint8Array(bytes).buffer, 1);
  const names = sheets.map(({ name = '' }) => name);
  return { names, rows: [...packed(rows.map((row) => row.map((cell) => cellOf(cell))))], ...formulasIn(sheet) };
}

/** Where the first sheet stands. */
function pathOf(id: string | undefined, relations: string): string {
  const found = attributesOf(relations, 'Relationship').find((one) => one.Id === id)?.Target;
  return found === undefined ? 'xl/worksheets/sheet1.xml' : found.replace(/^\/xl\/|^/, 'xl/');
}

/** The attributes of each element of a name. */
const attributesOf = (xml: string, name: string): Record<string, string>[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^>]*)>`, 'g'))].map(([, text = '']) =>
    Object.fromEntries(
      [...text.matchAll(/(?<![\w:])([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, unescaped(value)]),
    ),
  );

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text.replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);

/** The cells that are formulas, and those of them that have no value. */
function formulasIn(sheet: string): { formulas: string[]; failed: string[] } {
  const formulas: string[] = [];
  const failed: string[] = [];
  const cells = /<(?:\w+:)?c\s([^>]*)><(?:\w+:)?f\b[^>]*(?:\/>|>[^<]*<\/(?:\w+:)?f>)(<(?:\w+:)?v\b)?/g;
  for (const [, attributes = '', value] of sheet.matchAll(cells)) {
    const [, address] = /\br="([A-Z]+\d+)"/.exec(attributes) ?? [];
    if (address === undefined) continue;
    if (value === undefined || /\bt="e"/.test(attributes)) failed.push(address);
    else if (formulas.length < namedMax) formulas.push(address);
  }
  return { formulas, failed };
}

function cellOf(cell: unknown): Cell {
  if (cell instanceof Date) {
    const text = cell.toISOString();
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
