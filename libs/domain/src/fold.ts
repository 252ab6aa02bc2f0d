import { accountIn, isPresent } from './books.js';
import { figuresOf } from './discrepancies.js';
import type { Effective, Entry } from './entry.js';
import { effectiveOf, noteOpening, referencesOf, resolve, sliceLength, type Horizon } from './effective.js';
import { forkState } from './editing.js';
import { emptyState, type MissionState } from './mission-state.js';
import { noteMissionTotal } from './mission-totals.js';
import { noteNumbers } from './numbers-said.js';
import { dayOf } from './occurrence.js';
import { actsElsewhere } from './placing.js';
import { definitionOf } from './registry.js';
import { isRemaining } from './views/base-status.js';
import { closeDay } from './series.js';
import { bySpot, spotOf, type Spot } from './spot.js';
import { PagedList } from './versioned/paged-list.js';
import { VersionedMap } from './versioned/versioned-map.js';

/** Folds one entry into a state that the caller owns, and returns it. Total: it neither throws nor decides. */
export function evolve(state: MissionState, entry: Effective): MissionState {
  const postings = state.books.journal.length;
  const day = dayOf(entry.at, state.mission?.timeZone ?? 'UTC');
  closeDay(state, day);
  const { base } = entry.data as { base?: string };
  const isCounted = base !== undefined && endsBases.has(entry.entry.type);
  if (isCounted) countBase(state, base, -1);
  definitionOf(entry.entry.type).evolve(state, entry.data, entry);
  if (isCounted) countBase(state, base, 1);
  if (entry.entry.type === 'DiscrepancySettled') {
    const { discrepancy } = entry.data as { discrepancy: string };
    const settled = state.settled.get(discrepancy);
    if (settled) settled.figures = figuresOf(state, entry.at, discrepancy);
  }
  noteTold(state, entry, day);
  noteNumbers(state, entry);
  const hasMoved = state.books.journal.length !== postings;
  noteMissionTotal(state, entry, day, hasMoved);
  if (hasMoved || changesFigures.has(entry.entry.type)) {
    state.series.newest = { day, at: entry.at, revision: entry.entry.revision };
  }
  return state;
}

/** Entries that make a base one that remains, or end that. */
const endsBases = new Set(['BaseEstablished', 'BaseVacated', 'CampHandedOver', 'CampLost']);

/** Counts a base that remains, before and after it may have changed. */
function countBase(state: MissionState, id: string, sign: 1 | -1): void {
  const base = state.bases.get(id);
  if (base && isRemaining(base)) state.series.remainingBases += sign;
}

/** Remembers reports of one kind about one thing on one day, so that a second source is noticed. */
function noteTold(state: MissionState, { entry, data, occurredAt, at }: Effective, dayOfPlace: string): void {
  if (entry.source === undefined || actsElsewhere(entry.type) || entry.type === 'NoteAdded') return;
  if (definitionOf(entry.type).kind !== 'report') return;
  const { base, convoy } = data as { base?: string; convoy?: string };
  const subject = convoy ?? base;
  if (subject === undefined || entry.type === 'StrengthReported') return;
  const day = occurredAt.length > 10 ? dayOfPlace : occurredAt;
  const mine = { revision: entry.revision, source: entry.source.title, at };
  let onDay = state.told.first.edit(day, copyMap);
  if (!onDay) state.told.first.set(day, (onDay = new Map()));
  const what = `${entry.type} ${subject}`;
  const first = onDay.get(what);
  if (!first) onDay.set(what, mine);
  else {
    const key = `${what} ${day}`;
    const all = state.told.again.edit(key, copyList);
    if (all) all.push(mine);
    else state.told.again.set(key, [first, mine]);
    if (mine.source !== first.source) state.told.bySeveral.set(key, true);
  }
}

const copyMap = <K, V>(map: Map<K, V>): Map<K, V> => new Map(map);
const copyList = <T>(list: T[]): T[] => list.slice();

