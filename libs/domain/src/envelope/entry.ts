import type { EntryData, EntryType } from '../entries/registry.js';
import type { Placement } from '../values/placement.js';

export type { EntryData, EntryType } from '../entries/registry.js';

/** Who acted: a person or a program, under the role in which they did. */
export interface Actor {
  id: string;
  role: string;
}

/** Where a statement comes from. */
export interface Source {
  title: string;
  url?: string;
  ref?: string;
  confidence: 'high' | 'medium' | 'low';
}

/** One immutable event in a mission's log. Times are RFC 3339 with `Z`, except where a source left them imprecise. */
export interface Entry<T extends EntryType = EntryType> {
  /** UUIDv5 of mission, command id and index. */
  id: string;
  mission: string;
  /** Place in the log: 0, 1, 2 ... without gaps. */
  revision: number;
  type: T;
  /** Version of the type's data, from 1. */
  schema: number;
  /** When it happened: an instant, a day or a month, with the precision that was given. */
  occurredAt: string;
  /** The instant at which it folds, fixed when it was recorded. */
  placedAt: string;
  /** When its source said it, with the precision given. */
  reportedAt?: string;
  /** When the log took it; never decreases within a mission. */
  recordedAt: string;
  actor: Actor;
  source?: Source;
  /** An order that was given earlier and entered late: judged on the state at its own place. */
  late?: boolean;
  commandId: string;
  /** SHA-256 of the command and its body as sent, canonical, in hexadecimal. */
  commandDigest: string;
  batch?: { size: number; index: number };
  correlationId: string;
  causationId: string;
  data: EntryData[T];
}

/** An entry as the fold sees it: with corrections applied, at the place where it acts. */
export interface Effective<D = object> {
  entry: Entry;
  data: D;
  /** When it happened, as corrected. */
  occurredAt: string;
  /** Where it folds, in milliseconds since 1970: never before what it names. */
  at: number;
  /** Of a correction or retraction: the things that the entry which it is about speaks of, as recorded and as corrected. */
  about?: readonly string[];
  /** Of a settlement: the figures behind the discrepancy that were known when it was recorded. */
  settledOn?: string;
  /** Where it stands among all others. */
  placement: Placement;
}
