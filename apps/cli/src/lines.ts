import { LineKeys } from '../../server/src/imports/line-keys.js';
import { parseStrict } from '../../server/src/http/strict-json.js';

/** One command of an import file. */
export interface Line {
  /** Number in the file, from 1. */
  number: number;
  command: string;
  key: string;
  body: Record<string, unknown>;
  /** Where it stands in the log that it was exported from. */
  recorded?: Recorded;
}

/** The id and revision of an exported entry. */
export interface Recorded {
  id: string;
  revision: number;
}

/** A line that is no command. */
export interface BadLine {
  number: number;
  reason: string;
}

/** What is to be said of a line that stops nothing. */
export interface Remark {
  number: number;
  remark: string;
}

/** What reading a file of commands gives, line by line. */
export type FromFile = Line | BadLine | Remark;

/** Whether a line could not be read. */
export const isBad = (line: FromFile): line is BadLine => 'reason' in line;

/** Whether this only says something of a line. */
export const isRemark = (line: FromFile): line is Remark => 'remark' in line;

const newline = 0x0a;
const lineBytesMax = 1024 * 1024;

/** Reads NDJSON as it comes. Empty lines are skipped; a line that cannot be read is told and the next ones go on. */
export async function* readNdjson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line | BadLine> {
  const commands = new CommandReader();
  for await (const { number, bytes } of split(chunks)) {
    if (bytes === undefined) {
      yield { number, reason: 'is longer than 1 MiB' };
      continue;
    }
    const text = decode(bytes);
    if (text === undefined) yield { number, reason: 'is not UTF-8' };
    else if (text.trim() !== '') yield parse(text, number, commands);
  }
}

function parse(text: string, number: number, commands: CommandReader): Line | BadLine {
  try {
    return commands.read(number, parseStrict(text));
  } catch (error) {
    return { number, reason: (error as Error).message };
  }
}

/** Makes commands of objects, and gives those without a key one of their own. */
export class CommandReader {
  private readonly keys = new LineKeys();

  /** Splits an object into command, key and body. */
  read(number: number, value: unknown): Line | BadLine {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { number, reason: 'must be an object such as {"command": "add-note", ...}' };
    const { command, key, recorded, ...body } = value as Record<string, unknown>;
    if (typeof command !== 'string') return { number, reason: '/command must name a command, such as "add-note"' };
    if (recorded !== undefined && !isRecorded(recorded))
      return { number, reason: '/recorded must be {"id", "revision"} of an exported entry' };
    const from = recorded === undefined ? {} : { recorded };
    if (key === undefined) return { number, command, key: this.keys.of({ command, ...body }), body, ...from };
    if (typeof key !== 'string' || !/^[\x20-\x7e]{16,255}$/.test(key))
      return { number, reason: '/key must have 16 to 255 printable characters' };
    return { number, command, key, body, ...from };
  }
}

function isRecorded(value: unknown): value is Recorded {
  const { id, revision } = (value ?? {}) as { id?: unknown; revision?: unknown };
  return typeof id === 'string' && Number.isSafeInteger(revision) && (revision as number) >= 0;
}

/** Decodes one line; undefined if it is not UTF-8. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Cuts bytes into numbered lines; one that is too long has no bytes, so that no file fills the memory. */
export async function* split(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ number: number; bytes: Uint8Array | undefined }> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let size = 0;
  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size <= lineBytesMax) parts.push(part);
    else parts = [];
  };
  const take = (): { number: number; bytes: Uint8Array | undefined } => {
    const line = { number, bytes: size <= lineBytesMax ? Buffer.concat(parts) : undefined };
    number++;
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (size > 0) yield take();
}
