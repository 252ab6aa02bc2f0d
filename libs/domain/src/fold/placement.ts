import { type Effective, effectiveWith, type Entry } from '../envelope/entry.js';
import { waitedFor, type Openers } from './openings.js';
import { dataOf } from '../entries/older-schemas.js';
import { actsElsewhere, referencesOf } from '../entries/registry.js';
import { instantOf, placedRightAfter, type Placement, placed } from '../values/placement.js';
import type { Replacement } from './corrections.js';
import type { References } from '../values/references.js';

/** Whether an entry stands at its own place, so that its instant says it all. */
export const isOrdinary = (placement: Placement, revision: number): boolean =>
  placement.length === 2 && placement[1] === revision;

/** What of a log decides where an entry folds. */
export interface PlacementContext {
  openers: Pick<Openers, 'get'>;
  placementAt: (revision: number) => Placement | undefined;
  isRetracted: boolean;
}

/** The pair of an entry by itself: when it happened, as corrected, and its revision. */
export const ownPairOf = ({ placedAt, revision }: Entry, replacement?: Replacement): Placement => [
  Date.parse(replacement?.occurredAt === undefined ? placedAt : replacement.placedAt),
  revision,
];

/** What an entry says, as corrected: worked out once for all that asks for it. */
export interface SaidIn {
  data: Entry['data'];
  references: References;
  own: Placement;
  occurredAt: string;
}

/** What an entry says by itself, or as a correction has it. */
export function saidIn(entry: Entry, replacement?: Replacement): SaidIn {
  const data = dataOf(entry, replacement);
  return {
    data,
    references: referencesOf(entry.type, data),
    own: ownPairOf(entry, replacement),
    occurredAt: replacement?.occurredAt ?? entry.occurredAt,
  };
}

/** One entry as it folds: at its place, but never before what it names (as corrected). */
export function effectiveOf(
  entry: Entry,
  { data, references, own, occurredAt }: SaidIn,
  { openers, placementAt, isRetracted }: PlacementContext,
): Effective {
  const named =
    references.entry === undefined || !actsElsewhere(entry.type) ? undefined : placementAt(references.entry);
  const placement = named
    ? placedRightAfter(named, entry.revision)
    : placed(own, waitedFor(entry.revision, references, openers, isRetracted), placementAt);
  return effectiveWith(entry, data, { occurredAt, at: instantOf(placement), placement });
}
