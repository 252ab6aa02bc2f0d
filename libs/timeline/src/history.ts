import { definitionOf, periodOf, resolve, sliceLength, type Entry, type FoldOptions } from '#libs/domain';

/** What history shows beside an entry. */
export interface Marks {
  /** Reported more than a day before it was recorded. */
  reportedEarlier?: true;
  /** An order that was given earlier and entered late. */
  late?: true;
  /** Revisions of the corrections in force, oldest first. */
  correctedBy?: number[];
  retractedBy?: number;
  revisedBy?: number[];
  disputedBy?: number[];
}

/** An entry as history shows it: the original, the sentence a person reads, and what became of it. */
export interface HistoryEntry {
  entry: Entry;
  sentence: string;
  marks: Marks;
}

const dayMs = 86_400_000;

/** The entries of a log within a horizon, by revision, with their marks. Times are judged in the mission's zone. */
export function* historyInSlices(
  entries: readonly Entry[],
  options: FoldOptions,
  timeZone: string,
): Generator<undefined, HistoryEntry[]> {
  const { visible, places, retractedBy, correctedBy } = yield* resolve(entries, options);
  const until = options.validAt ?? Number.POSITIVE_INFINITY;
  const considered = visible.filter((revision) => (places[revision] ?? 0) <= until);
  const revisedBy = new Map<number, number[]>();
  const disputedBy = new Map<number, number[]>();
  const history: HistoryEntry[] = [];
  for (const revision of considered) {
    const entry = entries[revision];
    if (!entry) continue;
    const { entry: named } = entry.data as { entry?: number };
    const index = entry.type === 'TollRevised' ? revisedBy : entry.type === 'EntryDisputed' ? disputedBy : undefined;
    if (index && named !== undefined && !retractedBy.has(revision))
      index.set(named, [...(index.get(named) ?? []), revision]);
    if (history.push({ entry, sentence: sentenceOf(entry), marks: {} }) % sliceLength === 0) yield undefined;
  }
  for (const [index, item] of history.entries()) {
    const { revision } = item.entry;
    const marks = (item.marks = ownMarks(item.entry, timeZone));
    if (index % sliceLength === 0) yield undefined;
    const corrections = correctedBy.get(revision);
    if (corrections) marks.correctedBy = corrections;
    const retraction = retractedBy.get(revision);
    if (retraction !== undefined) marks.retractedBy = retraction;
    const revisions = revisedBy.get(revision);
    if (revisions) marks.revisedBy = revisions;
    const disputes = disputedBy.get(revision);
    if (disputes) marks.disputedBy = disputes;
  }
  return history;
}

/** The marks that an entry has by itself, whatever became of it. Times are judged in the mission's zone. */
export function ownMarks({ reportedAt, recordedAt, late }: Entry, timeZone: string): Marks {
  const marks: Marks = {};
  if (reportedAt !== undefined && periodOf(reportedAt, timeZone).end + dayMs < Date.parse(recordedAt))
    marks.reportedEarlier = true;
  if (late) marks.late = true;
  return marks;
}

/** The sentence that history shows for an entry as it was recorded. */
export const sentenceOf = (entry: Entry): string => definitionOf(entry.type).sentence(entry.data);
