import { EntryTooLarge, type NewEntry } from './event-store.js';

/** Most bytes that an entry's body may have: transparency logs that hold its bytes count them in 16 bits. */
export const entryBytesMax = 60 * 1024;

/** Throws EntryTooLarge if one of them is. */
export function checkSizes(entries: readonly NewEntry[]): void {
  for (const { id, body } of entries) {
    const bytes = Buffer.byteLength(body);
    if (bytes > entryBytesMax)
      throw new EntryTooLarge(`entry ${id} has ${bytes} bytes; an entry may hold ${entryBytesMax}`);
  }
}
