import { eachInSlices } from '#libs/timeline';
import type { Problem } from '../http/problems.js';
import type { Cell } from './cells/cell.js';
import { tableProblem, tooLarge } from './problems.js';
import { details } from './details.js';
import { placeOf } from './places.js';
import { columnsMax, emptyRowsMax, rowsMax, unpackedMiBMax, type Table, type TableRow } from './table.js';
import { workApart } from './workbook-thread.js';
import { unpacked, type FromWorkbook } from './workbook-messages.js';

/** Reads the first sheet of a workbook (.xlsx) that is shown, in a thread of its own. Throws a Problem. */
export async function readWorkbook(bytes: Uint8Array): Promise<Table> {
  const read = (await workApart({
    bytes,
    unpackedMax: unpackedMiBMax * 1024 * 1024,
    filledMax: rowsMax + 1,
    rowsMax: rowsMax + emptyRowsMax,
    columnsMax,
  })) as FromWorkbook;
  if ('fault' in read) throw problemOf(read);
  return tableOf(read);
}

type Fault = Extract<FromWorkbook, { fault: string }>;

function problemOf(read: Fault): Problem {
  switch (read.fault) {
    case 'too-large':
      return tooLarge(details.unpacksTooLarge(unpackedMiBMax));
    case 'too-many-rows':
      return tooLarge(details.tooManyRows(rowsMax));
    case 'too-hard':
      return tableProblem(details.tooHard);
    case 'far-off':
      return tableProblem(details.farOff(read.address, columnsMax, rowsMax + emptyRowsMax));
    case 'merged':
      return tableProblem(details.merged(read.ranges));
    case 'unreadable':
      return tableProblem(details.noWorkbook);
  }
}

type Sheet = Exclude<FromWorkbook, Fault>;

async function tableOf({ name, others, rows, formulas, failed, hidden, is1904 }: Sheet): Promise<Table> {
  const failedIn = new Map<number, number[]>();
  for (const address of failed) {
    const { row, column } = placeOf(address) ?? { row: 0, column: 0 };
    failedIn.set(row, [...(failedIn.get(row) ?? []), column]);
  }
  const filled: TableRow[] = [];
  let number = 0;
  const take = (cells: readonly Cell[]): void => {
    if (cells.length > columnsMax) throw tableProblem(details.tooManyColumns(columnsMax));
    number++;
    const failedCells = failedIn.get(number);
    const isEmpty = !failedCells && cells.every((cell) => cell === null || cell === '');
    if (!isEmpty) filled.push({ number, cells, ...(failedCells && { failed: failedCells }) });
  };
  await eachInSlices(rows, (text) => unpacked(text).forEach(take));
  // Those with a formula that has no value are told as well.
  if (filled.length > rowsMax + 1) throw tooLarge(details.tooManyRows(rowsMax));
  const remarks = [
    ...(others.length > 0 ? [details.otherSheets(name, others)] : []),
    ...(formulas.length > 0 ? [details.formulasRead(formulas)] : []),
    ...(hidden.length > 0 ? [details.hiddenRead(hidden)] : []),
  ];
  return { rows: filled, is1904, remarks };
}
