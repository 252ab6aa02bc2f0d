import { inWords } from '../sentences/in-words.js';
import type { Language, Parts, Sentence } from '../sentences/part.js';
import { formatInstant } from '../values/occurrence.js';
import type { DiscrepancyRule } from './catalogue.js';
import { ofAccounts } from './sentences/of-accounts.js';
import { ofBases } from './sentences/of-bases.js';
import { ofConvoys } from './sentences/of-convoys.js';
import { ofOrders } from './sentences/of-orders.js';
import { ofReports } from './sentences/of-reports.js';

/** What a rule found: a contradiction between entries, or between entries and the plan. */
export interface Finding {
  rule: DiscrepancyRule;
  /** A base, a convoy, a permit, an account or a population. */
  subject: string;
  /** Revisions of the entries behind it, lowest first. */
  entries: readonly number[];
  /** In milliseconds since 1970. */
  since: number;
  /** What its sentence is made of. */
  figures: object;
}

/** A contradiction that nobody has settled yet, under the id that it is settled by: the rule, the subject and the revisions behind it. */
export interface Discrepancy extends Finding {
  id: string;
}

/** A discrepancy as it is answered: its sentence in a language, and the parts of that. */
export interface ToldDiscrepancy extends Omit<Discrepancy, 'figures' | 'since'> {
  /** RFC 3339. */
  since: string;
  /** What contradicts what, with the figures, and what to do about it. */
  message: string;
  parts: Parts;
}

/** What is said of each: a rule without a sentence in each language does not compile. */
const sentences = { ...ofAccounts, ...ofBases, ...ofConvoys, ...ofOrders, ...ofReports } satisfies Record<
  DiscrepancyRule,
  unknown
>;

/** What the sentence of a rule is made of. */
export type FiguresOf<R extends DiscrepancyRule> =
  (typeof sentences)[R] extends Sentence<infer F extends object> ? F : never;

/** The parts of what is said of a discrepancy. */
export const partsOfDiscrepancy = (
  { rule, figures }: Pick<Discrepancy, 'rule' | 'figures'>,
  language: Language,
): Parts => (sentences[rule] as Sentence<object>)[language](figures);

/** The rule, the subject and the revisions behind what was found. */
export const idOf = ({ rule, subject, entries }: Finding): string => `${rule}:${subject}:${entries.join('-')}`;

/** The words that a settlement holds for, in English: what was settled on other words opens again. */
export const settledWordsOf = (finding: Finding): string => inWords(partsOfDiscrepancy(finding, 'en'), 'en');

/** A discrepancy as it is answered in a language. Its words are put together when they are read: of thousands, a page is. */
export function tellDiscrepancy(one: Discrepancy, language: Language): ToldDiscrepancy {
  const { id, rule, subject, entries, since } = one;
  let parts: Parts | undefined;
  const told = (): Parts => (parts ??= partsOfDiscrepancy(one, language));
  return {
    id,
    rule,
    subject,
    entries,
    since: formatInstant(since),
    get message() {
      return inWords(told(), language);
    },
    get parts() {
      return told();
    },
  };
}

/** What a rule found about a subject, by the entries behind it; `since` is in milliseconds since 1970. */
export const found = <R extends DiscrepancyRule>(
  rule: R,
  subject: string,
  behind: readonly number[],
  since: number,
  figures: FiguresOf<R>,
): Finding => ({ rule, subject, entries: [...new Set(behind)].toSorted((a, b) => a - b), since, figures });
