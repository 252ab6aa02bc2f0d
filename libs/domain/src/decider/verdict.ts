import type { Entry } from '../envelope/entry.js';
import type { Folded } from '../fold/fold.js';
import type { DecisionFacts } from '../fold/decision-facts.js';
import { actsElsewhere, type EntryData, type EntryType } from '../entries/registry.js';
import type { Invalid, Unknown } from '../entries/definition.js';
import type { Acting } from './acting.js';
import type { Forbidden } from './forbidden.js';
import type { RefusalCode } from './refusals.js';

/** A command of one type as checked at the edge. */
interface IncomingOf<T extends EntryType> {
  type: T;
  data: EntryData[T];
  occurredAt?: string;
  /** Where within the time that its words leave open it stood in the log that it comes from: RFC 3339. */
  placedAt?: string;
  reportedAt?: string;
  late?: boolean;
  /** Why it is given alone, though two must give it. */
  breakGlass?: { reason: string };
  /** Who sends it; undefined if nobody asks. */
  by?: Acting;
}

/** A command as checked at the edge: of known type and shape. */
export type Incoming<T extends EntryType = EntryType> = { [K in T]: IncomingOf<K> }[T];

/** A command of a type with data that was checked against it. */
export const incomingWith = (
  type: EntryType,
  data: object,
  { occurredAt, placedAt, reportedAt, late, breakGlass, by }: Omit<Incoming, 'type' | 'data'> = {},
): Incoming => ({ type, data, occurredAt, placedAt, reportedAt, late, breakGlass, by }) as Incoming;

/** A mission's log as decisions see it. */
export interface Log {
  folded: Folded;
  facts: DecisionFacts;
  /**
   * For commands that act on the past (`actsOnPast`): the entry that is named, those that it names in turn, and all that name one
   * of these, each at its revision; all entries if one is retracted that opened something.
   */
  entries?: readonly Entry[];
}

/** Whether commands of a type can only be judged on the entries themselves: they change what an earlier one says. */
export const actsOnPast: (type: EntryType) => boolean = actsElsewhere;

/** The entries that bear on a command, each at its revision, for judging what acts on the past. */
export function entriesOf({ entries }: Log): readonly Entry[] {
  if (!entries) throw new Error('a command that acts on the past is judged on the whole log, and it was not given');
  return entries;
}

/** When a correction says that the entry happened which it corrects; undefined for any other command. */
export const correctedTime = (incoming: Incoming): string | undefined =>
  incoming.type === 'EntryCorrected' ? incoming.data.replacement.occurredAt : undefined;

/** What a command comes to: an entry to record, or one of the ways of saying no. */
export type Verdict =
  | { kind: 'accepted'; occurredAt: string; placedAt: string; replacementSchema?: number }
  | { kind: 'refused'; code: RefusalCode; figures: Record<string, unknown> }
  | Forbidden
  | Invalid
  | Unknown;
