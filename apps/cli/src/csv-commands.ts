import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { parseStrict } from '../../server/src/http/strict-json.js';
import { defused } from '../../server/src/queries/csv.js';
import { CommandReader, type BadLine, type Line } from './lines.js';

const counts = new Set(['count', 'killed', 'wounded', 'vehicles', 'vehiclesDamaged', 'vehiclesLost', 'of']);
const numbers = new Set([...counts, 'about', 'atLeast', 'atMost', 'amount', 'lat', 'lon', 'entry', 'revision']);
const yesOrNo = new Set(['late', 'liquidation']);
const prose = new Set(['key', 'name', 'reason', 'ref', 'statement', 'summary', 'text', 'title', 'what']);
const indexMax = 999;

/** How CSV becomes commands, for `--help`. */
export const csvHelp = `CSV has a header line: "command", optionally "key", and one column a field, dotted for nested ones (source.title,
lines.0.component, lines.0.count). Empty cells are left out. A cell is text, but
  a number in columns whose last name is ${[...numbers].join(', ')}, or from and to below a count,
  true or false in columns named ${[...yesOrNo].join(' or ')},
  JSON where it is an object or a list ({"about": 200}), except in columns of prose (${[...prose].join(', ')}).
An apostrophe before a text that a spreadsheet would run, or that begins with [ or {, is taken away.`;

/** A row, with the number of the line where it ends. */
interface Row {
  number: number;
  cells: string[];
}

/** Reads the commands of a CSV file (RFC 4180) as it comes; a row that is no command is told and the next ones go on. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line | BadLine> {
  const commands = new CommandReader();
  const parser = Readable.from(textOf(chunks)).compose(
    parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true }),
  );
  let paths: string[][] | undefined;
  let number = 1;
  try {
    for await (const { record: cells, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      number = info.lines;
      if (paths !== undefined) yield commandOf({ number, cells }, paths, commands);
      else {
        const wrong = cells.find((name) => !isColumn(name));
        if (wrong !== undefined || !cells.includes('command') || new Set(cells).size < cells.length) {
          yield {
            number,
            reason:
              wrong === undefined
                ? 'must be a header with a column "command" and no column twice'
                : `"${wrong}" is no name of a column`,
          };
          return;
        }
        paths = cells.map((name) => name.split('.'));
      }
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

function commandOf({ number, cells }: Row, paths: readonly string[][], commands: CommandReader): Line | BadLine {
  if (cells.length > paths.length) return { number, reason: `has ${cells.length} cells, the header ${paths.length}` };
  const object: Node = {};
  for (const [index, path] of paths.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    if (!put(object, path, valueOf(path, cell)))
      return { number, reason: `${path.join('.')} lies inside a column that has a value of its own` };
  }
  return commands.read(number, object);
}

type Node = Record<string, unknown>;

/** Puts a value at its place; false where a cell above it already is the whole value. */
function put(object: Node, [first = '', ...rest]: readonly string[], value: unknown): boolean {
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

/** What a cell says in its column. */
export function valueOf(path: readonly string[], cell: string): unknown {
  if (cell.startsWith("'") && textCell(cell.slice(1)) === cell) return cell.slice(1);
  const [parent = '', last = ''] = [path.at(-2), path.at(-1)];
  if (/^-?\d+(\.\d+)?$/.test(cell) && (numbers.has(last) || counts.has(parent))) return Number(cell);
  if (yesOrNo.has(last) && (cell === 'true' || cell === 'false')) return cell === 'true';
  if (prose.has(last) || !/^(\{.*\}|\[.*\])$/s.test(cell)) return cell;
  try {
    return parseStrict(cell);
  } catch {
    // The server then says what is wrong with the text, by its pointer.
    return cell;
  }
}
