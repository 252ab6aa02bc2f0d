import { stringify } from 'csv-stringify/sync';
import type { Language } from '#libs/domain';
import { eachInSlices } from '#libs/timeline';
import { defused } from '../queries/csv.js';
import { textIn, type Cell } from './cells/cell.js';
import { isOurs } from './header.js';
import type { Table, TableRow } from './table.js';
import type { ToldRow } from './told-rows.js';
import { packed } from './workbook-messages.js';
import { workApart } from './workbook-thread.js';

/** The columns that a file is given back with. They are passed over if it is sent again. */
const ourColumns: Readonly<Record<Language, readonly string[]>> = {
  en: ['drawdown: outcome', 'drawdown: column', 'drawdown: rule', 'drawdown: what it says'],
  fr: ['drawdown : résultat', 'drawdown : colonne', 'drawdown : règle', 'drawdown : explication'],
};

const outcomesInFrench: Readonly<Record<ToldRow['outcome'], string>> = {
  recorded: 'enregistrée',
  'would-record': 'serait enregistrée',
  'already-there': 'déjà présente',
  refused: 'refusée',
  'left-out': 'omise',
};

function ourCells({ outcome, sentence, errors = [], warnings = [] }: ToldRow, language: Language): string[] {
  const all = (of: (error: NonNullable<ToldRow['errors']>[number]) => string | undefined): string =>
    [...new Set(errors.flatMap((error) => of(error) ?? []))].join('; ');
  const texts = [
    ...errors.map(({ text }) => text),
    ...(sentence === undefined ? [] : [sentence]),
    ...warnings.flatMap((warning) => ('text' in warning ? String(warning.text) : [])),
  ];
  const word = language === 'fr' ? outcomesInFrench[outcome] : outcome;
  return [word, all(({ column }) => column), all(({ rule }) => rule), texts.join('\n')];
}

/** Each row of a file with what became of it beside it: first the header's, then each row's. */
function* rowsWithOurs(
  table: Table,
  told: readonly ToldRow[],
  language: Language,
): Generator<{ row: TableRow; ours: readonly string[] }> {
  const byNumber = new Map(told.map((one) => [one.row, one]));
  for (const [index, row] of table.rows.entries()) {
    const one = byNumber.get(row.number);
    const ours = index === 0 ? ourColumns[language] : one ? ourCells(one, language) : [];
    yield { row, ours };
  }
}

/** A CSV file as it came, with what became of each row in further columns; of a workbook, the values of its first sheet. */
export function* csvBack(table: Table, told: readonly ToldRow[], language: Language): Generator<string> {
  const { separator = ',', lineEnd = '\r\n', hasBom = true } = table.csv ?? {};
  const lineOf = (cells: readonly string[]): string =>
    stringify([[...cells]], { delimiter: separator, record_delimiter: '', quoted_match: /[\r\n\t;,]|^\s|\s$/ });
  const width = table.rows[0]?.cells.length ?? 0;
  const back = ourIndexes(table);
  if (hasBom) yield '\uFEFF';
  for (const { row, ours } of rowsWithOurs(table, told, language)) {
    // What was added to the file before is left out, and so is the way in which it was written.
    const own = row.raw !== undefined && back.length === 0 ? row.raw : lineOf(textsIn(row, back));
    const missing = separator.repeat(Math.max(0, width - row.cells.length));
    yield `${own.replace(/^\uFEFF/, '')}${missing}${separator}${lineOf(ours.map((cell) => defused(cell)))}${lineEnd}`;
  }
}

/** The cells that an earlier answer has added. */
const ourIndexes = ({ rows }: Table): number[] =>
  (rows[0]?.cells ?? []).flatMap((cell, index) => (isOurs(textIn(cell)) ? [index] : []));

const textsIn = ({ cells }: TableRow, without: readonly number[]): string[] =>
  cells.filter((_, index) => !without.includes(index)).map((cell) => textIn(cell));

/** A workbook of the values that came, with what became of each row in further columns. */
export async function workbookBack(table: Table, told: readonly ToldRow[], language: Language): Promise<Uint8Array> {
  const without = ourIndexes(table);
  const width = (table.rows[0]?.cells.length ?? 0) - without.length;
  function* rowsBack(): Generator<Cell[]> {
    for (const { row, ours } of rowsWithOurs(table, told, language)) {
      const cells = row.cells.filter((_, index) => !without.includes(index));
      const blanks = Array.from({ length: Math.max(0, width - cells.length) }, () => null);
      yield [...cells, ...blanks, ...ours];
    }
  }
  const rows: string[] = [];
  await eachInSlices(packed(rowsBack()), (text) => rows.push(text));
  return (await workApart({ rows })) as Uint8Array;
}
