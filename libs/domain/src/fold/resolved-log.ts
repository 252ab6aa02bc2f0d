import type { Effective, Entry } from '../envelope/entry.js';
import { Openings } from './openings.js';
import { dataOf } from '../entries/older-schemas.js';
import { referencesOf } from '../entries/registry.js';
import { byPlacement, type Placement } from '../values/placement.js';
import { type Horizon, visibleOf } from './visibility.js';
import { isOrdinary, ownPairOf, effectiveOf } from './placement.js';
import { type Replacement, amends, amend, aboutIn } from './corrections.js';
import { sliceLength } from './slice-length.js';

/** A log with corrections and retractions applied, in the order in which it folds. */
export interface Resolved {
  /** What folds, in order. */
  effective: Effective[];
  /** Revisions within the horizon, retracted ones included. */
  visible: number[];
  /** Where each revision folds, in milliseconds since 1970. */
  instants: number[];
  /** Where each revision stands that does not stand at its own place alone. */
  placements: Map<number, Placement>;
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

/** Applies corrections and retractions, and gives each entry in force its place. Yields now and then. */
export function* resolve(entries: readonly Entry[], horizon: Horizon = {}): Generator<undefined, Resolved> {
  const seen = yield* visibleOf(entries, horizon);
  const visible = entries.filter((entry) => seen[entry.revision] === true);
  const amended = amend(visible.filter(amends).toReversed());
  const inPlace = yield* placeAll(visible, amended.retractedBy, amended.replaced);
  return { ...inPlace, ...amended };
}

/** Gives each entry in force its place and sorts by it. */
function* placeAll(
  visible: readonly Entry[],
  retractedBy: ReadonlyMap<number, number>,
  replaced: ReadonlyMap<number, Replacement>,
): Generator<undefined, Pick<Resolved, 'effective' | 'visible' | 'instants' | 'placements' | 'openers' | 'missing'>> {
  const openings = new Openings();
  for (const entry of visible) {
    const { revision } = entry;
    const mine = replaced.get(revision);
    const references = referencesOf(entry.type, dataOf(entry, mine));
    openings.note(entry, references, ownPairOf(entry, mine), retractedBy.has(revision));
    if (revision % sliceLength === 0) yield undefined;
  }
  const { openers } = openings;
  const instants: number[] = [];
  const placements = new Map<number, Placement>();
  const placementAt = (revision: number): Placement | undefined => {
    const at = instants[revision];
    return at === undefined ? openings.placementOf(revision) : (placements.get(revision) ?? [at, revision]);
  };
  const about = aboutIn(visible);
  const effective: Effective[] = [];
  for (const entry of visible) {
    const { revision } = entry;
    const isRetracted = retractedBy.has(revision);
    const next = effectiveOf(entry, { openers, placementAt, isRetracted, replacement: replaced.get(revision) });
    instants[revision] = next.at;
    if (!isOrdinary(next.placement, revision)) placements.set(revision, next.placement);
    if (effective.length % sliceLength === 0) yield undefined;
    if (!isRetracted) effective.push(amends(entry) ? { ...next, about: about(entry) } : next);
  }
  effective.sort((a, b) => byPlacement(a.placement, b.placement));
  return {
    effective,
    visible: visible.map((entry) => entry.revision),
    instants,
    placements,
    openers,
    missing: openings.missing,
  };
}
