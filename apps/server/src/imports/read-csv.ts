import { CsvError, parse, type Info } from 'csv-parse';
import { Readable } from 'node:stream';
import { eachInSlices } from '#libs/timeline';
import { tableProblem, tooLarge } from './problems.js';
import { rowEnds, separatorOf } from './csv-shape.js';
import { details } from './details.js';
import { columnsMax, rowsMax, type Table, type TableRow } from './table.js';

/** A piece is parsed at once: some hundred rows. */
const pieceLength = 8 * 1024;

/** Reads a CSV file as spreadsheets save it. Throws a Problem. */
export async function readCsv(bytes: Uint8Array): Promise<Table> {
  const text = textIn(bytes);
  const separator = separatorOf(text.trimStart().split(/[\r\n]/, 1)[0] ?? '');
  const rows: TableRow[] = [];
  let number = 0;
  const options = {
    delimiter: separator,
    record_delimiter: rowEnds,
    info: true,
    raw: true,
    relax_column_count: true,
    bom: true,
  } as const;
  try {
    const records = Readable.from(piecesOf(text)).compose(parse(options));
    await eachInSlices(records as AsyncIterable<{ record: string[]; raw: string; info: Info }>, ({ record, raw }) => {
      number++;
      if (record.length > columnsMax) throw tableProblem(details.tooManyColumns(columnsMax));
      if (record.every((cell) => cell.trim() === '')) return;
      // The header is no row of its own.
      if (rows.length > rowsMax) throw tooLarge(details.tooManyRows(rowsMax));
      rows.push({ number, cells: record, raw: raw.replace(/\r?\n$|\r$/, '') });
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw tableProblem(details.notCsv(typeof error.lines === 'number' ? error.lines : number + 1));
  }
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\r\n';
  return { rows, csv: { separator, lineEnd, hasBom: text.startsWith('\uFEFF') }, remarks: [] };
}

function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw tableProblem(details.notUtf8);
  }
}

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += pieceLength) yield text.slice(start, start + pieceLength);
}
