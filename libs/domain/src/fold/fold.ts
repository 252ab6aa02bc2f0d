import { accountIn, isPresent } from '../ledger/accounts.js';
import { coverLosses } from '../ledger/cover-losses.js';
import { noteChanges } from '../state/changes.js';
import type { ReportReferences } from '../entries/definition.js';
import { settledOn } from '../discrepancies/open.js';
import type { Effective, Entry } from '../envelope/entry.js';
import { forkState } from '../state/copy-on-write.js';
import { emptyState, type MissionState } from '../state/mission.js';
import { noteMissionTotal } from '../state/mission-totals.js';
import { noteNumber } from '../state/stated-numbers.js';
import { dayIn } from '../state/calendar.js';
import { noteReport } from '../state/duplicate-reports/noting.js';
import { actsElsewhere, definitionOf } from '../entries/registry.js';
import { noteBrokenGlass } from '../state/proposal.js';
import { closeDay } from '../state/daily-totals.js';
import { noteMissing, noteOpening, thingOpened } from './openings.js';
import { byPlacement, ownPair, type Placement } from '../values/placement.js';
import { PersistentList, PersistentMap } from '#libs/persistent';
import { isRemaining } from '../state/base.js';
import type { References } from '../values/references.js';
import type { Horizon } from './visibility.js';
import { effectiveOf, isOrdinary, saidIn } from './placement.js';
import { resolve } from './resolved-log.js';
import { sliceLength } from './slice-length.js';

/** Folds one entry into a state that the caller owns, and returns it. Total: it neither throws nor decides. */
export function evolve(state: MissionState, entry: Effective): MissionState {
  const postings = state.books.journal.length;
  const day = dayIn(state, entry.at);
  closeDay(state, day);
  const definition = definitionOf(entry.type);
  const references: Partial<ReportReferences> = definition.refers(entry.data);
  if (isWaiting(state, references)) return state;
  const kinds = definition.changes;
  const base = kinds.includes('bases') && 'base' in entry.data ? entry.data.base : undefined;
  if (base !== undefined) countBase(state, base, -1);
  definition.evolve(state, entry.data, entry);
  noteBrokenGlass(state, entry);
  coverLosses(state.books, { revision: entry.entry.revision, at: entry.at });
  if (base !== undefined) countBase(state, base, 1);
  noteChanges(state, entry, kinds, references, postings);
  for (const { account, said } of definition.numbers(entry.data, state)) noteNumber(state, account, said);
  const hasMoved = state.books.journal.length !== postings;
  noteMissionTotal(state, entry, kinds, day, hasMoved);
  const { claim = 'none' } = references;
  if (claim !== 'none') noteReport(state, entry, claim, hasMoved);
  if (hasMoved || inSeries.some((kind) => kinds.includes(kind))) {
    state.series.newest = { day, at: entry.at, revision: entry.entry.revision };
  }
  return state;
}

/**
 * Whether an entry names what is not there, as one may that an earlier version brought back: it waits for that, and does nothing
 * until it is. A base does not wait for its hub.
 */
function isWaiting(state: MissionState, { opens, bases, convoys, places, permit }: References): boolean {
  if (opens?.kind === 'base') return false;
  const isBase = (id: string | undefined): boolean => id === undefined || state.bases.has(id);
  const isConvoy = (id: string | undefined): boolean => id === undefined || state.convoys.has(id);
  return !(
    (bases === undefined || bases.every(isBase)) &&
    (convoys === undefined || convoys.every(isConvoy)) &&
    (places === undefined || places.every((id) => isBase(id) || isConvoy(id))) &&
    (permit === undefined || state.permits.has(permit))
  );
}

/** Counts a base that remains, before and after it may have changed. */
function countBase(state: MissionState, id: string, sign: 1 | -1): void {
  const base = state.bases.get(id);
  if (base && isRemaining(base)) state.series.remainingBases += sign;
}

// Those that move people may do so within bounds alone ("none to one"), which the journal of best values does not show.
const inSeries = ['crossings', 'totals', 'bases', 'equipment'] as const;

/** A fold that can take further entries without starting again. */
export interface Folded {
  state: MissionState;
  /** Highest revision folded; -1 for none. */
  revision: number;
  /** Which revision opened what, as `base/ber`. */
  openers: PersistentMap<string, number>;
  /** Where each revision folds, in milliseconds since 1970; undefined for one that is not seen. */
  instants: PersistentList<number | undefined>;
  /** Where each revision stands that does not stand at its own place alone. */
  placements: PersistentMap<number, Placement>;
  /** What was named that nothing has opened, as `base/ber`: whoever opens it makes others wait. */
  missing: PersistentMap<string, true>;
  /** Retracted revision to the retraction in force. */
  retractedBy: PersistentMap<number, number>;
  /** Where the fold ends. */
  last: Placement | undefined;
}

/** Another fold with the same content, for its own owner: see `forkState`. */
export const forkFold = (folded: Folded): Folded => ({
  ...folded,
  state: forkState(folded.state),
  openers: folded.openers.fork(),
  instants: folded.instants.fork(),
  placements: folded.placements.fork(),
  missing: folded.missing.fork(),
  retractedBy: folded.retractedBy.fork(),
});

