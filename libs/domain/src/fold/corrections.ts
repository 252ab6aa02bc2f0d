import type { References } from '../entries/definition.js';
import { thingsOf, thingsOfAct, type Subject } from '../state/changes.js';
import type { Effective, Entry } from '../envelope/entry.js';
import { periodOf } from '../values/occurrence.js';
import { noteOpening, Openings, placed, waitedFor, type Openers } from './openings.js';
import { actsElsewhere } from './placed-at.js';
import { definitionOf, type EntryType } from '../entries/registry.js';
import { bySpot, instantOf, rightAfter, type Spot } from '../values/placement.js';

/** What of a log may be seen: all of it, or what was known, or what had been recorded. Instants in milliseconds. */
export interface Horizon {
  /** What had been said by then: by `reportedAt` where an entry has one, else by `recordedAt`. */
  knownAt?: number;
  /** This revision and those before it. */
  revision?: number;
  /** What the log held by its own clock. */
  recordedAt?: number;
}

/** A log with corrections and retractions applied, in the order in which it folds. */
export interface Resolved {
  /** What folds, in order. */
  effective: Effective[];
  /** Revisions within the horizon, retracted ones included. */
  visible: number[];
  /** Where each revision folds, in milliseconds since 1970. */
  places: number[];
  /** Where each revision stands that does not stand at its own place alone. */
  spots: Map<number, Spot>;
  /** Which revision opened what, as `base/ber`. */
  openers: Map<string, number>;
  /** What was named that nothing has opened. */
  missing: Iterable<string>;
  /** Retracted revision to the retraction in force. */
  retractedBy: Map<number, number>;
  /** Corrected revision to the corrections of it that are in force, oldest first. */
  correctedBy: Map<number, number[]>;
  /** Corrected revision to what it says now. */
  replaced: Map<number, Replacement>;
}

/** What the data of an entry type speaks of. */
export function referencesOf(type: EntryType, data: object): References {
  return definitionOf(type).refers(data);
}

/** The mission's time zone, from the entry that opened it. */
export const timeZoneOf = (entries: readonly Entry[]): string =>
  (entries[0]?.data as { timeZone?: string } | undefined)?.timeZone ?? 'UTC';

/** When an entry was known by its own words, in milliseconds. */
export const ownKnown = (entry: Entry, timeZone: string): number =>
  entry.reportedAt === undefined ? Date.parse(entry.recordedAt) : periodOf(entry.reportedAt, timeZone).end;

/** When an entry was known, in milliseconds: no earlier than what it names, for which `known` says it by revision. */
export function knownSince(
  entry: Entry,
  references: References,
  openers: Pick<Openers, 'get'>,
  known: readonly number[],
  timeZone: string,
): number {
  let since = ownKnown(entry, timeZone);
  for (const revision of waitedFor(entry.revision, references, openers, false))
    since = Math.max(since, known[revision] ?? since);
  return since;
}

/** How many entries are worked on between two yields. */
export const sliceLength = 256;

/** The entries of a log within a horizon. An entry is known no earlier than what it names. */
function* visibleOf(entries: readonly Entry[], horizon: Horizon): Generator<undefined, boolean[]> {
  const timeZone = timeZoneOf(entries);
  const openers = new Map<string, number>();
  const known: number[] = [];
  const isVisible = (entry: Entry): boolean => {
    if (horizon.revision !== undefined && entry.revision > horizon.revision) return false;
    if (horizon.recordedAt !== undefined && Date.parse(entry.recordedAt) > horizon.recordedAt) return false;
    if (horizon.knownAt === undefined) return true;
    const references = referencesOf(entry.type, entry.data);
    const since = knownSince(entry, references, openers, known, timeZone);
    noteOpening(openers, entry, references);
    known[entry.revision] = since;
    return since <= horizon.knownAt;
  };
  const visible: boolean[] = [];
  for (const entry of entries) if (visible.push(isVisible(entry)) % sliceLength === 0) yield undefined;
  return visible;
}

/** What a corrected entry says now: other data, another time, or both. */
export interface Replacement {
  data?: object;
  /** Where the correction that gave the data puts what that names: data of a correction moves another entry. */
  dataPlacedAt?: string;
  occurredAt?: string;
  placedAt: string;
}

/** What corrections and retractions come to. */
export type Amended = Pick<Resolved, 'retractedBy' | 'correctedBy' | 'replaced'>;

/** Whether an entry takes another one's place or takes it away, before the fold. */
export const amends = ({ type }: Entry): boolean => type === 'EntryRetracted' || type === 'EntryCorrected';

/**
 * Applies corrections and retractions, given from the newest to the oldest: each names only an earlier one, so there are
 * no cycles.
 */
export function amend(acts: Iterable<Entry>): Amended {
  const retractedBy = new Map<number, number>();
  const correctedBy = new Map<number, number[]>();
  const replaced = new Map<number, Replacement>();
  for (const entry of acts) {
    const { revision } = entry;
    if (retractedBy.has(revision)) continue;
    const mine = replaced.get(revision);
    const data = (mine?.data ?? entry.data) as { entry: number; replacement?: { data?: object; occurredAt?: string } };
    if (entry.type === 'EntryRetracted') {
      if (!retractedBy.has(data.entry)) retractedBy.set(data.entry, revision);
      continue;
    }
    correctedBy.set(data.entry, [revision, ...(correctedBy.get(data.entry) ?? [])]);
    const later = replaced.get(data.entry);
    const placedAt = mine?.dataPlacedAt ?? entry.placedAt;
    const moved = later?.occurredAt !== undefined ? later : { ...data.replacement, placedAt };
    replaced.set(data.entry, {
      ...(later?.data ? later : { data: data.replacement?.data, dataPlacedAt: placedAt }),
      occurredAt: moved.occurredAt,
      placedAt: moved.placedAt,
    });
  }
  return { retractedBy, correctedBy, replaced };
}

