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

/** Under this key an entry keeps what it was recorded as. */
export const asRecorded = Symbol('as recorded');

/** An entry of one type. Times are RFC 3339 with `Z`, except if a source left them imprecise. */
interface EntryOf<T extends EntryType> {
  /** UUIDv5 of mission, command id and index. */
  id: string;
  mission: string;
  /** Place in the log: 0, 1, 2 ... without gaps. */
  revision: number;
  type: T;
  /** Version of the type's data, from 1. */
  schema: number;
  /** Of a correction: version of the data that it gives, if the entry that it corrects was recorded with another one. */
  replacementSchema?: number;
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
  /** An order that two must give, given alone in an emergency. */
  breakGlass?: { reason: string };
  commandId: string;
  /** SHA-256 of the command and its body as sent, canonical, in hexadecimal. */
  commandDigest: string;
  batch?: { size: number; index: number };
  correlationId: string;
  causationId: string;
  data: EntryData[T];
  /** Of an entry that was recorded with an older schema: itself as it was recorded. No field of the envelope. */
  readonly [asRecorded]?: Entry;
}

/** One immutable event in a mission's log: `type` says what its data is. */
export type Entry<T extends EntryType = EntryType> = { [K in T]: EntryOf<K> }[T];

/** An entry of one type as the fold sees it. */
interface EffectiveOf<T extends EntryType> {
  type: T;
  entry: EntryOf<T>;
  data: EntryData[T];
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

/** An entry as the fold sees it: with corrections applied, at the place where it acts. */
export type Effective<T extends EntryType = EntryType> = { [K in T]: EffectiveOf<K> }[T];

/** An entry as the fold sees it; the data is its own or what a correction says. */
export const effectiveWith = (
  entry: Entry,
  data: object,
  rest: Omit<Effective, 'type' | 'entry' | 'data'>,
): Effective => {
  const { occurredAt, at, about, settledOn, placement } = rest;
  return { type: entry.type, entry, data, occurredAt, at, about, settledOn, placement } as Effective;
};

/** Data that was checked against the type of an entry, as that type has it. */
export const asDataOf = <E extends Entry>(_entry: E, checked: object): E['data'] => checked as E['data'];

/** An entry as it was recorded, which its hash is of; the fold may read its data as that of a newer schema. */
export const recordedOf = (entry: Entry): Entry => entry[asRecorded] ?? entry;

/** An entry that takes another one's place or takes it away, before the fold. */
export type Amending = Entry<'EntryCorrected' | 'EntryRetracted'>;

/** The zone in which a log's times are read: the one that its first entry opened the mission with. */
export const zoneOpenedWith = (first: Entry | undefined): string =>
  first?.type === 'MissionOpened' ? first.data.timeZone : 'UTC';
