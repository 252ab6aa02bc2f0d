import type { Fact } from './fact.js';
import { dayOf, lastDayOf, precisionOf } from '../values/occurrence.js';

/** The days of the mission's calendar that an `occurredAt` leaves open, from the first to the last. */
export interface Days {
  first: string;
  last: string;
}

/** The days that the words of an `occurredAt` leave open: an instant stands for its day. */
export function daysOfWords(occurredAt: string, timeZone: string): Days {
  const precision = precisionOf(occurredAt);
  if (precision === 'month') return { first: `${occurredAt}-01`, last: lastDayOf(occurredAt) };
  const day = precision === 'day' ? occurredAt : dayOf(Date.parse(occurredAt), timeZone);
  return { first: day, last: day };
}

/** Whether two may be of one day. */
export const overlap = (a: Days, b: Days): boolean => a.first <= b.last && b.first <= a.last;

/** A report of what happens once, and the revision of the last one that says the same, where another does. */
export type Once = Fact & { confirmedBy?: number };

/**
 * Which of two reports of what happens once stands: of two days that cannot both be true the one recorded last, else the
 * one that was there before, which the other confirms. One that says something else of that day (`confirms` is false)
 * cannot be true beside it either.
 */
export function factInForce<F extends Once>(timeZone: string, before: F | undefined, said: F, confirms = true): F {
  if (!before) return said;
  if (said.revision < (before.confirmedBy ?? before.revision)) return before;
  const isOne = overlap(daysOfWords(before.occurredAt, timeZone), daysOfWords(said.occurredAt, timeZone));
  return isOne && confirms ? { ...before, confirmedBy: said.revision } : said;
}
