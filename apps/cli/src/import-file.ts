import { createReadStream, statSync, type ReadStream } from 'node:fs';
import { readCsv } from './csv-commands.js';
import { Failure } from './failure.js';
import { readNdjson, type BadLine, type Line } from './lines.js';

/** A file of commands that is being read. */
export interface ImportFile {
  lines: AsyncIterable<Line | BadLine>;
  /** Its size; undefined for a stream. */
  bytes: number | undefined;
  bytesRead(): number;
}

/** Opens a file of commands; `-` is standard input, `.csv` is CSV and everything else NDJSON. */
export function openImportFile(file: string): ImportFile {
  const bytes = file === '-' ? undefined : sizeOf(file);
  const stream: ReadStream = file === '-' ? createReadStream('', { fd: 0, autoClose: false }) : createReadStream(file);
  const read = file.toLowerCase().endsWith('.csv') ? readCsv : readNdjson;
  return { lines: read(stream as AsyncIterable<Uint8Array>), bytes, bytesRead: () => stream.bytesRead };
}

function sizeOf(file: string): number | undefined {
  let stats;
  try {
    stats = statSync(file);
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}`, 2);
  }
  if (stats.isDirectory()) throw new Failure(`${file} is a folder. Name a file, or - for standard input.`, 2);
  return stats.isFile() ? stats.size : undefined;
}
