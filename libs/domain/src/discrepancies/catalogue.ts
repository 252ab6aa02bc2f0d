import { inWords } from '../sentences/in-words.js';
import type { Language, Parts, Sentence } from '../sentences/part.js';
import { formatInstant } from '../values/occurrence.js';
import { ofAccounts } from './sentences/of-accounts.js';
import { ofBases } from './sentences/of-bases.js';
import { ofConvoys } from './sentences/of-convoys.js';
import { ofReports } from './sentences/of-reports.js';

/** A contradiction between entries, or between entries and the plan, that nobody has settled yet. */
export interface Discrepancy {
  /** The rule, the subject and the revisions behind it. */
  id: string;
  rule: Rule;
  /** A base, a convoy, a permit, an account or a population. */
  subject: string;
  /** Revisions of the entries behind it, lowest first. */
  entries: number[];
  /** RFC 3339. */
  since: string;
  /** What its sentence is made of. */
  figures: object;
  /** What contradicts what, with the figures, and what to do about it: in English. It opens again where it was settled on other words. */
  message: string;
}

/** A discrepancy as it is answered: its sentence in a language, and the parts of that. */
export interface ToldDiscrepancy extends Omit<Discrepancy, 'figures'> {
  parts: Parts;
}

/** Each rule: what it finds. */
export const rules = {
  'account-below-zero': 'An account holds fewer than nobody: more people left it than were booked there.',
  'people-booked-after-vacated': 'A base was vacated or handed over with people booked there.',
  'arrived-with-other-numbers': 'A convoy arrived with other numbers than it departed with.',
  'attacked-when-not-under-way': 'A convoy was attacked when it was not under way.',
  'arrived-without-departing': 'A convoy arrived that never departed.',
  'arrived-after-turning-back': 'A convoy that had turned back is said to have arrived.',
  'arrived-elsewhere': 'A convoy that has arrived with all who set out is said to have arrived at another place.',
  'departed-otherwise': 'A convoy under way is said to have departed by another route or with other people.',
  'halted-when-not-under-way': 'A convoy halted when it was not under way.',
  'resumed-when-not-under-way': 'A convoy went on when it was not under way.',
  'turned-back-after-arriving': 'A convoy that had arrived is said to have turned back.',
  'turned-back-without-departing': 'A convoy turned back that never departed.',
  'planned-before-it-ended': 'A next leg of a convoy is planned before the last one has ended.',
  'planned-date-passed': 'The planned date has passed and the base was not vacated.',
  'scheduled-after-deadline': 'A base is scheduled to be left after the deadline.',
  'total-below-books': 'A reported total is below what the increments already make.',
  'totals-contradict': 'The baseline of a part is more, or less, than that of the whole allows.',
  'fewer-than-none': 'Totals of a population and of its parts leave fewer than nobody somewhere.',
  'more-present-than-booked': 'More people are said to be present than the books hold.',
  'different-receivers': 'Two entries claim different receivers of a camp.',
  'permit-unanswered': 'A permit has been unanswered for more than 7 days.',
  'hub-closes-first': 'The hub of a base closes before it.',
  'possible-duplicate':
    'Two sources report what may be one thing: of one type, about the same, on the same day, with numbers that may be equal. Both count.',
  'sources-disagree':
    'Two sources give totals or answers of one day, or days of what happens once, that cannot both be true: the one recorded last stands.',
} as const;

export type Rule = keyof typeof rules;

/** What is said of each: a rule without a sentence in each language does not compile. */
const sentences = { ...ofAccounts, ...ofBases, ...ofConvoys, ...ofReports } satisfies Record<Rule, unknown>;

/** What the sentence of a rule is made of. */
export type FiguresOf<R extends Rule> = (typeof sentences)[R] extends Sentence<infer F extends object> ? F : never;

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
export function found<R extends Rule>(
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
