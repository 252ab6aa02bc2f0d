import { type Effective, effectiveWith, type Entry } from '../envelope/entry.js';
import { waitedFor, type Openers } from './openings.js';
import { dataOf } from '../entries/older-schemas.js';
import { actsElsewhere, referencesOf } from '../entries/registry.js';
import { instantOf, placedRightAfter, type Placement, placed } from '../values/placement.js';
import type { Replacement } from './corrections.js';

/** Whether an entry stands at its own place, so that its instant says it all. */
export const isOrdinary = (placement: Placement, revision: number): boolean =>
  placement.length === 2 && placement[1] === revision;

/** What of a log decides where an entry folds. */
export interface PlacementContext {
  openers: Pick<Openers, 'get'>;
  placementAt: (revision: number) => Placement | undefined;
  isRetracted: boolean;
  replacement?: Replacement;
}

/** The pair of an entry by itself: when it happened, as corrected, and its revision. */
export const ownPairOf = ({ placedAt, revision }: Entry, replacement?: Replacement): Placement => [
  Date.parse(replacement?.occurredAt === undefined ? placedAt : replacement.placedAt),
  revision,
];

/** One entry as it folds: at its place, but never before what it names (as corrected). */
export function effectiveOf(
  entry: Entry,
  { openers, placementAt, isRetracted, replacement }: PlacementContext,
): Effective {
  const data = dataOf(entry, replacement);
  const occurredAt = replacement?.occurredAt ?? entry.occurredAt;
  const references = referencesOf(entry.type, data);
  const own = ownPairOf(entry, replacement);
  const named =
    references.entry === undefined || !actsElsewhere(entry.type) ? undefined : placementAt(references.entry);
  const placement = named
    ? placedRightAfter(named, entry.revision)
    : placed(own, waitedFor(entry.revision, references, openers, isRetracted), placementAt);
  return effectiveWith(entry, data, { occurredAt, at: instantOf(placement), placement });
}