/** A fold of nothing. */
export const emptyFold = (): Folded => ({
  state: emptyState(),
  revision: -1,
  openers: new PersistentMap(),
  instants: new PersistentList(),
  placements: new PersistentMap(),
  missing: new PersistentMap(),
  retractedBy: new PersistentMap(),
  last: undefined,
});

/** Where an entry of a fold stands; undefined if it has none of that revision. */
export function placementIn({ instants, placements }: Folded, revision: number): Placement | undefined {
  const at = instants.at(revision);
  return at === undefined ? undefined : (placements.get(revision) ?? [at, revision]);
}

/**
 * Folds one more entry on top. Answers false, having done nothing, if the entry acts on the past (it is late,
 * a correction, a retraction or a revised toll): then the log must be folded anew.
 */
export function extend(folded: Folded, entry: Entry): boolean {
  if (actsElsewhere(entry.type)) return false;
  const { openers, instants, placements } = folded;
  const placementAt = (revision: number): Placement | undefined => placementIn(folded, revision);
  const said = saidIn(entry);
  const { references, own } = said;
  const next = effectiveOf(entry, said, { openers, placementAt, isRetracted: false });
  if (folded.last && byPlacement(folded.last, next.placement) > 0) return false;
  // A convoy's first departure may be recorded after another one: then what waits for it stands elsewhere.
  const opener = references.opens?.unlessKnown ? openers.get(`convoy/${references.opens.id}`) : undefined;
  const first = opener === undefined ? undefined : placementAt(opener);
  if (first && byPlacement(own, ownPair(first)) < 0) return false;
  const thing = thingOpened(references);
  if (thing !== undefined && folded.missing.has(thing)) return false;
  noteOpening(openers, entry, references);
  noteMissing(folded.missing, openers, references);
  while (instants.length < entry.revision) instants.push(undefined);
  instants.push(next.at);
  if (!isOrdinary(next.placement, entry.revision)) placements.set(entry.revision, next.placement);
  folded.revision = entry.revision;
  folded.last = next.placement;
  evolve(folded.state, withFigures(next, settledOn(folded.state, entry)));
  return true;
}

/** The figures that each settlement holds for, by its revision; undefined if there was no such discrepancy. */
export type SettledFigures = ReadonlyMap<number, string | undefined>;

/** What a fold is made for: a horizon, and the instant up to which things had happened (milliseconds, inclusive). */
export interface FoldOptions extends Horizon {
  validAt?: number;
  /** What `figuresSettled` gave for the log, or for one that goes on after it; worked out if it is not given. */
  settled?: SettledFigures;
}

/** What each settlement of a log was given for: worked out from all that was recorded before it, which no horizon changes. */
export function* figuresSettled(entries: readonly Entry[]): Generator<undefined, SettledFigures> {
  const figures = new Map<number, string | undefined>();
  for (const entry of entries) {
    if (entry.type !== 'DiscrepancySettled') continue;
    const known = yield* foldOn(entries, { revision: entry.revision - 1 }, figures);
    figures.set(entry.revision, settledOn(known.state, entry));
  }
  return figures;
}

/** Folds a log, yielding every so many entries so that the caller can let others work. The generator returns the fold. */
export function* foldInSlices(entries: readonly Entry[], options: FoldOptions = {}): Generator<undefined, Folded> {
  return yield* foldOn(entries, options, options.settled ?? (yield* figuresSettled(entries)));
}

/** A settlement with the figures that it holds for; every other entry as it is. */
const withFigures = (entry: Effective, figures: string | undefined): Effective =>
  figures === undefined ? entry : { ...entry, settledOn: figures };

/** Folds a log in which settlements hold for these figures. */
function* foldOn(
  entries: readonly Entry[],
  options: FoldOptions,
  figures: SettledFigures,
): Generator<undefined, Folded> {
  const { effective, instants, placements, openers, missing, retractedBy, visible } = yield* resolve(entries, options);
  const state = emptyState();
  const until = options.validAt ?? Number.POSITIVE_INFINITY;
  let end = 0;
  let highest = -1;
  for (let entry = effective[end]; entry && entry.at <= until; entry = effective[end]) {
    evolve(state, withFigures(entry, figures.get(entry.entry.revision)));
    if (++end % sliceLength === 0) yield undefined;
  }
  const last = effective[end - 1];
  for (const revision of visible) {
    if ((instants[revision] ?? 0) <= until) highest = Math.max(highest, revision);
  }
  return {
    state,
    revision: highest,
    openers: PersistentMap.of(openers),
    instants: PersistentList.of(instants),
    placements: PersistentMap.of(placements),
    missing: PersistentMap.of([...missing].map((thing) => [thing, true])),
    retractedBy: PersistentMap.of(retractedBy),
    last: last?.placement,
  };
}

/** Folds a log at once. */
export const fold = (entries: readonly Entry[], options: FoldOptions = {}): Folded =>
  atOnce(foldInSlices(entries, options));

/** What a generator returns, without a rest. */
export function atOnce<T>(slices: Generator<undefined, T>): T {
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
