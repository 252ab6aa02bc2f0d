import type { Effective, Entry } from '../envelope/entry.js';
import { Openings } from './openings.js';
import { referencesOf } from '../entries/registry.js';
import { bySpot, type Spot } from '../values/placement.js';
import { type Horizon, visibleOf } from './visibility.js';
import { isOrdinary, ownPairOf, effectiveOf } from './placement.js';
import { type Replacement, amends, amend, aboutIn } from './corrections.js';

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

/** How many entries are worked on between two yields. */
export const sliceLength = 256;

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
