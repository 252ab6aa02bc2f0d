import {
  byPlacement,
  type Amending,
  type Entry,
  type MissionState,
  type OrderedLog,
  type Placement,
} from '#libs/domain';
import { Slice, type Pace } from '../event-loop/slices.js';

/** Reads entries of the fold's log, in the order asked for. */
export type ReadEntries = (revisions: readonly number[]) => Promise<readonly Entry[]>;

/** A state along the way. Nobody changes it: whoever goes on from it takes a fork. */
export interface Checkpoint {
  /** Of the last entry folded. */
  placement: Placement;
  /** How many entries were folded. */
  size: number;
  state: MissionState;
}

/** A log in the order in which it folds, and states along the way, of which those before `from` hold for it; all without it. */
export interface Along {
  log: OrderedLog;
  checkpoints: readonly Checkpoint[];
  from?: Placement;
}

/**
 * The newest entry of a log, if that retracts a correction or retraction, and the log before it. If it is retracted itself
 * next, all else is as it was before: so that a chain of retractions costs what each adds, and not what all of them turn.
 */
export interface LastRetraction {
  entry: Amending;
  before: Along;
}

const earlier = (a: Placement | undefined, b: Placement): Placement => (a && byPlacement(a, b) < 0 ? a : b);

/**
 * Adds entries, which come after all those there are, to a log that the caller owns. Answers undefined if all places have to
 * be worked out anew.
 */
export async function adding(
  { log, checkpoints }: Along,
  last: LastRetraction | undefined,
  entries: readonly Entry[],
  take: ReadEntries,
  pace?: Pace,
): Promise<{ now: Along; last?: LastRetraction } | undefined> {
  const atHand = new Map(entries.map((entry) => [entry.revision, entry]));
  const slice = new Slice(pace);
  let now: Along = { log, checkpoints };
  let newest = last;
  for (const entry of entries) {
    if (newest && entry.type === 'EntryRetracted' && entry.data.entry === newest.entry.revision) {
      const turned = takenBack(newest, entry);
      newest = { entry, before: now };
      now = turned;
    } else {
      const missing = now.log.needs(entry).filter((revision) => !atHand.has(revision));
      if (missing.length > 0) for (const needed of await take(missing)) atHand.set(needed.revision, needed);
      const isOfAct = entry.type === 'EntryRetracted' && now.log.rootOf(entry.data.entry) !== entry.data.entry;
      newest = isOfAct ? { entry, before: now } : undefined;
      if (isOfAct) now = { ...now, log: now.log.fork() };
      const added = now.log.add(entry, (revision) => atHand.get(revision));
      if (added === 'anew') return undefined;
      now = { ...now, from: earlier(now.from, added) };
    }
    if (slice.isOver) await slice.next();
  }
  return { now, last: newest };
}

/** A log with a retraction and another one that takes that back. */
function takenBack({ entry, before }: LastRetraction, by: Amending): Along {
  const log = before.log.fork();
  log.retractedBy.set(entry.revision, by.revision);
  log.place(entry);
  return { ...before, log, from: earlier(before.from, log.place(by)) };
}
