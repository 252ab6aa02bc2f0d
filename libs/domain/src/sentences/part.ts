import type { Count } from '../values/count.js';
import type { PlannedDate } from '../values/planned-date.js';

/** The languages in which the log speaks. */
export const languages = ['en', 'fr'] as const;

export type Language = (typeof languages)[number];

/**
 * A piece of a sentence: plain words, or a value that says what it is, so that a reader's rights can drop it and each language
 * write it in its own way.
 */
export type Part =
  | string
  | { base: string; /** Its name, if that is said in place of its id. */ called?: string }
  | { convoy: string }
  | { permit: string }
  /** A base, a convoy, a medical place, `abroad`, or any place by its name. */
  | { place: string }
  /** An account of the ledger. */
  | { account: string }
  /** How many people. `plain`: without separators of thousands in English, as texts that were settled on have it. */
  | { people: Count; plain?: true }
  /** How many things or days. */
  | { number: Count; plain?: true }
  /** Whom a number counts, after it. `single`: after one or none. */
  | { component: string; single?: true }
  /** A node of the population tree, named by itself. */
  | { population: string }
  | { contingent: string }
  /** A calendar day, a month or an instant, as it was given. */
  | { day: string }
  /** A planned date, precise or not; in French with its preposition. */
  | { planned: PlannedDate }
  | { instant: string }
  /** An entry of the log, by its revision. */
  | { entry: number }
  /** A discrepancy, by its id. */
  | { discrepancy: string }
  /** Who or what is called so: a mission, a country, an authority, a party. */
  | { name: string }
  /** Who says it. */
  | { source: string }
  /** Why, as an entry gives it. */
  | { reason: string }
  /** Words of a source. */
  | { text: string }
  /** A word of a closed list, in the language of the sentence. */
  | { term: string }
  /** A name of the API: a field, a command, an entry type, a value as it was sent. */
  | { code: string };

/** A sentence before it is written out. No two plain words stand beside each other. */
export type Parts = readonly Part[];

/** A sentence in each language; a missing one does not compile. */
export type Said = { readonly [L in Language]: Parts };

/** What makes a sentence of data in each language. */
export interface Sentence<D> {
  en(data: D): Parts;
  fr(data: D): Parts;
}
