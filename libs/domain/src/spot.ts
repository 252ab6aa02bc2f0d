import type { Effective } from './entry.js';

/** Where an entry stands in the order of folding: by instant, then by `order`, then by revision. */
export interface Spot {
  /** Milliseconds since 1970. */
  at: number;
  /** Its own revision, or that of the entry it revises. */
  order: number;
  revision: number;
}

/** Order of folding. */
export const bySpot = (a: Spot, b: Spot): number => a.at - b.at || a.order - b.order || a.revision - b.revision;

/** Where an entry stands. */
export const spotOf = ({ at, order, entry }: Effective): Spot => ({ at, order, revision: entry.revision });
