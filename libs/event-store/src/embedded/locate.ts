import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';

/** Where bytes stand in a file: the first, and the one after the last. */
export interface ByteRange {
  file: string;
  from: number;
  to: number;
}

/** How much of a body is looked for, and how much is read at once, in bytes. */
const needleMax = 512;
const blockSize = 1 << 22;

/**
 * Where the body of an entry stands in the file of its log, or in the write-ahead log beside it, so that other tools can be
 * pointed at it. A body that SQLite has split over pages is named by its first part. Undefined if it is not found.
 */
export async function locateBody(file: string, position: number): Promise<ByteRange | undefined> {
  const db = new Database(file, { readonly: true });
  const body = db.prepare('SELECT CAST(body AS BLOB) FROM entries WHERE position = ?').pluck().get(position) as
    Buffer | undefined;
  db.close();
  if (!body) return undefined;
  for (const candidate of [file, `${file}-wal`]) {
    const range = existsSync(candidate) ? await find(candidate, body) : undefined;
    if (range) return { file: basename(candidate), ...range };
  }
  return undefined;
}

async function find(file: string, body: Buffer): Promise<{ from: number; to: number } | undefined> {
  const needle = body.subarray(0, needleMax);
  const handle = await open(file, 'r');
  try {
    const block = Buffer.alloc(blockSize + body.length);
    for (let start = 0; ; start += blockSize) {
      const { bytesRead } = await handle.read(block, 0, block.length, start);
      const at = block.subarray(0, bytesRead).indexOf(needle);
      if (at >= 0) return { from: start + at, to: start + at + commonLength(block.subarray(at, bytesRead), body) };
      if (bytesRead < block.length) return undefined;
    }
  } finally {
    await handle.close();
  }
}

function commonLength(a: Buffer, b: Buffer): number {
  let length = 0;
  while (length < b.length && a[length] === b[length]) length++;
  return length;
}
