import { eachInSlices } from '#libs/timeline';
import { plainWords, textIn, type Cell } from './cells/cell.js';
import { details } from './details.js';
import type { Column } from './columns.js';
import type { Kind } from './kinds.js';
import { tableProblem } from './problems.js';
import type { Table, TableRow } from './table.js';

/** Which cell of a row belongs to which column. */
export interface Header {
  /** By cell, the column of its kind; undefined if it is left out. */
  columns: readonly (string | undefined)[];
  /** By column, its name in the file. */
  names: ReadonlyMap<string, string>;
  /** The names in the file, as they stand. */
  texts: readonly string[];
  rows: readonly TableRow[];
}

/** How far down a header is looked for, to say where it is. */
const titleRowsMax = 10;

/** What this server adds when it gives a file back: it may be sent again as it is. */
export const isOurs = (name: string): boolean => /^\s*drawdown\s*:/i.test(name);

const keyOf = (name: string): string => plainWords(name).replaceAll(' ', '');

/** All names of the columns of a kind, as they are compared. */
function namesOf({ columns }: Kind): Map<string, string> {
  const byName = new Map<string, string>();
  // A column's own name is its own, whatever others are also called.
  for (const names of [(one: Column) => one.also ?? [], ({ en, fr }: Column) => [en, fr]])
    for (const [id, column] of Object.entries(columns)) for (const name of names(column)) byName.set(keyOf(name), id);
  for (const id of Object.keys(columns)) byName.set(keyOf(id), byName.get(keyOf(id)) ?? id);
  return byName;
}

/** Reads the first row as names of columns. Throws a Problem if it names none, or some that there are not. */
export async function readHeader({ rows }: Table, kind: Kind, skip: readonly string[]): Promise<Header> {
  const byName = namesOf(kind);
  const known = Object.values(kind.columns).map(({ en }) => en);
  const namedIn = (cells: readonly Cell[]): string[] => cells.flatMap((cell) => byName.get(keyOf(textIn(cell))) ?? []);
  const [first, ...rest] = rows;
  if (!first) throw tableProblem(details.noRows);
  if (namedIn(first.cells).length === 0) {
    const below = rest.slice(0, titleRowsMax).find(({ cells }) => namedIn(cells).length > 1);
    throw tableProblem(below ? details.headerBelow(below.number) : details.noHeader(known));
  }
  await eachInSlices(rest, ({ cells, number }) => {
    if (isHeader(cells, byName)) throw tableProblem(details.twoHeaders(number));
  });
  if (rest.length === 0) throw tableProblem(details.noRows);
  const texts = first.cells.map((cell) => textIn(cell));
  const skipped = new Set(skip.map(keyOf));
  const absent = skip.find((name) => !texts.some((text) => keyOf(text) === keyOf(name)));
  if (absent !== undefined) throw tableProblem(details.skipUnknown(absent));
  const columns = texts.map((text) => (skipped.has(keyOf(text)) || isOurs(text) ? undefined : byName.get(keyOf(text))));
  const unknown = texts.filter(
    (text, index) => text !== '' && columns[index] === undefined && !skipped.has(keyOf(text)) && !isOurs(text),
  );
  if (unknown.length > 0) throw tableProblem(details.unknownColumns(unknown, known));
  return { columns, names: namesIn(texts, columns), texts, rows: checked(kind, columns, rest) };
}

const isHeader = (cells: readonly Cell[], byName: ReadonlyMap<string, string>): boolean => {
  const filled = cells.map((cell) => textIn(cell)).filter((text) => text !== '');
  return filled.length > 1 && filled.every((text) => byName.has(keyOf(text)));
};

function namesIn(texts: readonly string[], columns: readonly (string | undefined)[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const text = texts[index] ?? '';
    if (column === undefined) continue;
    const other = names.get(column);
    if (other !== undefined) throw tableProblem(details.columnTwice(other, text));
    names.set(column, text);
  }
  return names;
}

function checked(kind: Kind, columns: readonly (string | undefined)[], rows: readonly TableRow[]): readonly TableRow[] {
  const missing = Object.entries(kind.columns).flatMap(([id, { en, isRequired }]) =>
    isRequired && !columns.includes(id) ? [en] : [],
  );
  if (missing.length > 0) throw tableProblem(details.missingColumns(missing));
  return rows;
}
