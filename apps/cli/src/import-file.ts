import { createReadStream, statSync, type ReadStream } from 'node:fs';
import { readCsv } from './csv-commands.js';
import { Failure } from './failure.js';
import { withDoubts } from './doubts.js';
import { readNdjson, type FromFile } from './lines.js';

/** A file of commands that is being read. */
export interface ImportFile {
  lines: AsyncIterable<FromFile>;
  /** Its size; undefined for a stream. */
  bytes: number | undefined;
  bytesRead(): number;
}

/** Opens a file of commands; `-` is standard input, `.csv` and `.tsv` are CSV and everything else NDJSON. */
export function openImportFile(file: string): ImportFile {
  const bytes = file === '-' ? undefined : sizeOf(file);
  const stream: ReadStream = file === '-' ? createReadStream('', { fd: 0, autoClose: false }) : createReadStream(file);
  const read = /\.[ct]sv$/i.test(file) ? readCsv : readNdjson;
  return { lines: withDoubts(read(stream as AsyncIterable<Uint8Array>)), bytes, bytesRead: () => stream.bytesRead };
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
