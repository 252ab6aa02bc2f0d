import type { LineLike } from '../ledger/accounts.js';
import type { Count } from '../values/count.js';

/**
 * What a report is about, by the role in which its data names it. Every report of a type gives the same roles in the same
 * order, the one that it has most often first: reports are looked up by it.
 */
export interface Subject {
  base?: string;
  convoy?: string;
  from?: string;
  to?: string;
  at?: string;
  place?: string;
  category?: string;
  counter?: string;
  permit?: string;
  measure?: string;
  component?: string;
  contingent?: string;
  since?: string;
  /** Revision of the attack or incident whose toll it is. */
  toll?: string;
}

/** Losses of one side, as reports give them. */
export interface Harm {
  side: string;
  component?: string;
  contingent?: string;
  killed?: Count;
  wounded?: Count;
}

interface About {
  subject: Subject;
  /** Words that tell reports of one subject apart if a source may repeat itself. */
  detail?: string;
}

/** Adds to the books as often as it is told: told by two sources it may count twice. */
export interface Movement extends About {
  kind: 'movement';
  people?: readonly LineLike[];
  casualties?: readonly Harm[];
  equipment?: Count;
}

/** A total of something on a day, of which one is true. */
export interface Total extends About {
  kind: 'total';
  count: Count;
  /** The whole that it is part of. */
  of?: Count;
}

/** One of several answers: on other days it is a change of mind. */
export interface Answer extends About {
  kind: 'answer';
  answer: string;
}

/** What happens once, so that it has one day. */
export interface Once extends About {
  kind: 'once';
}

/** What neither counts twice nor contradicts another. */
export interface Remark extends About {
  kind: 'remark';
  casualties?: readonly Harm[];
}

/** What a report claims, for comparing it with others: two of one thing are a duplicate, or a contradiction. */
export type Claim = Movement | Total | Answer | Once | Remark;