// Those that move people may do so within bounds alone ("none to one"), which the journal of best values does not show.
const changesFigures = new Set([
  'PersonnelArrived',
  'PersonnelRepatriated',
  'PersonnelSeparated',
  'ConvoyArrived',
  'BaseEstablished',
  'BaseVacated',
  'CampHandedOver',
  'CampLost',
  'StrengthReported',
  'EquipmentReported',
  'EquipmentDisposed',
]);

/** A fold that can take further entries without starting again. */
export interface Folded {
  state: MissionState;
  /** Highest revision folded; -1 for none. */
  revision: number;
  /** Which revision opened what, as `base/ber`. */
  openers: VersionedMap<string, number>;
  /** Where each revision folds, in milliseconds since 1970; undefined for one that is not seen. */
  places: PagedList<number | undefined>;
  /** Retracted revision to the retraction in force. */
  retractedBy: VersionedMap<number, number>;
  /** Where the fold ends. */
  last: Spot | undefined;
}

/** Another fold with the same content, for its own owner: see `forkState`. */
export const forkFold = (folded: Folded): Folded => ({
  ...folded,
  state: forkState(folded.state),
  openers: folded.openers.fork(),
  places: folded.places.fork(),
  retractedBy: folded.retractedBy.fork(),
});

/** A fold of nothing. */
export const emptyFold = (): Folded => ({
  state: emptyState(),
  revision: -1,
  openers: new VersionedMap(),
  places: new PagedList(),
  retractedBy: new VersionedMap(),
  last: undefined,
});

/**
 * Folds one more entry on top. Answers false, having done nothing, where the entry acts on the past (it is late,
 * a correction, a retraction or a revised toll): then the log must be folded anew.
 */
export function extend(folded: Folded, entry: Entry): boolean {
  if (actsElsewhere(entry.type)) return false;
  const references = referencesOf(entry.type, entry.data);
  const next = effectiveOf(entry, references, folded.openers, folded.places, noOrders);
  const spot = spotOf(next);
  if (folded.last && bySpot(folded.last, spot) > 0) return false;
  noteOpening(folded.openers, entry, references);
  while (folded.places.length < entry.revision) folded.places.push(undefined);
  folded.places.push(next.at);
  folded.revision = entry.revision;
  folded.last = spot;
  evolve(folded.state, next);
  return true;
}

const noOrders = { at: () => undefined };

/** What a fold is made for: a horizon, and the instant up to which things had happened (milliseconds, inclusive). */
export interface FoldOptions extends Horizon {
  validAt?: number;
}

/**
 * Folds a log, yielding every so many entries so that the caller can let others work. The generator returns the fold.
 */
export function* foldInSlices(entries: readonly Entry[], options: FoldOptions = {}): Generator<undefined, Folded> {
  const { effective, places, openers, retractedBy, visible } = yield* resolve(entries, options);
  const state = emptyState();
  const until = options.validAt ?? Number.POSITIVE_INFINITY;
  let end = 0;
  let highest = -1;
  for (let entry = effective[end]; entry && entry.at <= until; entry = effective[end]) {
    evolve(state, entry);
    if (++end % sliceLength === 0) yield undefined;
  }
  const last = effective[end - 1];
  for (const revision of visible) {
    if ((places[revision] ?? 0) <= until) highest = Math.max(highest, revision);
  }
  return {
    state,
    revision: highest,
    openers: VersionedMap.of(openers),
    places: PagedList.of(places),
    retractedBy: VersionedMap.of(retractedBy),
    last: last && spotOf(last),
  };
}

/** Folds a log at once. */
export function fold(entries: readonly Entry[], options: FoldOptions = {}): Folded {
  const slices = foldInSlices(entries, options);
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

/** The sum of best values over all accounts: always zero. */
export const balance = (state: MissionState): number => {
  let sum = 0;
  for (const { own } of state.books.accounts.values()) for (const held of own.values()) sum += held.best;
  return sum;
};

/** People who are in the mission and in the country, by the accounts themselves (best values). */
export function bookedPresent(state: MissionState): number {
  let sum = 0;
  for (const name of state.books.accounts.keys()) {
    if (!isPresent(name)) continue;
    for (const held of accountIn(state.books, name).own.values()) sum += held.best;
  }
  return sum;
}