/** Applies corrections and retractions, and gives each entry in force its place. Yields now and then. */
export function* resolve(entries: readonly Entry[], horizon: Horizon = {}): Generator<undefined, Resolved> {
  const seen = yield* visibleOf(entries, horizon);
  const visible = entries.filter((entry) => seen[entry.revision] === true);
  const amended = amend(visible.filter(amends).toReversed());
  const inPlace = yield* place(visible, amended.retractedBy, amended.replaced);
  return { ...inPlace, ...amended };
}

/** Gives each entry in force its place and sorts by it. */
function* place(
  visible: readonly Entry[],
  retractedBy: ReadonlyMap<number, number>,
  replaced: ReadonlyMap<number, Replacement>,
): Generator<undefined, Pick<Resolved, 'effective' | 'visible' | 'places' | 'spots' | 'openers' | 'missing'>> {
  const openings = new Openings();
  for (const entry of visible) {
    const { revision } = entry;
    const mine = replaced.get(revision);
    const references = referencesOf(entry.type, mine?.data ?? entry.data);
    openings.note(entry, references, ownPairOf(entry, mine), retractedBy.has(revision));
    if (revision % sliceLength === 0) yield undefined;
  }
  const { openers } = openings;
  const places: number[] = [];
  const spots = new Map<number, Spot>();
  const spotAt = (revision: number): Spot | undefined => {
    const at = places[revision];
    return at === undefined ? openings.spotOf(revision) : (spots.get(revision) ?? [at, revision]);
  };
  const about = aboutIn(visible);
  const effective: Effective[] = [];
  for (const entry of visible) {
    const { revision } = entry;
    const isRetracted = retractedBy.has(revision);
    const next = effectiveOf(entry, { openers, spotAt, isRetracted, replacement: replaced.get(revision) });
    places[revision] = next.at;
    if (!isOrdinary(next.spot, revision)) spots.set(revision, next.spot);
    if (effective.length % sliceLength === 0) yield undefined;
    if (!isRetracted) effective.push(amends(entry) ? { ...next, about: about(entry) } : next);
  }
  effective.sort((a, b) => bySpot(a.spot, b.spot));
  return {
    effective,
    visible: visible.map((entry) => entry.revision),
    places,
    spots,
    openers,
    missing: openings.missing,
  };
}

/** The revision of the entry that an act is about in the end; of an entry that is no act, its own. */
export function rootOf(revision: number, actAt: (revision: number) => Entry | undefined): number {
  let root = revision;
  for (let act = actAt(root); act; act = actAt(root)) root = (act.data as { entry: number }).entry;
  return root;
}

/** What an entry is about that corrections and retractions are about; a toll revision, what the toll is of. */
export function subjectOf(entry: Entry, subjectAt: (revision: number) => Subject | undefined): Subject {
  const { revision, type, data } = entry;
  const references = referencesOf(type, data);
  const revised = type === 'TollRevised' && references.entry !== undefined ? subjectAt(references.entry) : undefined;
  return { revision, type, things: revised?.things ?? thingsOf(type, references, revision) };
}

/** What gives the things that the corrections and retractions of a log are about. */
function aboutIn(visible: readonly Entry[]): (act: Entry) => string[] {
  const byRevision = new Map(visible.map((entry) => [entry.revision, entry]));
  const actAt = (revision: number): Entry | undefined => {
    const entry = byRevision.get(revision);
    return entry && amends(entry) ? entry : undefined;
  };
  const subjectAt = (revision: number): Subject | undefined => {
    const entry = byRevision.get(revision);
    return entry && subjectOf(entry, subjectAt);
  };
  const families = new Map<number, Entry[]>();
  for (const act of visible) {
    if (!amends(act)) continue;
    const root = rootOf(act.revision, actAt);
    families.set(root, [...(families.get(root) ?? []), act]);
  }
  return (act) => {
    const root = rootOf(act.revision, actAt);
    const subject = subjectAt(root);
    const family = (families.get(root) ?? []).filter(({ revision }) => revision <= act.revision);
    return subject ? thingsOfAct(subject, family, actAt, referencesOf) : [];
  };
}

/** Whether an entry stands at its own place, so that its instant says it all. */
export const isOrdinary = (spot: Spot, revision: number): boolean => spot.length === 2 && spot[1] === revision;

/** What of a log decides where an entry folds. */
export interface Around {
  openers: Pick<Openers, 'get'>;
  spotAt: (revision: number) => Spot | undefined;
  isRetracted: boolean;
  replacement?: Replacement;
}

/** The pair of an entry by itself: when it happened, as corrected, and its revision. */
export const ownPairOf = ({ placedAt, revision }: Entry, replacement?: Replacement): Spot => [
  Date.parse(replacement?.occurredAt === undefined ? placedAt : replacement.placedAt),
  revision,
];

/** One entry as it folds: at its place, but never before what it names (as corrected). */
export function effectiveOf(entry: Entry, { openers, spotAt, isRetracted, replacement }: Around): Effective {
  const data = replacement?.data ?? entry.data;
  const occurredAt = replacement?.occurredAt ?? entry.occurredAt;
  const references = referencesOf(entry.type, data);
  const own = ownPairOf(entry, replacement);
  const named = references.entry === undefined || !actsElsewhere(entry.type) ? undefined : spotAt(references.entry);
  const spot = named
    ? rightAfter(named, entry.revision)
    : placed(own, waitedFor(entry.revision, references, openers, isRetracted), spotAt);
  return { entry, data, occurredAt, at: instantOf(spot), spot };
}
