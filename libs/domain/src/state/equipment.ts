import type { Bounds } from '../values/count.js';
import type { Cause } from '../ledger/accounts.js';
import type { Fact } from './fact.js';
import { PersistentList } from '#libs/persistent';

export interface EquipmentBook {
  /** As it was first spelt. */
  category: string;
  /** What there is, by base ('' for the mission): known only once it was reported. */
  present: Map<string, Bounds>;
  /** Where more of it was disposed of than was counted, and by which entry first. */
  short: Map<string, Cause>;
  disposals: PersistentList<Disposal>;
}

/** Equipment that left the mission. */
export interface Disposal extends Fact {
  method: string;
  count: Bounds;
  base?: string;
  convoy?: string;
  value?: { amount: number; currency: string };
  approval?: string;
}
