import type { NewEntry } from '#libs/event-store';
import type { Outcome } from './outcome.js';

/** How much one append may hold. */
export const bytesPerAppendMax = 900 * 1024;

/** How much some rows hold. */
export const bytesOf = (rows: readonly NewEntry[]): number =>
  rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);

/** How many entries one append may hold. */
const entriesPerAppendMax = 1000;

/** How many if all do not fit in one: a commit is done in one go, and others wait for it. */
const entriesPerPartMax = 200;

/** The entries of an answer, by what is stored whole: each row of a table, or all that a submission comes to. */
export function groupsOf(answer: Outcome): (readonly NewEntry[])[] {
  if (answer.kind !== 'recorded') return [];
  const groups = answer.rows?.map((row) => (row.kind === 'accepted' ? row.entries : [])) ?? [answer.entries];
  return groups.filter((group) => group.length > 0);
}

/** Groups of entries in one append, if that holds them: all are then stored or none. A table that is more than that is stored in smaller ones. */
export function appendsOf(groups: readonly (readonly NewEntry[])[]): NewEntry[][] {
  const count = groups.reduce((sum, { length }) => sum + length, 0);
  const most = count <= entriesPerAppendMax ? entriesPerAppendMax : entriesPerPartMax;
  const appends: NewEntry[][] = [];
  let bytes = 0;
  for (const group of groups) {
    const size = bytesOf(group);
    const last = appends.at(-1);
    if (last && last.length + group.length <= most && bytes + size <= bytesPerAppendMax) {
      last.push(...group);
      bytes += size;
    } else {
      appends.push([...group]);
      bytes = size;
    }
  }
  return appends;
}
