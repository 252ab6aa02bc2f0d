import type { MissionState } from './mission.js';
import type { Fact } from './fact.js';
import { dayOf, precisionOf } from '../values/occurrence.js';
import { daysOf } from '../values/planned-date.js';

/** The calendar day of an instant (milliseconds since 1970) in the mission's zone. */
export const dayIn = (state: MissionState, at: number): string => dayOf(at, zoneOf(state));

/** The day of an `occurredAt` in a time zone: one that is known by the month alone counts on the month's middle day. */
export const dayOfWords = (occurredAt: string, timeZone: string): string =>
  precisionOf(occurredAt) === 'exact' ? dayOf(Date.parse(occurredAt), timeZone) : daysOf(occurredAt).middle;

/**
 * The calendar day in the mission's zone on which something was, by its own words: a fact may fold later than it was,
 * after what it names. One that is known by the month alone counts on the month's middle day, as planned months do.
 */
export const dayOfFact = (state: MissionState, { occurredAt }: Fact): string => dayOfWords(occurredAt, zoneOf(state));

/** The zone of the mission's calendar. */
export const zoneOf = (state: MissionState | undefined): string => state?.mission?.timeZone ?? 'UTC';
