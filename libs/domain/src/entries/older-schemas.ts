import { asDataOf, asRecorded, recordedOf, type Entry } from '../envelope/entry.js';
import { definitionOf, type EntryType } from './registry.js';

/** What a correction says instead of an entry's data, and the correction that says it. */
export interface Said {
  data?: object;
  by: Entry;
}

/** Data of a type as it was stored under an older schema, as it reads in the schema of this version. */
export function upcasted(type: EntryType, stored: object, schema: number): object {
  const { schema: current, upcast } = definitionOf(type);
  let data = stored;
  for (let older = schema; older < current; older++) data = upcast[older]?.({ ...data }) ?? data;
  return data;
}

/** Whether this version can read data of a type that was stored under a schema. */
export const knowsSchema = (type: EntryType, schema: unknown): schema is number =>
  Number.isSafeInteger(schema) && (schema as number) >= 1 && (schema as number) <= definitionOf(type).schema;

/** A stored entry as this version reads it. It keeps what was recorded: see `recordedOf`. */
export function readNow(entry: Entry): Entry {
  const { schema } = definitionOf(entry.type);
  if (entry.schema === schema) return entry;
  const data = upcasted(entry.type, entry.data, entry.schema);
  return { ...entry, schema, data, [asRecorded]: entry } as Entry;
}

/** The data of an entry: its own, or what a correction says, which was checked against its type when that was recorded. */
export function dataOf<E extends Entry>(entry: E, said: Said | undefined): E['data'] {
  if (said?.data === undefined) return entry.data;
  return asDataOf(entry, saidNow(entry.type, recordedOf(entry).schema, { ...said, data: said.data }));
}

/** What a correction says instead of data of a type that was recorded under a schema, as this version reads it. */
export const saidNow = (type: EntryType, recordedWith: number, { by, data }: Required<Said>): object =>
  upcasted(type, data, type === 'EntryCorrected' ? recordedOf(by).schema : (by.replacementSchema ?? recordedWith));

/** Under which schema a correction says the data of an entry; undefined if it goes without saying, since the entry has the same. */
export const schemaOfCorrection = (corrected: Entry): number | undefined => {
  const { schema } = definitionOf(corrected.type);
  return recordedOf(corrected).schema === schema ? undefined : schema;
};
