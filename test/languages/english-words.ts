import {
  discrepancyRules,
  partsOf,
  registry,
  tellDiscrepancy,
  type DiscrepancyRule,
  type EntryType,
  type Language,
  type Part,
  type Parts,
} from '#libs/domain';
import { explain, problemCodes } from '../../apps/server/src/http/problems.js';
import { samples } from './discrepancy-samples.js';
import { ofOthers } from './entry-sentences.js';

/** What of a part the language itself says: values and names belong to none. */
const plain = (part: Part): string => {
  if (typeof part === 'string') return part;
  return 'term' in part ? part.term : ' ';
};

/** Words of a text, without what is quoted, paths, media types, and names that hold a hyphen or capital letters. */
const wordsIn = (text: string): string[] =>
  text
    .replaceAll(/"[^"]*"|\{[^}]*\}|\/[\w/]+|\b\w+\/[\w-]+|\b\w*[A-Z]\w*[A-Z]\w*\b|\b\w+-[\w-]+\b|\\\w+/g, ' ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1);

/** The words that a language itself has in a sentence. */
export const wordsOf = (parts: Parts): string[] => wordsIn(parts.map(plain).join(''));

/** What is said of every entry, discrepancy and problem, by what it is said of. */
export function allSaid(language: Language): [string, Parts][] {
  const types = Object.keys(registry) as EntryType[];
  const rules = Object.keys(discrepancyRules) as DiscrepancyRule[];
  const told = (rule: DiscrepancyRule, figures: object): Parts =>
    tellDiscrepancy({ id: '', rule, subject: '', entries: [], since: 0, figures }, language).parts;
  return [
    ...types.map((type): [string, Parts] => [type, partsOf(type, registry[type].example, language)]),
    ...ofOthers.map(([type, data]): [string, Parts] => [type, partsOf(type, data, language)]),
    ...rules.flatMap((rule) => samples[rule].map((figures): [string, Parts] => [rule, told(rule, figures)])),
    ...problemCodes.map((code): [string, Parts] => {
      const { title = '', detail = '' } = explain(code, language) ?? {};
      return [code, [`${title}. ${detail}`]];
    }),
  ];
}

/** Words that both languages write alike, and one of JSON. */
const same = new Set(
  `admin base cause change close correction date figure format formats incident liquidation mission missions moment note on page
  bases contingent contingents cycle mode plan route routes
  machine question
  personnel place position questions site sources total true type version`.split(/\s+/),
);

const english = new Set(allSaid('en').flatMap(([, parts]) => wordsOf(parts)));

/** The English words of a French sentence: those of any English one that French does not write alike. */
export const englishIn = (parts: Parts): string[] =>
  wordsOf(parts).filter((word) => english.has(word) && !same.has(word));
