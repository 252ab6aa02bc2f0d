import type { MissionState } from './mission.js';
import type { Fact } from './fact.js';
import { dayOf, precisionOf } from '../values/occurrence.js';
import { daysOf } from '../values/planned-date.js';

/** The calendar day of an instant (milliseconds since 1970) in the mission's zone. */
export const dayIn = (state: MissionState, at: number): string => dayOf(at, zoneOf(state));

/** The day of an `occurredAt` in a time zone, for what reckons with days alone: of a month its middle day. */
export const dayOfWords = (occurredAt: string, timeZone: string): string =>
  precisionOf(occurredAt) === 'exact' ? dayOf(Date.parse(occurredAt), timeZone) : daysOf(occurredAt).middle;

/**
 * The calendar day in the mission's zone on which something was, by its own words: a fact may fold later than it was,
 * after what it names. Where they give the month alone, the day on which it stands in the order of events: it is never
 * later than what is known of it, as a middle day may be.
 */
export const dayOfFact = (state: MissionState, { occurredAt, at }: Fact): string =>
  precisionOf(occurredAt) === 'month' ? dayIn(state, at) : dayOfWords(occurredAt, zoneOf(state));

/** The zone of the mission's calendar. */
export const zoneOf = (state: MissionState | undefined): string => state?.mission?.timeZone ?? 'UTC';
