import type { Language } from '../sentences/part.js';
import type { Fact, MissionState } from '../state/mission.js';
import { dayOf, formatInstant } from '../values/occurrence.js';
import { daysOf } from '../values/planned-date.js';

/** What a view is shown for. */
export interface Shown {
  /** The instant, in milliseconds since 1970: days left, lateness and pace move without an entry. */
  at: number;
  /** In which its sentences are; English where it is not said. */
  language?: Language;
}

/** The calendar day of an instant (milliseconds since 1970) in the mission's zone. */
export const dayIn = (state: MissionState, at: number): string => dayOf(at, state.mission?.timeZone ?? 'UTC');

/** The calendar day in the mission's zone for which a view is shown. */
export const today = (state: MissionState, shown: Shown): string => dayIn(state, shown.at);

/** The day of an `occurredAt` in a time zone: one that is known by the month alone counts on the month's middle day. */
export const dayOfWords = (occurredAt: string, timeZone: string): string =>
  occurredAt.length > 10 ? dayOf(Date.parse(occurredAt), timeZone) : daysOf(occurredAt).middle;

/**
 * The calendar day in the mission's zone on which something was, by its own words: a fact may fold later than it was,
 * after what it names. One that is known by the month alone counts on the month's middle day, as planned months do.
 */
export const dayOfFact = (state: MissionState, { occurredAt }: Fact): string =>
  dayOfWords(occurredAt, state.mission?.timeZone ?? 'UTC');

/** When something was and which entry says so. */
export interface ShownFact {
  revision: number;
  /** With the precision given: an instant, a day or a month. */
  occurredAt: string;
  /** Where it stands in the order of events: RFC 3339 with Z. */
  at: string;
}

/** A fact as views show it. */
export const shownFact = ({ revision, occurredAt, at }: Fact): ShownFact => ({
  revision,
  occurredAt,
  at: formatInstant(at),
});
