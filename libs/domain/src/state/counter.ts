import type { Bounds, Count } from '../values/count.js';
import type { Fact } from './fact.js';
import { PersistentList } from '#libs/persistent';

/** A published running total of things: a series by time, never summed. */
export interface Counter {
  id: string;
  points: PersistentList<Fact & { what: string; count: Bounds; words: Count; of?: Bounds; unit?: string }>;
}
