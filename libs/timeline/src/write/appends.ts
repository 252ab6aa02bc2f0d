import type { NewEntry } from '#libs/event-store';
import type { Outcome } from './outcome.js';

/** How much one append may hold. */
export const bytesPerAppendMax = 900 * 1024;

/** How much some rows hold. */
export const bytesOf = (rows: readonly NewEntry[]): number =>
  rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);

/** How many entries one append may hold. */
const entriesPerAppendMax = 1000;

/** The entries of an answer, by what is stored whole: each row of a table, or all that a submission comes to. */
export function groupsOf(answer: Outcome): (readonly NewEntry[])[] {
  if (answer.kind !== 'recorded') return [];
  const groups = answer.rows?.map((row) => (row.kind === 'accepted' ? row.entries : [])) ?? [answer.entries];
  return groups.filter((group) => group.length > 0);
}

/** Groups of entries in as few appends as may be: one, unless there is a table that is more than that. */
export function appendsOf(groups: readonly (readonly NewEntry[])[]): NewEntry[][] {
  const appends: NewEntry[][] = [];
  let bytes = 0;
  for (const group of groups) {
    const size = bytesOf(group);
    const last = appends.at(-1);
    if (last && last.length + group.length <= entriesPerAppendMax && bytes + size <= bytesPerAppendMax) {
      last.push(...group);
      bytes += size;
    } else {
      appends.push([...group]);
      bytes = size;
    }
  }
  return appends;
}
