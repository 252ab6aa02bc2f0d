import { periodOf, referencesOf, type Entry, type FoldOptions } from '#libs/domain';
import { historyInSlices, ownMarks, type Marks } from './history.js';

/** What searches ask of an entry, without its text: small enough to be kept for every entry of a long log. */
export interface IndexRow {
  revision: number;
  type: string;
  /** The id of the person who acted. */
  actor: string;
  /** Bare ids of the bases and convoys that it names or opens. */
  things: readonly string[];
  /** When it happened: where it was placed, in milliseconds since 1970. */
  at: number;
  /** When the log took it, in milliseconds since 1970. */
  recorded: number;
  /** When it was known by its own words: the end of `reportedAt`, else when it was recorded. Milliseconds since 1970. */
  known: number;
  marks: Marks;
}

/** Entries that change what history shows of earlier ones: after one of them an index is made anew. */
const marksOthers: ReadonlySet<string> = new Set(['EntryCorrected', 'EntryRetracted', 'TollRevised', 'EntryDisputed']);

const nothing: readonly string[] = [];

/** The row of an entry. Times are judged in the mission's zone. */
export function rowOf(entry: Entry, timeZone: string, marks: Marks = ownMarks(entry, timeZone)): IndexRow {
  const { revision, type, actor, placedAt, recordedAt, reportedAt } = entry;
  const { bases = nothing, convoys = nothing, places = nothing, opens } = referencesOf(type, entry.data);
  const things = [...bases, ...convoys, ...places, opens?.id].filter((id) => id !== undefined);
  const recorded = Date.parse(recordedAt);
  return {
    revision,
    type,
    actor: actor.id,
    things,
    at: Date.parse(placedAt),
    recorded,
    known: reportedAt === undefined ? recorded : periodOf(reportedAt, timeZone).end,
    marks,
  };
}

/** The rows of a log through a lens, by revision. It serves every moment between two revisions. */
export class LogIndex {
  private constructor(
    readonly rows: IndexRow[],
    /** The first revision at which the log looked so. */
    readonly since: number,
    private newest: number,
    readonly timeZone: string,
  ) {}

  /** The last revision that it covers. */
  get until(): number {
    return this.newest;
  }

  /** Whether it shows the log as it was when a revision was its newest. */
  serves(revision: number): boolean {
    return this.since <= revision && revision <= this.newest;
  }

  /**
   * Makes an index of the entries of a log from its first one on. Yields now and then. Nothing but the newest state shows
   * what it shows at a later revision as well: through any other lens it serves its own revision alone.
   */
  static *of(entries: readonly Entry[], options: FoldOptions, timeZone: string): Generator<undefined, LogIndex> {
    const history = yield* historyInSlices(entries, options, timeZone);
    const shared = new Map<string, string>();
    const share = (text: string): string => shared.get(text) ?? (shared.set(text, text), text);
    const rows: IndexRow[] = [];
    for (const { entry, marks } of history) {
      const row = rowOf(entry, timeZone, marks);
      // Texts of parsed entries are copies; in an index each is kept once.
      rows.push({ ...row, type: share(row.type), actor: share(row.actor), things: row.things.map(share) });
      if (rows.length % 256 === 0) yield undefined;
    }
    const newest = entries.length - 1;
    const isHead = Object.keys(options).length === 0;
    const since = isHead
      ? Math.max(
          0,
          entries.findLastIndex(({ type }) => marksOthers.has(type)),
        )
      : newest;
    return new LogIndex(rows, since, newest, timeZone);
  }

  /** Takes the entries that follow. Answers false, having taken none, where one of them changes what is shown of others. */
  extend(entries: readonly Entry[]): boolean {
    if (entries.some(({ type }) => marksOthers.has(type))) return false;
    for (const entry of entries) this.rows.push(rowOf(entry, this.timeZone));
    this.newest += entries.length;
    return true;
  }
}
