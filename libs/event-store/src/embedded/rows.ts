import type Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import type { StoredEntry } from '../event-store.js';

/** As the columns below say: few and long ones are read in half the time of many. */
export type Row = [
  position: number,
  streamId: number,
  revision: number,
  hashHex: string,
  type: string,
  /** All that is hashed after the name of the stream. */
  line: string,
  original: string | null,
];

/** An id as text. */
const idText = ['1, 8', '9, 4', '13, 4', '17, 4', '21'].map((part) => `substr(hex(id), ${part})`).join(` || '-' || `);
const hashed = ['revision', `lower(${idText})`, 'type', 'recorded_at', 'body'].join(' || char(10) || ');

/** The columns of a row, of the table `entries`. */
export const columns = `position, stream, revision, lower(hex(hash)), type, ${hashed} || ifnull(char(10) || original, ''), original`;

/** The same of a file that may be a backup by an earlier version, which had no originals. */
export function columnsOf(db: Database.Database): string {
  const names = db.prepare("SELECT name FROM pragma_table_info('entries')").pluck().all();
  return names.includes('original') ? columns : columns.replaceAll('original', 'NULL');
}

const uuidLength = 36;

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
export function checkedRow([position, , revision, hashHex, type, line, original]: Row, stream: string): StoredEntry {
  const idAt = line.indexOf('\n') + 1;
  const recordedAtAt = idAt + uuidLength + 1 + type.length + 1;
  const bodyAt = line.indexOf('\n', recordedAtAt) + 1;
  const entry: StoredEntry = {
    position,
    stream,
    revision,
    id: line.slice(idAt, idAt + uuidLength),
    type,
    body: line.slice(bodyAt, original === null ? undefined : line.length - original.length - 1),
    recordedAt: line.slice(recordedAtAt, bodyAt - 1),
  };
  if (original !== null) entry.original = original;
  return hash('sha256', `${stream}\n${line}`) === hashHex ? entry : { ...entry, damaged: true };
}
