import { account } from './account.js';
import { board } from './board.js';
import { done } from './done.js';
import { proposals } from './proposals.js';
import { shown } from './shown.js';

/** Phrases by word, in each language: one that is missing does not compile. `{name}` is filled in. */
export type Phrases = Readonly<Record<string, readonly [en: string, fr: string]>>;

const phrases = { ...board, ...account, ...proposals, ...shown, ...done };

/** What can be said. */
export type Word = keyof typeof phrases;

const spokenIn = (language: 0 | 1): Readonly<Record<Word, string>> =>
  Object.fromEntries(Object.entries(phrases).map(([word, said]) => [word, said[language]])) as Record<Word, string>;

/** What the page says in English. */
export const en = spokenIn(0);
/** What the page says in French. */
export const fr = spokenIn(1);
