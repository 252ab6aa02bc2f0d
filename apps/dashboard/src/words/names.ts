import { language } from '../place.js';
import { frFields } from './fr-fields.js';
import { frNames } from './fr-names.js';

/** French for the names of the server's closed sets. In English they stand as the server gives them. */
export const french = { ...frNames, ...frFields };

/** A set of names. */
export type NameSet = keyof typeof french;

const wordsOf = (set: NameSet): Readonly<Record<string, string>> => french[set];

const isFrench = (set: NameSet, name: string): boolean => language.value === 'fr' && Object.hasOwn(wordsOf(set), name);

/** A name of the server's in the reader's language; as it is if there is no word for it, or `fallback`. */
export const named = (set: NameSet, name: string, fallback = name): string =>
  (isFrench(set, name) ? wordsOf(set)[name] : undefined) ?? fallback;

/** The language in which `named` says it, if that is not the page's. */
export const languageOf = (set: NameSet, name: string): 'en' | undefined =>
  language.value === 'en' || isFrench(set, name) ? undefined : 'en';

/** A field's name in words: `occurredAt` is "occurred at", and an item of a list keeps its number. */
export function fieldName(name: string): string {
  const [, field = name, number = ''] = /^(.*?)( \d+)?$/.exec(name) ?? [];
  return (
    named(
      'field',
      field,
      field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    ) + number
  );
}
