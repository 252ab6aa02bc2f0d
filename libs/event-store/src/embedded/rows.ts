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
];

/** The columns of a row, of the table `entries`. */
export const columns = 'position, stream, revision, hex(id), type, recorded_at, hex(hash), body';

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
}: Omit<StoredEntry, 'position' | 'damaged'>): string =>
  hash('sha256', `${stream}\n${revision}\n${id}\n${type}\n${recordedAt}\n${body}`);

/** A row as it was written; SQLite checks the structure of its pages, not their content. */
export function checkedRow(
  [position, , revision, idHex, type, recordedAt, hashHex, body]: Row,
  stream: string,
): StoredEntry {
  const entry: StoredEntry = { position, stream, revision, id: uuidText(idHex), type, body, recordedAt };
  return hashOf(entry).toUpperCase() === hashHex ? entry : { ...entry, damaged: true };
}
