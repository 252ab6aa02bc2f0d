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

/** The same error if what was checked stands within something else. */
export const within = (outer: string, errors: readonly FieldError[]): FieldError[] =>
  errors.map((one) => ({ ...one, pointer: `${outer}${one.pointer}` }));

/** What is said of a field by a text that names it, and what a rule was given: "$property must not be less than $constraint1". */
export const ofField = (words: string, property: string, constraints: readonly unknown[]): Parts =>
  words
    .split(/(\$property|\$constraint\d)/)
    .reduce<Parts>((parts, text) => say`${parts}${named(text, property, constraints)}`, []);

function named(text: string, property: string, constraints: readonly unknown[]): Part | Parts {
  if (text === '$property') return { code: property };
  if (!/^\$constraint\d$/.test(text)) return text;
  const given = constraints[Number(text.at(-1)) - 1];
  return codes((Array.isArray(given) ? given : [given]).map(String));
}

/** The names of fields, or values, one after the other. */
export const codes = (names: readonly string[], between = ', '): Parts =>
  names.flatMap((code, index): Part[] => (index === 0 ? [{ code }] : [between, { code }]));
