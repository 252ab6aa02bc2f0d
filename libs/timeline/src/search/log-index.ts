import {
  definitionOf,
  ownKnown,
  referencesOf,
  resolve,
  sliceLength,
  timeZoneOf,
  type Entry,
  type FoldOptions,
} from '#libs/domain';
import { historyInSlices, marksFromOthers, ownMarks, type Marks } from '../read/history.js';
import { inSlices } from '../event-loop/slices.js';

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

/** Whether an entry changes what history shows of an earlier one: after one of them an index is made anew. */
const marksAnother = ({ type }: Entry): boolean => {
  const { relation } = definitionOf(type);
  return relation !== 'none' && relation !== 'settles';
};

const nothing: readonly string[] = [];

/** The row of an entry. Times are judged in the mission's zone. */
export function rowOf(entry: Entry, timeZone: string, marks: Marks = ownMarks(entry, timeZone)): IndexRow {
  const { revision, type, actor, placedAt, recordedAt } = entry;
  const { bases = nothing, convoys = nothing, places = nothing, opens } = referencesOf(type, entry.data);
  const things = [...bases, ...convoys, ...places, opens?.id].filter((id) => id !== undefined);
  return {
    revision,
    type,
    actor: actor.id,
    things,
    at: Date.parse(placedAt),
    recorded: Date.parse(recordedAt),
    known: ownKnown(entry, timeZone),
    marks,
  };
}

const share = (texts: Map<string, string>, text: string): string => {
  const known = texts.get(text);
  if (known === undefined) texts.set(text, text);
  return known ?? text;
};

/** The rows of a log as of some times, by revision. It serves every moment between two revisions. */
export class LogIndex {
  readonly rows: IndexRow[] = [];
  private from = 0;
  private newest = -1;
  /** Texts of parsed entries are copies; here each is kept once. */
  private readonly texts = new Map<string, string>();

  private constructor(private readonly timeZone: string) {}

  /** The last revision that it covers. */
  get until(): number {
    return this.newest;
  }

  /** Whether it shows the log as it was when a revision was its newest. */
  serves(revision: number): boolean {
    return this.from <= revision && revision <= this.newest;
  }

  /** Makes an index of the newest state of a log, whose entries come some at a time, from the first on. */
  static async ofHead(pages: AsyncIterable<readonly Entry[]>): Promise<LogIndex> {
    let index: LogIndex | undefined;
    const marking: Entry[] = [];
    for await (const page of pages) {
      index ??= new LogIndex(timeZoneOf(page));
      await inSlices(index.take(page));
      for (const entry of page) if (marksAnother(entry)) marking.push(entry);
    }
    index ??= new LogIndex('UTC');
    // Only those say what became of others, so the rest of the log may be left out.
    for (const [revision, marks] of marksFromOthers(marking, await inSlices(resolve(marking)))) {
      const row = index.rows[revision];
      if (row) Object.assign(row.marks, marks);
    }
    index.from = Math.max(0, marking.at(-1)?.revision ?? 0);
    return index;
  }

  /** Makes an index of a log as of some times, which serves the newest of its revisions alone. Yields now and then. */
  static *through(options: FoldOptions, entries: readonly Entry[]): Generator<undefined, LogIndex> {
    const timeZone = timeZoneOf(entries);
    const index = new LogIndex(timeZone);
    const history = yield* historyInSlices(entries, options, timeZone);
    for (const { entry, marks } of history) {
      index.add(entry, marks);
      if (index.rows.length % sliceLength === 0) yield undefined;
    }
    index.newest = index.from = entries.length - 1;
    return index;
  }

  /** Takes the entries that follow. Answers false, having taken none, if one of them changes what is shown of others. */
  async extend(entries: readonly Entry[]): Promise<boolean> {
    if (entries.some(marksAnother)) return false;
    await inSlices(this.take(entries));
    return true;
  }

  private *take(entries: readonly Entry[]): Generator<undefined, void> {
    for (const entry of entries) {
      this.add(entry);
      this.newest = entry.revision;
      if (entry.revision % sliceLength === 0) yield undefined;
    }
  }

  private add(entry: Entry, marks?: Marks): void {
    const row = rowOf(entry, this.timeZone, marks);
    const kept = (text: string): string => share(this.texts, text);
    this.rows.push({ ...row, type: kept(row.type), actor: kept(row.actor), things: row.things.map(kept) });
  }
}
