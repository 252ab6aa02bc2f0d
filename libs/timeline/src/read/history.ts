import {
  definitionOf,
  inWords,
  partsOf,
  periodOf,
  referencesOf,
  resolve,
  sliceLength,
  type Entry,
  type FoldOptions,
  type Language,
  type Resolved,
} from '#libs/domain';

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

/** An entry as history shows it: the original, and what became of it. */
export interface HistoryEntry {
  entry: Entry;
  marks: Marks;
}

const dayMs = 86_400_000;

/** The entries of a log within a horizon, by revision, with their marks. Times are judged in the mission's zone. */
export function* historyInSlices(
  entries: readonly Entry[],
  options: FoldOptions,
  timeZone: string,
): Generator<undefined, HistoryEntry[]> {
  const resolved = yield* resolve(entries, options);
  const until = options.validAt ?? Number.POSITIVE_INFINITY;
  const considered = resolved.visible.flatMap((revision) => {
    const entry = entries[revision];
    return entry && (resolved.instants[revision] ?? 0) <= until ? [entry] : [];
  });
  yield undefined;
  const fromOthers = marksFromOthers(considered, resolved);
  const history: HistoryEntry[] = [];
  for (const entry of considered) {
    const marks = { ...ownMarks(entry, timeZone), ...fromOthers.get(entry.revision) };
    if (history.push({ entry, marks }) % sliceLength === 0) yield undefined;
  }
  return history;
}

/** The marks that later entries give to earlier ones, by the revision of those. */
export function marksFromOthers(
  entries: Iterable<Entry>,
  { retractedBy, correctedBy }: Pick<Resolved, 'retractedBy' | 'correctedBy'>,
): Map<number, Marks> {
  const marks = new Map<number, Marks>();
  const of = (revision: number): Marks => {
    let found = marks.get(revision);
    if (!found) marks.set(revision, (found = {}));
    return found;
  };
  for (const [revision, corrections] of correctedBy) of(revision).correctedBy = corrections;
  for (const [revision, retraction] of retractedBy) of(revision).retractedBy = retraction;
  for (const { type, data, revision } of entries) {
    const { relation } = definitionOf(type);
    if (relation !== 'revises' && relation !== 'disputes') continue;
    const named = referencesOf(type, data).entry;
    if (named === undefined || retractedBy.has(revision)) continue;
    (of(named)[relation === 'revises' ? 'revisedBy' : 'disputedBy'] ??= []).push(revision);
  }
  return marks;
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
export const sentenceOf = (entry: Entry, language: Language): string =>
  inWords(partsOf(entry.type, entry.data, language), language);
