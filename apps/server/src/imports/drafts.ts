import type { Said } from '#libs/domain';
import { eachInSlices } from '#libs/timeline';
import { isDayCell, isEmpty, plainWords, textIn, type Cell, type DateOrder, type Reading } from './cells/cell.js';
import { needsOrder, orderIn } from './cells/days.js';
import { isOfDates, readers } from './columns.js';
import { isTags } from './csv-shape.js';
import { cellFaults, details } from './details.js';
import type { Header } from './header.js';
import type { Kind } from './kinds.js';
import type { Table, TableRow } from './table.js';

/** Why a row cannot be recorded. */
export interface RowError {
  /** The column, as the file calls it. */
  column?: string;
  /** What stands there. */
  value?: string;
  rule: string;
  said: Said;
  /** What a rule was broken by. */
  figures?: object;
}

/** A row as it was read: what its columns say, or why it is left out. */
export interface Draft {
  row: TableRow;
  values: ReadonlyMap<string, unknown>;
  errors: RowError[];
  skipped?: Said;
}

/** Reads the cells of a table. What is to be said of whole columns is added to the remarks. */
export async function draftsOf(
  { csv, is1904 = false, remarks }: Table,
  header: Header,
  kind: Kind,
  dates: DateOrder | undefined,
): Promise<{ drafts: Draft[]; remarks: Said[] }> {
  const all = [...remarks];
  const readingOf = (id: string | undefined, index: number): Reading => {
    const column = id === undefined ? undefined : kind.columns[id];
    const hasDecimalComma = csv?.separator === ';';
    if (!column || !isOfDates(column)) return { order: dates, hasDecimalComma, is1904 };
    const cells = header.rows.map((row) => row.cells[index] ?? null);
    const name = header.texts[index] ?? '';
    if (isDoubtful(cells)) all.push(details.datesMixed(name));
    const shown = orderIn(cells);
    const order = dates ?? (shown === 'mixed' ? undefined : shown);
    if (dates === undefined && order !== undefined && cells.some((cell) => needsOrder(cell)))
      all.push(details.datesRead(name, order));
    return { order, hasDecimalComma, is1904 };
  };
  const readings: Reading[] = [];
  await eachInSlices(header.columns.entries(), ([index, id]) => readings.push(readingOf(id, index)));
  const drafts: Draft[] = [];
  await eachInSlices(header.rows.entries(), ([index, row]) => {
    const skipped = whySkipped(row, index, header, kind);
    drafts.push(skipped ? { row, values: new Map(), errors: [], skipped } : draftOf(row, header, kind, readings));
  });
  return { drafts, remarks: all };
}

/** Whether a spreadsheet took some of a column's dates for dates, which it may have read month first, and others not. */
const isDoubtful = (cells: readonly Cell[]): boolean =>
  cells.some((cell) => isDayCell(cell) && Number(cell.day.slice(8)) <= 12) && orderIn(cells) !== undefined;

const totals = /^(?:grand |sub ?|sous ?)?tota(?:l|ls|ux|le)(?: general| overall)?$|^(?:sum|somme|ensemble)$/;

function whySkipped({ cells }: TableRow, index: number, { columns }: Header, { about }: Kind): Said | undefined {
  const texts = cells.map((cell) => textIn(cell));
  const isHint = (text: string): boolean => text === '' || text.startsWith('#');
  if (index === 0 && (isTags(texts) || (texts.every(isHint) && texts.some((text) => text !== ''))))
    return details.hintsRow;
  const first = texts.findIndex((text) => text !== '');
  const isTotal = texts.some((text, at) => {
    const names = about.includes(columns[at] ?? '') || at === first;
    return names && totals.test(plainWords(text));
  });
  return isTotal ? details.totalsRow : undefined;
}

function draftOf(row: TableRow, header: Header, kind: Kind, readings: readonly Reading[]): Draft {
  const values = new Map<string, unknown>();
  const errors: RowError[] = [];
  const fault = (index: number, said: Said): void => {
    const column = header.texts[index] || undefined;
    const value = textIn(row.cells[index] ?? null);
    errors.push({
      ...(column !== undefined && { column }),
      value,
      rule: 'cell',
      said: details.cell(column ?? `${index + 1}`, value, said),
    });
  };
  for (const index of row.failed ?? []) if (header.columns[index] !== undefined) fault(index, cellFaults.formulaFailed);
  for (const [index, cell] of row.cells.entries()) {
    const id = header.columns[index];
    const name = header.texts[index] ?? '';
    if (name === '' && !isEmpty(cell)) fault(index, cellFaults.noColumn);
    const column = id === undefined ? undefined : kind.columns[id];
    if (id === undefined || !column || isEmpty(cell) || row.failed?.includes(index)) continue;
    const reading = readings[index] ?? { order: undefined, hasDecimalComma: false, is1904: false };
    const read = isFormula(cell) ? { fault: cellFaults.formula } : readers[column.reads](cell, reading);
    if ('fault' in read) fault(index, read.fault);
    else values.set(id, read.value);
  }
  for (const [id, { isRequired }] of Object.entries(kind.columns)) {
    const index = header.columns.indexOf(id);
    if (isRequired && isEmpty(row.cells[index] ?? null) && !row.failed?.includes(index))
      fault(index, cellFaults.missing);
  }
  const { oneOf } = kind;
  if (errors.length === 0 && oneOf && !oneOf.some((id) => values.has(id)))
    errors.push({
      rule: 'cell',
      said: details.oneOf(oneOf.map((id) => header.names.get(id) ?? kind.columns[id]?.en ?? id)),
    });
  return { row, values, errors };
}

/** A text that a spreadsheet would run; numbers below nothing and dashes are none. */
const isFormula = (cell: Cell): boolean => typeof cell === 'string' && /^\s*[=@]|^\s*[+-]\s*[^\d\s.,]/.test(cell);
