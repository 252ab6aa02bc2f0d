import type { References } from './definition.js';
import type { Effective, Entry } from './entry.js';
import { periodOf } from './occurrence.js';
import { actsElsewhere } from './placing.js';
import { definitionOf, type EntryType } from './registry.js';

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
  /** Which revision decides where each revision stands among those of one instant. */
  orders: number[];
  /** Which revision opened what, as `base/ber`. */
  openers: Map<string, number>;
  /** Retracted revision to the retraction in force. */
  retractedBy: Map<number, number>;
  /** Corrected revision to the corrections of it that are in force, oldest first. */
  correctedBy: Map<number, number[]>;
  /** Corrected revision to what it says now. */
  replaced: Map<number, Replacement>;
}

/** What is looked up by revision: a list, whatever it is kept in. */
export interface ByRevision {
  at(revision: number): number | undefined;
}

/** Which revision opened what, whatever it is kept in. */
export interface Openers {
  get(thing: string): number | undefined;
  has(thing: string): boolean;
  set(thing: string, revision: number): unknown;
}

/** What the data of an entry type speaks of. */
export function referencesOf(type: EntryType, data: object): References {
  return definitionOf(type).refers(data);
}

/**
 * An entry's own instant, or that of what it waits for where that is later: its mission's opening, and what opened the
 * things it names. `instants` are by revision.
 */
export function notBefore(
  own: number,
  { bases, convoys, places, opens, permit, entry }: References,
  openers: Pick<Openers, 'get'>,
  instants: ByRevision,
): number {
  let latest = own;
  const wait = (revision: number | undefined): void => {
    const instant = revision === undefined ? undefined : instants.at(revision);
    if (instant !== undefined && instant > latest) latest = instant;
  };
  const waitForAll = (kind: 'base' | 'convoy', ids: References['bases']): void => {
    for (const id of ids ?? []) if (id !== undefined) wait(openers.get(`${kind}/${id}`));
  };
  wait(openers.get('mission'));
  waitForAll('base', bases);
  waitForAll('convoy', convoys);
  waitForAll('base', places);
  waitForAll('convoy', places);
  if (opens?.unlessKnown) wait(openers.get(`${opens.kind}/${opens.id}`));
  if (permit !== undefined) wait(openers.get(`permit/${permit}`));
  wait(entry);
  return latest;
}

/** Notes what an entry opens; the first to open a thing is its opener. */
export function noteOpening(openers: Openers, entry: Entry, references: References): void {
  if (entry.type === 'MissionOpened' && !openers.has('mission')) openers.set('mission', entry.revision);
  if (!references.opens) return;
  const key = `${references.opens.kind}/${references.opens.id}`;
  if (!openers.has(key)) openers.set(key, entry.revision);
}

/** The mission's time zone, from the entry that opened it. */
export const timeZoneOf = (entries: readonly Entry[]): string =>
  (entries[0]?.data as { timeZone?: string } | undefined)?.timeZone ?? 'UTC';

/** When an entry was known by its own words, in milliseconds. */
export const ownKnown = (entry: Entry, timeZone: string): number =>
  entry.reportedAt === undefined ? Date.parse(entry.recordedAt) : periodOf(entry.reportedAt, timeZone).end;

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
    const since = notBefore(ownKnown(entry, timeZone), references, openers, known);
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
    const moved = later?.occurredAt !== undefined ? later : { ...data.replacement, placedAt: (mine ?? entry).placedAt };
    replaced.set(data.entry, {
      data: later?.data ?? data.replacement?.data,
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
  const placed = yield* place(visible, amended.retractedBy, amended.replaced);
  return { ...placed, ...amended };
}

/** Gives each entry in force its place and sorts by it. */
function* place(
  visible: readonly Entry[],
  retractedBy: ReadonlyMap<number, number>,
  replaced: ReadonlyMap<number, Replacement>,
): Generator<undefined, Pick<Resolved, 'effective' | 'visible' | 'places' | 'orders' | 'openers'>> {
  const places: number[] = [];
  const orders: number[] = [];
  const openers = new Map<string, number>();
  const effective: Effective[] = [];
  for (const entry of visible) {
    const mine = replaced.get(entry.revision);
    const references = referencesOf(entry.type, mine?.data ?? entry.data);
    const next = effectiveOf(entry, references, openers, places, orders, mine);
    places[entry.revision] = next.at;
    orders[entry.revision] = next.order;
    if (effective.length % sliceLength === 0) yield undefined;
    if (retractedBy.has(entry.revision)) continue;
    noteOpening(openers, entry, references);
    effective.push(next);
  }
  effective.sort(inFoldOrder);
  return { effective, visible: visible.map((entry) => entry.revision), places, orders, openers };
}

/** Order of folding: by place, then by revision. */
export const inFoldOrder = (a: Effective, b: Effective): number =>
  a.at - b.at || a.order - b.order || a.entry.revision - b.entry.revision;

/** One entry as it folds: at its place, but never before what it names (by `references`, which are those of its data as corrected). */
export function effectiveOf(
  entry: Entry,
  references: References,
  openers: Pick<Openers, 'get'>,
  places: ByRevision,
  orders: ByRevision,
  replacement?: Replacement,
): Effective {
  const data = replacement?.data ?? entry.data;
  const occurredAt = replacement?.occurredAt ?? entry.occurredAt;
  const own = Date.parse(replacement?.occurredAt === undefined ? entry.placedAt : replacement.placedAt);
  if (actsElsewhere(entry.type) && references.entry !== undefined) {
    const at = places.at(references.entry) ?? own;
    return { entry, data, occurredAt, at, order: orders.at(references.entry) ?? references.entry };
  }
  return { entry, data, occurredAt, at: notBefore(own, references, openers, places), order: entry.revision };
}
