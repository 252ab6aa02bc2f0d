import type { StoredEntry } from '../event-store.js';
import { checkedRow, type Row } from './rows.js';
import { sqliteCodeOf } from './sqlite-code.js';

/** What the file cannot give: whatever a reader makes of a part would be a lie. */
export class StoreDamaged extends Error {}

/** Stands for an entry that is known to be there, and cannot be read. */
function unread(stream: string, revision: number, why: string): StoredEntry {
  const fault = `the log's file is damaged: ${why}. Verify it, and restore a backup`;
  const nothing = { id: '00000000-0000-0000-0000-000000000000', type: 'Unread', body: '{}' };
  return { position: 0, stream, revision, ...nothing, recordedAt: '1970-01-01T00:00:00.000Z', damaged: true, fault };
}

/**
 * A page of a stream as SQLite reads it by an index, proven: revisions follow one another from `next` on, and a page that is not
 * full ends with the newest revision. Where it does not, it ends with a damaged entry that stands for what is not there.
 */
export function wholePage(
  stream: string,
  next: number,
  read: () => { rows: Row[]; isFull: boolean; newest: number },
): { entries: StoredEntry[]; isLast: boolean } {
  const entries: StoredEntry[] = [];
  const cut = (why: string): { entries: StoredEntry[]; isLast: boolean } => ({
    entries: [...entries, unread(stream, next + entries.length, why)],
    isLast: true,
  });
  try {
    const { rows, isFull, newest } = read();
    for (const row of rows) {
      if (row[2] !== next + entries.length) return cut(`its index leads to revision ${row[2]} instead`);
      entries.push(checkedRow(row, stream));
    }
    const isShort = !isFull && next + entries.length <= newest;
    return isShort ? cut(`its index ends before revision ${newest}`) : { entries, isLast: !isFull };
  } catch (error) {
    const code = sqliteCodeOf(error);
    if (code === undefined) throw error;
    return cut(code);
  }
}

/** Checks that positions rise, as they do if pages lead on. Throws StoreDamaged. */
export function checkRising(rows: readonly Row[], after: number): void {
  let last = after;
  for (const [position] of rows) {
    if (position <= last) throw new StoreDamaged(`the log's file is damaged: position ${position} follows ${last}`);
    last = position;
  }
}
