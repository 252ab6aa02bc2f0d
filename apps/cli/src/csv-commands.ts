import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { parseStrict } from '../../server/src/http/strict-json.js';
import { isTags, isThousandOrOne, rowEnds, separatorOf, type Separator } from '../../server/src/imports/csv-shape.js';
import { defused } from '../../server/src/queries/csv.js';
import { counts, fractions, numbers, prose, yesOrNo } from './csv-columns.js';
import { CommandReader, type BadLine, type FromFile, type Line } from './lines.js';

const indexMax = 999;

/** A row, with the number of the line where it ends. */
interface Row {
  number: number;
  cells: string[];
}

/** The columns of a file, and how its numbers are written. */
interface Columns {
  paths: string[][];
  separator: Separator;
}

/** Reads the commands of a CSV file (RFC 4180, or as spreadsheets save it) as it comes; a row that is no command is told and the next ones go on. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<FromFile> {
  const commands = new CommandReader();
  let columns: Columns | undefined;
  let number = 0;
  let isSecond = false;
  try {
    const texts = textOf(chunks);
    const head = await headOf(texts);
    const separator = separatorOf(head.split(/[\r\n]/, 1)[0] ?? '');
    const options = {
      delimiter: separator,
      record_delimiter: rowEnds,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    } as const;
    const parser = Readable.from(joined(head, texts)).compose(parse(options));
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const cells = withoutEmptyEnd(record);
      number = info.lines;
      if (cells.length === 0) continue;
      if (columns === undefined) {
        const reason = faultOfHeader(cells);
        if (reason !== undefined) return yield { number, reason };
        columns = { paths: cells.map((name) => name.split('.')), separator };
        isSecond = true;
        continue;
      }
      if (isSecond && isTags(cells)) yield { number, remark: 'is a row of HXL tags, which was skipped' };
      else yield commandOf({ number, cells }, columns, commands);
      isSecond = false;
    }
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof TypeError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : number + 1;
    yield {
      number: line,
      reason: `${error instanceof CsvError ? error.message : 'or one after it is not UTF-8'}; reading stops here`,
    };
  }
}

function faultOfHeader(cells: readonly string[]): string | undefined {
  const wrong = cells.find((name) => !isColumn(name));
  if (wrong !== undefined) return `"${wrong}" is no name of a column`;
  if (cells.includes('command') && new Set(cells).size === cells.length) return undefined;
  return 'must be a header with a column "command" and no column twice';
}

/** Spreadsheets fill rows up with empty cells. */
const withoutEmptyEnd = (cells: readonly string[]): string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);

const headMax = 64 * 1024;

/** The beginning of a text with its first line, which has the separator. */
async function headOf(texts: AsyncGenerator<string>): Promise<string> {
  let head = '';
  while (head.length < headMax && !/[\r\n]/.test(head.trimStart())) {
    const { done, value } = await texts.next();
    if (done) break;
    head += value;
  }
  return head.trimStart();
}

async function* joined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

/** Decodes UTF-8 strictly: what is not must not become question marks in the log. Throws TypeError. */
async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Names of fields and indexes alone: nothing else can be a field of a command. */
const isColumn = (name: string): boolean =>
  name
    .split('.')
    .every((part, index) => (/^\d+$/.test(part) ? index > 0 && Number(part) <= indexMax : /^[a-zA-Z]\w*$/.test(part)));

function commandOf({ number, cells }: Row, { paths, separator }: Columns, commands: CommandReader): Line | BadLine {
  if (cells.length > paths.length) return { number, reason: `has ${cells.length} cells, the header ${paths.length}` };
  const object: Node = {};
  for (const [index, path] of paths.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    if (!put(object, path, valueOf(path, cell, separator)))
      return { number, reason: `${path.join('.')} lies inside a column that has a value of its own` };
  }
  return commands.read(number, object);
}

type Node = Record<string, unknown>;

/** Puts a value at its place; false if a cell above it already is the whole value. */
export function put(object: Node, [first = '', ...rest]: readonly string[], value: unknown): boolean {
  const [second] = rest;
  if (second === undefined) {
    if (Object.hasOwn(object, first)) return false;
    object[first] = value;
    return true;
  }
  if (!Object.hasOwn(object, first)) object[first] = /^\d+$/.test(second) ? [] : {};
  const inner = object[first];
  return typeof inner === 'object' && inner !== null && put(inner as Node, rest, value);
}

/** A text that would not be read as one, or that a spreadsheet would run, has one apostrophe more before it. */
export const textCell = (text: string): string => (/^'*[[{]/.test(text) ? `'${text}` : defused(text));

const booleans: Readonly<Record<string, boolean>> = { true: true, vrai: true, false: false, faux: false };

/** What a cell says in its column; between semicolons numbers may have a decimal comma. */
export function valueOf(path: readonly string[], cell: string, separator: Separator = ','): unknown {
  if (cell.startsWith("'") && textCell(cell.slice(1)) === cell) return cell.slice(1);
  const [parent = '', last = ''] = [path.at(-2), path.at(-1)];
  if (numbers.has(last) || counts.has(parent)) {
    // The server refuses the text.
    const isDoubtful = !fractions.has(last) && isThousandOrOne(cell);
    const number = isDoubtful ? undefined : numberOf(separator === ';' ? cell.replace(',', '.') : cell);
    if (number !== undefined) return number;
  }
  const word = cell.trim().toLowerCase();
  if (yesOrNo.has(last) && Object.hasOwn(booleans, word)) return booleans[word];
  if (prose.has(last) || !/^(\{.*\}|\[.*\])$/s.test(cell)) return cell;
  try {
    return parseStrict(cell);
  } catch {
    // The server then says what is wrong with the text, by its pointer.
    return cell;
  }
}

/** A number that is kept as it is written; undefined for a text, and for what would lose digits, become 0 or infinite. */
function numberOf(cell: string): number | undefined {
  if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell)) return undefined;
  try {
    // Spreadsheets write leading zeros, which JSON has not.
    return parseStrict(cell.replace(/^(-?)0+(?=\d)/, '$1')) as number;
  } catch {
    return undefined;
  }
}
