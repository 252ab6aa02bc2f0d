import type { Effective, Entry } from '../envelope/entry.js';
import { Openings } from './openings.js';
import { byPlacement, type Placement } from '../values/placement.js';
import { type Horizon, visibleOf } from './visibility.js';
import { effectiveOf, isOrdinary, saidIn } from './placement.js';
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

/**
 * Applies corrections and retractions, and gives each entry in force its place; `entries` are a log, or those of one that bear on
 * something, in the order in which they were recorded. Yields now and then.
 */
export function* resolve(entries: readonly Entry[], horizon: Horizon = {}): Generator<undefined, Resolved> {
  const visible = yield* visibleOf(entries, horizon);
  const amended = amend(visible.filter(amends).toReversed());
  const inPlace = yield* placeAll(visible, amended.retractedBy, amended.replaced);
  return { ...inPlace, ...amended };
}

/** Gives each entry in force its place and sorts by it. Only where an entry waits for a later one are all looked through twice. */
function* placeAll(
  visible: readonly Entry[],
  retractedBy: ReadonlyMap<number, number>,
  replaced: ReadonlyMap<number, Replacement>,
): Generator<undefined, Pick<Resolved, 'effective' | 'visible' | 'instants' | 'placements' | 'openers' | 'missing'>> {
  const openings = new Openings();
  const about = aboutIn(visible);
  let isNoted = false;
  const once = yield* placeEach();
  isNoted = true;
  const inPlace = openings.isForward ? yield* placeEach() : once;
  inPlace.effective.sort((a, b) => byPlacement(a.placement, b.placement));
  return {
    ...inPlace,
    visible: visible.map((entry) => entry.revision),
    openers: openings.openers,
    missing: openings.missing,
  };

  function* placeEach(): Generator<undefined, Pick<Resolved, 'effective' | 'instants' | 'placements'>> {
    const effective: Effective[] = [];
    const instants: number[] = [];
    const placements = new Map<number, Placement>();
    const placementAt = (revision: number): Placement | undefined => {
      const at = instants[revision];
      return at === undefined ? openings.placementOf(revision) : (placements.get(revision) ?? [at, revision]);
    };
    for (const entry of visible) {
      const { revision } = entry;
      const replacement = replaced.get(revision);
      const isRetracted = retractedBy.has(revision);
      const said = saidIn(entry, replacement);
      if (!isNoted) openings.note(entry, said.references, said.own, isRetracted);
      const next = effectiveOf(entry, said, { openers: openings.openers, placementAt, isRetracted });
      instants[revision] = next.at;
      if (!isOrdinary(next.placement, revision)) placements.set(revision, next.placement);
      if (!isRetracted) effective.push(amends(entry) ? { ...next, about: about(entry) } : next);
      if (revision % sliceLength === 0) yield undefined;
    }
    return { effective, instants, placements };
  }
}
