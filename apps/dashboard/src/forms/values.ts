import { resolved, type Schema } from '../state/described.js';

/** What a form holds: JSON, with `undefined` for what is not filled in. */
export type Value = unknown;

export type Fields = Readonly<Record<string, Value>>;

/** An object's fields; none if it is no object. */
export const fieldsOf = (value: Value): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A list's items; none if it is no list. */
export const itemsOf = (value: Value): readonly Value[] => (Array.isArray(value) ? (value as Value[]) : []);

/** Whether anything was filled in. */
export function isFilled(value: Value): boolean {
  if (value === undefined || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || value === null || Object.values(value).some(isFilled);
}

/** What is sent: without what was left empty. */
export function filled(value: Value): Value {
  if (Array.isArray(value)) return (value as Value[]).map((item) => filled(item) ?? {});
  if (typeof value !== 'object' || value === null) return value === '' ? undefined : value;
  const kept = Object.entries(value).filter(([, one]) => isFilled(one));
  return Object.fromEntries(kept.map(([name, one]) => [name, filled(one)]));
}

/** The ways in which a value can be given: a plain one, or in words such as `{about: 200}`. */
export interface Variant {
  /** `exact` for the plain one, else the first field of its object. */
  name: string;
  schema: Schema;
}

/** The variants of a schema that has some. */
export const variantsOf = (schema: Schema): Variant[] =>
  (schema.oneOf ?? [])
    .map(resolved)
    .map((one) => ({ name: Object.keys(one.properties ?? {})[0] ?? 'exact', schema: one }));

/** Which variant a value is given in. */
export function variantIn(variants: readonly Variant[], value: Value): Variant | undefined {
  const names = Object.keys(fieldsOf(value));
  return (
    variants.find(({ name }) => names.includes(name)) ?? variants.find(({ name }) => name === 'exact') ?? variants[0]
  );
}

/** The id of a field by its pointer, for labels and links from an error. */
export const idOf = (pointer: string): string => `field${pointer.replaceAll('/', '-')}`;
