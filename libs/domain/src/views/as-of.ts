import type { MissionState } from '../state/mission.js';
import type { Fact } from '../state/fact.js';
import type { Language } from '../sentences/part.js';
import { formatInstant } from '../values/occurrence.js';
import { dayIn } from '../state/calendar.js';

/** What a view is shown for. */
export interface AsOf {
  /** The instant, in milliseconds since 1970: days left, lateness and pace move without an entry. */
  at: number;
  /** In which its sentences are; English if it is not said. */
  language?: Language;
}

/** The calendar day in the mission's zone for which a view is shown. */
export const today = (state: MissionState, asOf: AsOf): string => dayIn(state, asOf.at);

/** When something was and which entry says so. */
export interface ShownFact {
  revision: number;
  /** With the precision given: an instant, a day or a month. */
  occurredAt: string;
  /** Where it stands in the order of events: RFC 3339 with Z. */
  at: string;
}

/** A fact as views show it, with what else they show of it. Assigned, not spread: see `factOf`. */
export const shownFact = <M extends object>({ revision, occurredAt, at }: Fact, more?: M): ShownFact & M =>
  Object.assign({ revision, occurredAt, at: formatInstant(at) }, more);
