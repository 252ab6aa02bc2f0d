import { referencesOf, resolve, type Entry, type Folded } from '#libs/domain';
import type { ReadEntries } from '../past/checkpointed-fold.js';
import { inSlices } from '../event-loop/slices.js';
import { marksFromOthers, ownMarks, type HistoryEntry } from './history.js';

/** One entry of a log as it is seen, with those that it names, that name them, and that were recorded with it. */
export interface Surroundings {
  item: HistoryEntry;
  /** All of them, each at its revision, and no others: few, however long the log is. */
  entries: readonly Entry[];
  /** Whether one of them is among the entries considered: it is seen, and had happened. */
  isConsidered: (revision: number) => boolean;
}

/** How a log is seen whose entries are looked for. */
export interface SeenLog {
  folded: Pick<Folded, 'instants' | 'state'>;
  /** Up to which instant things had happened, in milliseconds since 1970. */
  until: number;
  /** The revisions of the entries that name one, seen or not. */
  naming: (revision: number) => readonly number[];
  take: ReadEntries;
}

/** An entry with what bears on it; undefined where it is not considered. Throws as reading does. */
export async function surroundingsOf(revision: number, log: SeenLog): Promise<Surroundings | undefined> {
  const { folded, until, naming, take } = log;
  const isSeen = (one: number): boolean => folded.instants.at(one) !== undefined;
  const isConsidered = (one: number): boolean => isSeen(one) && (folded.instants.at(one) ?? 0) <= until;
  if (!isConsidered(revision)) return undefined;
  const [entry] = await take([revision]);
  if (!entry) return undefined;
  const { entry: named } = referencesOf(entry.type, entry.data);
  const members = new Set([...recordedWith(entry), ...(named === undefined ? [] : [named])]);
  for (const member of members) for (const other of naming(member)) members.add(other);
  const entries: Entry[] = [];
  for (const one of await take([...members].filter(isSeen).toSorted((a, b) => a - b))) entries[one.revision] = one;
  const considered = entries.filter((one) => isConsidered(one.revision));
  const marks = marksFromOthers(considered, await inSlices(resolve(entries))).get(revision);
  const timeZone = folded.state.mission?.timeZone ?? 'UTC';
  return { item: { entry, marks: { ...ownMarks(entry, timeZone), ...marks } }, entries, isConsidered };
}

/** The revisions of the entries that were recorded as one with an entry, its own among them. */
function recordedWith({ revision, batch }: Entry): number[] {
  if (!batch) return [revision];
  return Array.from({ length: batch.size }, (_, index) => revision - batch.index + index);
}
