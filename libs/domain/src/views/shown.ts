import type { Fact, MissionState } from '../mission-state.js';
import { dayOf, formatInstant } from '../occurrence.js';

/** What a view is shown for. */
export interface Shown {
  /** The instant, in milliseconds since 1970: days left, lateness and pace move without an entry. */
  at: number;
}

/** The calendar day of an instant in the mission's zone. */
export const dayIn = (state: MissionState, at: number): string => dayOf(at, state.mission?.timeZone ?? 'UTC');

/** When something was and which entry says so. */
export interface ShownFact {
  revision: number;
  occurredAt: string;
  at: string;
}

/** A fact as views show it: times RFC 3339 with Z. */
export const shownFact = ({ revision, occurredAt, at }: Fact): ShownFact => ({ revision, occurredAt, at: formatInstant(at) });
