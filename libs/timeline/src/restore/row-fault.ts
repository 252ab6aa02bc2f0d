import type { StoredEntry } from '#libs/event-store';
import { decode, missionOf, UnreadableEntry } from '../codec.js';
import { envelopeFault } from './log-file.js';

/** What would stop a mission at an entry that another process appended; undefined if nothing would. */
export function rowFault(row: Omit<StoredEntry, 'position'>): string | undefined {
  try {
    const entry = decode({ ...row, position: 0 });
    if (entry.type !== row.type) return 'its envelope names another type than its event';
    if (entry.recordedAt !== row.recordedAt) return 'its envelope has another recordedAt than its metadata';
    const fault = envelopeFault({ ...entry }, missionOf(row.stream), row.revision);
    return fault && `it ${fault}`;
  } catch (error) {
    if (error instanceof UnreadableEntry) return error.reason;
    throw error;
  }
}
