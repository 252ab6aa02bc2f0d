import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** One line of an import file: a command, its key, and its body. */
export interface Line {
  /** Number in the file, from 1. */
  number: number;
  command: string;
  key: string;
  body: Record<string, unknown>;
}

/** A line that is no command. */
export interface BadLine {
  number: number;
  reason: string;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads an NDJSON file of commands. A line without a key gets one of its digest and its ordinal among equal lines, so
 * that importing a file twice changes nothing, and a line that was changed is a new entry.
 */
export function readLines(bytes: Uint8Array): (Line | BadLine)[] {
  const seen = new Map<string, number>();
  const read: (Line | BadLine)[] = [];
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return [{ number: 1, reason: 'the file is not UTF-8' }];
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') read.push(readLine(line, index + 1, seen));
  }
  return read;
}

function readLine(text: string, number: number, seen: Map<string, number>): Line | BadLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { number, reason: `not JSON: ${(error as Error).message}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { number, reason: 'must be an object such as {"command": "add-note", ...}' };
  const { command, key, ...body } = value as Record<string, unknown>;
  if (typeof command !== 'string' || !/^[a-z-]+$/.test(command)) return { number, reason: '"command" must name a command, such as "add-note"' };
  if (key !== undefined && (typeof key !== 'string' || !/^[\x20-\x7e]{16,255}$/.test(key))) return { number, reason: '"key" must have 16 to 255 printable characters' };
  const digest = createHash('sha256').update(canonicalize({ command, ...body }) ?? '').digest('hex');
  const ordinal = seen.get(digest) ?? 0;
  seen.set(digest, ordinal + 1);
  return { number, command, key: key ?? `import-${digest}-${ordinal}`, body };
}

/** Whether a line could not be read. */
export const isBad = (line: Line | BadLine): line is BadLine => 'reason' in line;
