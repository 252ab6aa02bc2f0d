import { zoneOf, type Entry, type Folded, type FoldOptions, type MissionState } from '#libs/domain';
import { inSlices } from '../event-loop/slices.js';
import type { ReadEntries } from '../past/adding.js';
import type { CheckpointedFold } from '../past/checkpointed-fold.js';
import { historyInSlices, type HistoryEntry } from './history.js';
import { checkRoomToRead } from './room.js';
import { markedAmong, surroundingsOf, withNaming, type Surroundings } from './surroundings.js';

/** A mission seen as of some times. Reading its log throws MissionStopped, and TooLittleMemory if all of it is read. */
export interface Seen {
  state: MissionState;
  /** Highest revision among the entries considered. */
  revision: number;
  /** The instant it is shown for, in milliseconds since 1970. */
  at: number;
  /** How many entries the log has that it is made from. */
  length: number;
  /** The horizon that it was folded for. */
  options: FoldOptions;
  /** Whether an entry is considered: it is seen, and had happened. */
  isConsidered: (revision: number) => boolean;
  /** One of the entries considered, with those that bear on it; undefined if there is none. */
  around(revision: number): Promise<Surroundings | undefined>;
  /** Some entries with the marks that they have when a revision is the newest. */
  marked(entries: readonly Entry[], upTo: number): Promise<HistoryEntry[]>;
  /** Some entries that are seen and all that name them, directly or not, by revision: few, however long the log is. */
  withNaming(revisions: readonly number[]): Promise<readonly Entry[]>;
  /** The entries considered, by revision, with their marks. */
  history(): Promise<HistoryEntry[]>;
  /** The log. */
  log(): Promise<readonly Entry[]>;
  /** The fold of all that is seen, whenever it happened. */
  fold(): Promise<CheckpointedFold>;
  take: ReadEntries;
}

/** What a mission is seen from. */
export interface SeenFrom {
  folded: Folded;
  options: FoldOptions;
  at: number;
  length: number;
  /** The revisions of the entries that name one, seen or not. */
  naming: (revision: number) => readonly number[];
  take: ReadEntries;
  range: (from: number, until: number) => Promise<readonly Entry[]>;
  fold: () => Promise<CheckpointedFold>;
}

/** A mission as it is seen. */
export function seenOf({ folded, options, at, length, naming, take, range, fold }: SeenFrom): Seen {
  const until = options.validAt ?? Number.POSITIVE_INFINITY;
  const log = async (): Promise<readonly Entry[]> => {
    checkRoomToRead(length);
    return range(0, length - 1);
  };
  return {
    state: folded.state,
    revision: folded.revision,
    at,
    length,
    options,
    isConsidered(revision) {
      const instant = folded.instants.at(revision);
      return instant !== undefined && instant <= until;
    },
    around: (revision) => surroundingsOf(revision, { folded, until, naming, take }),
    marked: (entries, upTo) =>
      markedAmong(entries, { folded, until, naming: (one) => naming(one).filter((other) => other <= upTo), take }),
    withNaming: (revisions) =>
      withNaming(revisions, { folded, until, naming: (one) => naming(one).filter((other) => other < length), take }),
    history: async () => inSlices(historyInSlices(await log(), options, zoneOf(folded.state))),
    log,
    fold,
    take,
  };
}
