import type { AlertRule } from '#libs/domain';
import type { AlertFigures } from './sentences.js';

/** That what a rule watches for is so, and since when. */
export interface Condition<R extends AlertRule = AlertRule> {
  rule: R;
  /** What it is about: a base, a convoy, a permit, a discrepancy, an entry, or the deadline. One rule and subject is one alert. */
  subject: string;
  /** When it began, in milliseconds since 1970. */
  since: number;
  /** It may have begun earlier: nobody looked further back. */
  orEarlier?: true;
  /** The base that it concerns, if there is one. */
  base?: string;
  /** Revisions of the entries behind it, lowest first. */
  entries: number[];
  figures: AlertFigures;
}

/** For how many calendar days something must be so before it is an alert. */
export const holdDays: Readonly<Record<AlertRule, number>> = {
  'forecast-at-risk': 1,
  'planned-date-passed': 0,
  'convoy-silent': 2,
  'convoy-overdue': 0,
  'permit-unanswered': 0,
  'permit-missing': 0,
  'discrepancy-open': 7,
  'pace-too-slow': 0,
  'hub-closes-first': 0,
  'mission-stopped': 0,
  'break-glass': 0,
};

/** Revisions once each, lowest first. */
export const inOrder = (entries: readonly number[]): number[] => [...new Set(entries)].toSorted((a, b) => a - b);
