import { inWords } from '../sentences/in-words.js';
import { say } from '../sentences/say.js';
import type { Part, Parts, Said } from '../sentences/part.js';

/** What is wrong with one value, by JSON Pointer (RFC 6901) into what was checked. */
export interface FieldError {
  pointer: string;
  /** In English. */
  detail: string;
  /** In each language. */
  said: Said;
}

/** An error of a field with what is said of it in each language. */
export const fieldError = (pointer: string, said: Said): FieldError => ({
  pointer,
  detail: inWords(said.en, 'en'),
  said,
});

/** The same error where what was checked stands within something else. */
export const within = (outer: string, errors: readonly FieldError[]): FieldError[] =>
  errors.map((one) => ({ ...one, pointer: `${outer}${one.pointer}` }));

/** What is said of a field by a text that names it: "$property must be a count". */
export function ofField(words: string, property: string): Parts {
  const [before = '', ...after] = words.split('$property');
  return after.reduce<Parts>((parts, text) => say`${parts}${{ code: property }}${text}`, [before].filter(Boolean));
}

/** The names of fields, or values, one after the other. */
export const codes = (names: readonly string[], between = ', '): Parts =>
  names.flatMap((code, index): Part[] => (index === 0 ? [{ code }] : [between, { code }]));
