import { componentOf, contingentOf } from '../values/components.js';
import { countInWords } from '../values/count.js';
import { plannedInWords } from '../values/planned-date.js';
import { french } from './french.js';
import type { Language, Part, Parts, Said } from './part.js';

/** How a language writes what it does not write as it stands. */
export interface Writing {
  count(count: Extract<Part, { people: unknown }>['people'], plain: boolean): string;
  component(component: string, isSingle: boolean): string;
  population(component: string, contingent: string | undefined): string;
  planned(date: Extract<Part, { planned: unknown }>['planned']): string;
  place(place: string): string;
  /** Where those of an account are, after a verb or the word for an account. */
  account(name: string): string;
}

/** Where those of an account are, as English says it: the accounts that are no places, and kinds of places. */
const accounts: Readonly<Record<string, string>> = {
  unallocated: 'at no known place',
  departed: 'among the departed',
  separated: 'among the separated',
  died: 'among the dead',
};
const places: Readonly<Record<string, string>> = {
  base: 'at base',
  convoy: 'with convoy',
  medical: 'at medical place',
};

function account(name: string): string {
  const [kind = '', id = ''] = name.split('/');
  return accounts[name] ?? `${places[kind] ?? kind} ${id}`;
}

const english: Writing = {
  count: (count, plain) => (plain && typeof count === 'number' ? String(count) : countInWords(count)),
  component: (component) => (component === 'all' ? 'people' : component),
  population: (component, contingent) => (contingent === undefined ? component : `${component} (${contingent})`),
  planned: plannedInWords,
  place: (place) => place,
  account,
};

const writings: Readonly<Record<Language, Writing>> = { en: english, fr: french };

/** Writes out a sentence whose parts were made for this language. */
export const inWords = (parts: Parts, language: Language): string =>
  parts.map((part) => (typeof part === 'string' ? part : valueInWords(part, writings[language]))).join('');

/** A sentence in a language: as text, and the parts that this is written from. */
export const inLanguage = (said: Said, language: Language): { text: string; parts: Parts } => ({
  text: inWords(said[language], language),
  parts: said[language],
});

function valueInWords(part: Exclude<Part, string>, writing: Writing): string {
  if ('people' in part) return writing.count(part.people, part.plain === true);
  if ('number' in part) return writing.count(part.number, part.plain === true);
  if ('component' in part) return writing.component(part.component, part.single === true);
  if ('population' in part) return writing.population(componentOf(part.population), contingentOf(part.population));
  if ('planned' in part) return writing.planned(part.planned);
  if ('place' in part) return writing.place(part.place);
  if ('account' in part) return writing.account(part.account);
  if ('base' in part) return part.called ?? part.base;
  if ('entry' in part) return String(part.entry);
  // The others are a text each.
  return Object.values(part).join('');
}

/** A whole number as a language writes it. */
export const digitsIn = (number: number, language: Language): string => writings[language].count(number, false);
