import type { Effective, Entry } from '../envelope/entry.js';
import { waitedFor, type Openers } from './openings.js';
import { actsElsewhere } from './placed-at.js';
import { referencesOf } from '../entries/registry.js';
import { instantOf, rightAfter, type Spot, behind, bySpot } from '../values/placement.js';
import type { Replacement } from './corrections.js';

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

/** Where an entry stands that has to wait for others. */
export function placed(own: Spot, waited: Iterable<number>, spotOf: (revision: number) => Spot | undefined): Spot {
  let latest: Spot | undefined;
  for (const revision of waited) {
    const spot = spotOf(revision);
    if (spot && (!latest || bySpot(spot, latest) > 0)) latest = spot;
  }
  return latest ? behind(latest, own) : own;
}
