import { referencesOf, resolve, zoneOf, type Entry, type Folded } from '#libs/domain';
import type { ReadEntries } from '../past/adding.js';
import { inSlices } from '../event-loop/slices.js';
import { marksFromOthers, ownMarks, type HistoryEntry } from './history.js';

/** One entry of a log as it is seen, with those that it names, that name them, and that were recorded with it. */
export interface Surroundings {
  item: HistoryEntry;
  /** All of them, by revision, and no others: few, however long the log is. */
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

/** An entry with what bears on it; undefined if it is not considered. Throws as reading does. */
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
  const entries = await take([...members].filter(isSeen).toSorted((a, b) => a - b));
  const [item] = await withMarks([entry], entries, log);
  return item && { item, entries, isConsidered };
}

/** Some entries that are seen and all that name them, directly or not, by revision. Throws as reading does. */
export async function withNaming(revisions: readonly number[], log: SeenLog): Promise<readonly Entry[]> {
  const members = namingAny(revisions, log);
  const seen = [...members].filter((one) => log.folded.instants.at(one) !== undefined);
  return log.take(seen.toSorted((a, b) => a - b));
}

/** Some revisions, and those of all entries that name one of them, directly or not. */
function namingAny(revisions: readonly number[], log: SeenLog): Set<number> {
  const members = new Set(revisions);
  for (const member of members) for (const other of log.naming(member)) members.add(other);
  return members;
}

/** Some entries that are seen, with their marks. Throws as reading does. */
export async function markedAmong(some: readonly Entry[], log: SeenLog): Promise<HistoryEntry[]> {
  const members = namingAny(
    some.map(({ revision }) => revision),
    log,
  );
  for (const { revision } of some) members.delete(revision);
  const others = await log.take([...members].filter((one) => log.folded.instants.at(one) !== undefined));
  return withMarks(
    some,
    [...some, ...others].toSorted((a, b) => a.revision - b.revision),
    log,
  );
}

/** The marks of some entries; `entries` are those that bear on them, by revision. */
async function withMarks(
  some: readonly Entry[],
  entries: readonly Entry[],
  { folded, until }: SeenLog,
): Promise<HistoryEntry[]> {
  const considered = entries.filter(({ revision }) => (folded.instants.at(revision) ?? 0) <= until);
  const marks = marksFromOthers(considered, await inSlices(resolve(entries)));
  const timeZone = zoneOf(folded.state);
  return some.map((entry) => ({ entry, marks: { ...ownMarks(entry, timeZone), ...marks.get(entry.revision) } }));
}

/** The revisions of the entries that were recorded as one with an entry, its own among them. */
function recordedWith({ revision, batch }: Entry): number[] {
  if (!batch) return [revision];
  return Array.from({ length: batch.size }, (_, index) => revision - batch.index + index);
}
