import { inWords } from '../sentences/in-words.js';
import type { Language, Parts, Sentence } from '../sentences/part.js';
import { formatInstant } from '../values/occurrence.js';
import type { DiscrepancyRule } from './catalogue.js';
import { ofAccounts } from './sentences/of-accounts.js';
import { ofBases } from './sentences/of-bases.js';
import { ofConvoys } from './sentences/of-convoys.js';
import { ofOrders } from './sentences/of-orders.js';
import { ofReports } from './sentences/of-reports.js';

/** A contradiction between entries, or between entries and the plan, that nobody has settled yet. */
export interface Discrepancy {
  /** The rule, the subject and the revisions behind it. */
  id: string;
  rule: DiscrepancyRule;
  /** A base, a convoy, a permit, an account or a population. */
  subject: string;
  /** Revisions of the entries behind it, lowest first. */
  entries: number[];
  /** RFC 3339. */
  since: string;
  /** What its sentence is made of. */
  figures: object;
  /** What contradicts what, with the figures, and what to do about it: in English. It opens again if it was settled on other words. */
  message: string;
}

/** A discrepancy as it is answered: its sentence in a language, and the parts of that. */
export interface ToldDiscrepancy extends Omit<Discrepancy, 'figures'> {
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

/** A discrepancy as it is answered in a language. */
export function tellDiscrepancy({ figures, ...rest }: Discrepancy, language: Language): ToldDiscrepancy {
  const parts = partsOfDiscrepancy({ rule: rest.rule, figures }, language);
  return { ...rest, message: inWords(parts, language), parts };
}

/** Makes a discrepancy; `since` is in milliseconds since 1970. */
export function found<R extends DiscrepancyRule>(
  rule: R,
  subject: string,
  behind: readonly number[],
  since: number,
  figures: FiguresOf<R>,
): Discrepancy {
  const entries = [...new Set(behind)].toSorted((a, b) => a - b);
  return {
    id: `${rule}:${subject}:${entries.join('-')}`,
    rule,
    subject,
    entries,
    since: formatInstant(since),
    figures,
    message: inWords(partsOfDiscrepancy({ rule, figures }, 'en'), 'en'),
  };
}
