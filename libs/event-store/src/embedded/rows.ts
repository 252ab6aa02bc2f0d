import type Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import type { StoredEntry } from '../event-store.js';

/** As the columns below say: rows as lists, and bytes as hexadecimal text, are read in half the time. */
export type Row = [
  position: number,
  streamId: number,
  revision: number,
  idHex: string,
  type: string,
  recordedAt: string,
  hashHex: string,
  body: string,
  original: string | null,
];

/** The columns of a row, of the table `entries`. */
export const columns = 'position, stream, revision, hex(id), type, recorded_at, hex(hash), body, original';

/** The same of a file that may be a backup by an earlier version, which had no originals. */
export function columnsOf(db: Database.Database): string {
  const names = db.prepare("SELECT name FROM pragma_table_info('entries')").pluck().all();
  return names.includes('original') ? columns : columns.replace('original', 'NULL');
}

function uuidText(idHex: string): string {
  const hex = idHex.toLowerCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** SHA-256 (hexadecimal) of all that a row says: a bit may flip in the name of its stream as well. */
export const hashOf = ({
  stream,
  revision,
  id,
  type,
  recordedAt,
  body,
  original,
}: Omit<StoredEntry, 'position' | 'damaged'>): string =>
  hash(
    'sha256',
    `${stream}\n${revision}\n${id}\n${type}\n${recordedAt}\n${body}${original === undefined ? '' : `\n${original}`}`,
  );

/** A row as it was written; SQLite checks the structure of its pages, not their content. */
export function checkedRow(
  [position, , revision, idHex, type, recordedAt, hashHex, body, original]: Row,
  stream: string,
): StoredEntry {
  const entry: StoredEntry = { position, stream, revision, id: uuidText(idHex), type, body, recordedAt };
  if (original !== null) entry.original = original;
  return hashOf(entry).toUpperCase() === hashHex ? entry : { ...entry, damaged: true };
}
