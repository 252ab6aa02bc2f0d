import { parseStrict } from '../../server/src/http/strict-json.js';
import { CsvReader, type Row } from './csv.js';
import { CommandReader, type BadLine, type Line } from './lines.js';

const counts = new Set(['count', 'killed', 'wounded', 'vehicles', 'vehiclesDamaged', 'vehiclesLost', 'of']);
const numbers = new Set([...counts, 'about', 'atLeast', 'atMost', 'amount', 'lat', 'lon', 'entry']);
const yesOrNo = new Set(['late', 'liquidation']);
const prose = new Set(['key', 'name', 'reason', 'ref', 'statement', 'summary', 'text', 'title', 'what']);
const indexMax = 999;

/** How CSV becomes commands, for `--help`. */
export const csvHelp = `CSV has a header line: "command", optionally "key", and one column a field, dotted for nested ones (source.title,
lines.0.component, lines.0.count). Empty cells are left out. A cell is text, but
  a number in columns whose last name is ${[...numbers].join(', ')}, or from and to below a count,
  true or false in columns named ${[...yesOrNo].join(' or ')},
  JSON where it is an object or a list ({"about": 200}), except in columns of prose (${[...prose].join(', ')}).`;

/** Reads the commands of a CSV file as it comes; a row that cannot be read is told and the next ones go on. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line | BadLine> {
  const commands = new CommandReader();
  let paths: string[][] | undefined;
  for await (const row of rowsOf(chunks)) {
    if (row.problem !== undefined) yield { number: row.number, reason: row.problem };
    else if (paths === undefined) {
      const wrong = row.cells.find((name) => !isColumn(name));
      if (wrong !== undefined || !row.cells.includes('command') || new Set(row.cells).size < row.cells.length) {
        yield { number: row.number, reason: wrong === undefined ? 'must be a header with a column "command" and no column twice' : `"${wrong}" is no name of a column` };
        return;
      }
      paths = row.cells.map((name) => name.split('.'));
    } else if (row.cells.some((cell) => cell !== '')) yield commandOf(row, paths, commands);
  }
}

async function* rowsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  const reader = new CsvReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 1;
  try {
    for await (const chunk of chunks) {
      for (const row of reader.push(decoder.decode(chunk, { stream: true }))) {
        number = row.number;
        yield row;
      }
    }
    yield* reader.push(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    yield { number: number + 1, cells: [], problem: 'or one after it is not UTF-8: reading stops here' };
    return;
  }
  yield* reader.end();
}

/** Names of fields and indexes alone: nothing else can be a field of a command. */
const isColumn = (name: string): boolean =>
  name.split('.').every((part, index) => (/^\d+$/.test(part) ? index > 0 && Number(part) <= indexMax : /^[a-zA-Z]\w*$/.test(part)));

function commandOf({ number, cells }: Row, paths: readonly string[][], commands: CommandReader): Line | BadLine {
  if (cells.length > paths.length) return { number, reason: `has ${cells.length} cells, the header ${paths.length}` };
  const object: Node = {};
  for (const [index, path] of paths.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    if (!put(object, path, valueOf(path, cell))) return { number, reason: `${path.join('.')} lies inside a column that has a value of its own` };
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

function valueOf(path: readonly string[], cell: string): unknown {
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
