import { stringify } from 'csv-stringify/sync';
import { isObject } from '#libs/strict-json';

type Row = Record<string, unknown>;

/** Of whom nobody said how many they are: a count whose cells stay empty. */
const notReported: Row = { low: null, best: null, high: null };

const isNotReported = (value: Row): boolean => Object.keys(value).length === 1 && value.reported === false;

/** Puts nested objects into columns with dotted names; lists stay as they are. */
function flat(row: Row, prefix = ''): [string, unknown][] {
  return Object.entries(row).flatMap(([name, value]): [string, unknown][] =>
    isObject(value)
      ? flat(isNotReported(value) ? notReported : value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value]],
  );
}

/** A text that a spreadsheet would run as a formula, or strip until it would; full-width signs count too. */
const runs = /^'*(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u;

/**
 * A text that no spreadsheet runs as a formula: one apostrophe more stands before those that would be run. Taking one away
 * where an apostrophe and a formula begin a cell gives back the text, whatever it was.
 */
export const defused = (text: string): string => (runs.test(text) ? `'${text}` : text);

/** A value as a cell: numbers and yes or no as they are, lists as JSON, nothing for null. */
function cellOf(value: unknown): string {
  if (typeof value === 'string') return defused(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** How many rows are written between two pieces. */
const pieceMax = 100;

/** The columns of rows, in the order in which they first appear. */
export class Columns {
  private readonly names = new Set<string>();

  /** `first` is a column that each row of the list has: a list of nothing has it alone. */
  constructor(private readonly first: string) {}

  /** Notes the columns of further rows. */
  note(rows: readonly object[]): void {
    for (const row of rows) for (const [name, value] of flat(row as Row)) if (value !== undefined) this.names.add(name);
  }

  /** The header line: a table of nothing has one too, for readers that take an empty file for none. */
  header(): string {
    return csvLines([(this.names.size === 0 ? [this.first] : [...this.names]).map(defused)]);
  }

  /** Rows as lines below the header. */
  lines(rows: readonly object[]): string {
    const names = [...this.names];
    return csvLines(
      rows.map((row) => {
        const cells = new Map(flat(row as Row));
        return names.map((name) => cellOf(cells.get(name)));
      }),
    );
  }
}

/** What some reader or other ends a cell or a row at, or takes away, besides commas and quotation marks. */
const quotedToo = /[\r\n\t;]|^\s|\s$/;

/** Cells as lines (RFC 4180). An empty cell that is a whole row is quoted: readers pass over empty lines. */
export const csvLines = (records: readonly string[][]): string =>
  stringify([...records], {
    record_delimiter: 'windows',
    quoted_match: quotedToo,
    quoted_empty: records[0]?.length === 1,
  });

/** Of which list some rows are, for formats with columns. */
export interface OfList {
  /** A column that each row of such a list has; `id` if nothing is said. */
  first?: string;
  /** All rows of the list: its pages have the same columns. They are those of the rows alone without it. */
  all?: readonly object[];
}

/**
 * Rows as CSV (RFC 4180) with a header line, piece by piece; the columns are those of the whole list. Numbers stay numbers, and
 * texts that a spreadsheet would run as a formula are defused.
 */
export function* csv(rows: readonly object[], { first = 'id', all = rows }: OfList = {}): Generator<string> {
  const columns = new Columns(first);
  for (const some of piecesOf(all)) {
    columns.note(some);
    yield '';
  }
  yield columns.header();
  for (const some of piecesOf(rows)) yield columns.lines(some);
}

/** Rows as NDJSON, piece by piece. */
export function* ndjson(rows: readonly object[]): Generator<string> {
  for (const some of piecesOf(rows)) yield some.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** A list in pieces between which others may get the event loop. */
export function* piecesOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += pieceMax) yield rows.slice(start, start + pieceMax);
}
