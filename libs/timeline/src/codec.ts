import { canonical, written } from '#libs/canonical-json';
import { definitionOf, isEntryType, knowsSchema, readNow, recordedOf, type Entry } from '#libs/domain';
import type { NewEntry, StoredEntry } from '#libs/event-store';

/** A stored entry that this build cannot read: of unknown type or version, or not what its row says it is. */
export class UnreadableEntry extends Error {
  constructor(
    readonly stream: string,
    readonly revision: number,
    readonly reason: string,
  ) {
    super(`entry ${revision} of ${stream} cannot be read: ${reason}`);
  }
}

/** Why an entry whose bytes have changed cannot be read. */
export const damagedAt = (position: number): string =>
  `its bytes are not those that were written (position ${position}): its hash differs`;

/** The versions of a type's data that this build reads, in words. */
export const schemasKnown = (type: Entry['type']): string => {
  const { schema } = definitionOf(type);
  return schema === 1 ? '1' : `1 to ${schema}`;
};

/** The stream of a mission. */
export const streamOf = (mission: string): string => `mission-${mission}`;

/** The prefix that all mission streams share. */
export const missionPrefix = 'mission-';

/** The mission of a stream. */
export const missionOf = (stream: string): string => stream.slice(missionPrefix.length);

/** The row of an entry: its envelope's exact canonical bytes. */
export const encode = (entry: Entry): NewEntry => rowOf(entry, canonical(recordedOf(entry)));

/** The row of an entry that was just made, and the entry as whoever reads the row has it. */
export function encodeNew(entry: Entry): { row: NewEntry; read: Entry } {
  const { text, read } = written(entry);
  return { row: rowOf(entry, text), read };
}

const rowOf = ({ id, type, recordedAt }: Entry, body: string): NewEntry => ({ id, type, body, recordedAt });

/** The entry of a row that is to follow `length` others of its stream. Throws UnreadableEntry, also if one is missing. */
export function decodeNext(stored: StoredEntry, length: number): Entry {
  if (stored.revision !== length && !stored.damaged)
    throw new UnreadableEntry(stored.stream, stored.revision, `the entry before it is ${length - 1}`);
  return decode(stored);
}

/** The entry of a row. Rows were checked when they were made, so only what identifies them is checked again. Throws UnreadableEntry. */
export function decode(stored: StoredEntry): Entry {
  const unreadable = (reason: string): never => {
    throw new UnreadableEntry(stored.stream, stored.revision, reason);
  };
  if (stored.damaged) unreadable(stored.fault ?? damagedAt(stored.position));
  let entry: Entry;
  try {
    entry = JSON.parse(stored.body) as Entry;
  } catch {
    return unreadable('its bytes are not JSON');
  }
  if (!isEntryType(entry.type)) unreadable(`this version does not know entries of type ${entry.type}`);
  if (!knowsSchema(entry.type, entry.schema))
    unreadable(`this version knows schema ${schemasKnown(entry.type)} of ${entry.type}, not ${entry.schema}`);
  if (entry.revision !== stored.revision || entry.id !== stored.id || streamOf(entry.mission) !== stored.stream) {
    unreadable('its envelope names another mission, revision or id than its row');
  }
  return readNow(entry);
}
