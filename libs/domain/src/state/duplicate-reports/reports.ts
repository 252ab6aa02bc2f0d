import type { Subject } from '../claim.js';
import type { Fact } from '../fact.js';
import { PersistentMap as VersionedMap } from '#libs/persistent';

/** A number that a report gives, as a range. */
export interface Figure {
  /** What is counted: people, those of a side killed or wounded, equipment, a total or what it is part of. */
  of: string;
  component: string;
  contingent?: string;
  low: number;
  /** Null if nobody knows it. */
  high: number | null;
}

/** What one report tells, for comparing it with others. Never changed once it is noted. */
export interface Telling extends Fact {
  type: string;
  /** Who says it: one source does not disagree with itself. */
  source: string;
  /** Who says it, in words. */
  by: string;
  /** The days that it may be of, in the mission's calendar. */
  first: string;
  last: string;
  subject: Subject;
  figures: readonly Figure[];
  answer?: string;
  detail?: string;
  /** What it did to the books: nothing if it confirms or is refused, beside them if it is of others than the mission. */
  effect: 'booked' | 'nothing' | 'beside';
}

/**
 * Reports of one type that differ at most in who says them, and when on those days: what may be one with any of them may be
 * one with all. A chain, the one noted last first, that forks share as it is.
 */
export interface Alike {
  readonly telling: Telling;
  /** The source of all of them; undefined where there are several. */
  readonly source: string | undefined;
  readonly before: Alike | undefined;
}

/** Reports that are alike, and one more of them. */
export const chained = (telling: Telling, before?: Alike): Alike => ({
  telling,
  source: before === undefined || before.source === telling.source ? telling.source : undefined,
  before,
});

/** The reports of a chain, the one noted first first. */
export function tellingsOf(chain: Alike): Telling[] {
  const all: Telling[] = [];
  for (let alike: Alike | undefined = chain; alike; alike = alike.before) all.push(alike.telling);
  return all.toReversed();
}

/** What cannot all be true: one thing, by several sources. */
export interface Disagreement {
  among: readonly Telling[];
  /** Revision of the report that stands. */
  stands: number;
}

/** Reports that are compared with each other, in a form that can be forked. */
export interface Reports {
  /** By type and period (a day or a month: logs are told day by day, so that forks share all but the newest), and then by the first thing that they are about ('' if they name none). */
  told: VersionedMap<string, Map<string, readonly Alike[]>>;
  /** What can be true in one way only, by type, subject and, but for what happens once, day. */
  stated: VersionedMap<string, readonly Telling[]>;
  /** Those that may be one thing, by the lowest revision of each group, and in order of revision. */
  groups: VersionedMap<number, readonly Telling[]>;
  /** In which group a revision is. */
  groupOf: VersionedMap<number, number>;
  /** What is stated and cannot all be true, by the same keys as `stated`. */
  disagreements: VersionedMap<string, Disagreement>;
  /** The keys of both by what they are about, and by the bases and convoys that they name; some of them may be gone. */
  about: VersionedMap<string, VersionedMap<number | string, true>>;
}

/** No reports. */
export const noReports = (): Reports => ({
  told: new VersionedMap(),
  stated: new VersionedMap(),
  groups: new VersionedMap(),
  groupOf: new VersionedMap(),
  disagreements: new VersionedMap(),
  about: new VersionedMap(),
});

/** Another set with the same reports, for its own owner. */
export const forkReports = ({ told, stated, groups, groupOf, disagreements, about }: Reports): Reports => ({
  told: told.fork(),
  stated: stated.fork(),
  groups: groups.fork(),
  groupOf: groupOf.fork(),
  disagreements: disagreements.fork(),
  about: about.fork(),
});
