import type { Sentence } from '#libs/domain';
import { sentences } from './conflict-sentences.js';
import { dayFrom } from './from-mission.js';

/** The rules by which parts of a plan contradict each other. */
export type ConflictRule = keyof typeof sentences;

/** What the sentence of a rule is made of. */
type FiguresOf<R extends ConflictRule> = (typeof sentences)[R] extends Sentence<infer F extends object> ? F : never;

/** A contradiction within the plan, or between the plan and what is known. */
export interface Conflict {
  rule: ConflictRule;
  /** A base, a convoy or a resource. */
  subject: string;
  /** The base on whose row it stands, if there is one. */
  base: string | undefined;
  /** The days on which it is so. */
  days: string[];
  /** Revisions of the entries behind it, lowest first. */
  entries: number[];
  figures: object;
}

/** Makes a conflict. */
export const conflict = <R extends ConflictRule>(
  rule: R,
  subject: string,
  base: string | undefined,
  days: readonly number[],
  entries: readonly number[],
  figures: FiguresOf<R>,
): Conflict => ({
  rule,
  subject,
  base,
  days: days.map(dayFrom),
  entries: [...new Set(entries)].toSorted((a, b) => a - b),
  figures,
});
