import type { Count } from '../values/count.js';
import { isDay } from '../values/occurrence.js';
import type { PlannedDate } from '../values/planned-date.js';
import type { Writing } from './in-words.js';

const format = new Intl.NumberFormat('fr-FR');

/** A number as French readers write it: 12 425, with narrow no-break spaces. */
const digits = (n: number): string => format.format(n);

function count(given: Count): string {
  if (typeof given === 'number') return digits(given);
  if ('about' in given) return `environ ${digits(given.about)}`;
  if ('atLeast' in given) return `au moins ${digits(given.atLeast)}`;
  if ('atMost' in given) return `au plus ${digits(given.atMost)}`;
  return `${digits(given.from)} à ${digits(given.to)}`;
}

/** Populations that everybody knows, one and many; others go by their codes. */
const populations: Readonly<Record<string, readonly [one: string, many: string]>> = {
  all: ['personne', 'personnes'],
  uniformed: ['personne en uniforme', 'personnes en uniforme'],
  'uniformed/troops': ['militaire', 'militaires'],
  'uniformed/police': ['policier', 'policiers'],
  civilian: ['civil', 'civils'],
};

const component = (name: string, isSingle: boolean): string => populations[name]?.[isSingle ? 0 : 1] ?? name;

function planned(date: PlannedDate): string {
  if (typeof date === 'string') return isDay(date) ? `le ${date}` : `en ${date}`;
  return 'about' in date ? `vers le ${date.about}` : `du ${date.from} au ${date.to}`;
}

function place(name: string): string {
  if (name === 'abroad') return 'l’étranger';
  return name.startsWith('medical/') ? `le lieu de soins ${name.slice('medical/'.length)}` : name;
}

const accounts: Readonly<Record<string, string>> = {
  unallocated: 'des personnes sans lieu connu',
  departed: 'des partis',
  separated: 'de ceux qui ont quitté la mission',
  died: 'des morts',
};

const kinds: Readonly<Record<string, string>> = {
  base: 'de la base',
  convoy: 'du convoi',
  medical: 'du lieu de soins',
};

/** The account, after the word for one. */
function account(name: string): string {
  const [kind = '', id = ''] = name.split('/');
  return accounts[name] ?? `${kinds[kind] ?? kind} ${id}`;
}

/** How French writes what it does not write as it stands. */
export const french: Writing = {
  count,
  component,
  population: (name, contingent) =>
    contingent === undefined ? component(name, false) : `${component(name, false)}, ${contingent}`,
  planned,
  place,
  account,
};
