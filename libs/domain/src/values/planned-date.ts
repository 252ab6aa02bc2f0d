import { kept } from './kept.js';
import { daysBetween, isDay, isMonth, lastDayOf, shiftDay } from './occurrence.js';

/** A planned date as people give it: a day, a month, about a day (three days either way), or from one day to another. */
export type PlannedDate = string | { about: string } | { from: string; to: string };

/** The first and the last day that a planned date allows, and the day in the middle. */
export interface PlannedDays {
  readonly first: string;
  readonly middle: string;
  readonly last: string;
}

const aboutDays = 3;

/** Whether a value is a planned date whose days exist. */
export function isPlannedDate(value: unknown): value is PlannedDate {
  if (typeof value === 'string') return isDay(value) || isMonth(value);
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value).sort().join();
  const of = value as Record<string, unknown>;
  if (keys === 'about') return isDay(of.about);
  return keys === 'from,to' && isDay(of.from) && isDay(of.to) && of.from <= of.to;
}

/** The days of a planned date. The middle of an even number of days is the earlier one. */
export const daysOf = (date: PlannedDate): PlannedDays =>
  typeof date === 'string' ? daysOfText(date) : daysBetweenEdges(edgesOf(date));

const daysBetweenEdges = ([first, last]: readonly [string, string]): PlannedDays => ({
  first,
  middle: shiftDay(first, Math.floor(daysBetween(first, last) / 2)),
  last,
});

/** Every view asks it of every base that is planned. */
const daysOfText = kept((text) => daysBetweenEdges(edgesOf(text)));

/**
 * Whether a planned date lies within another and leaves fewer days open: it says more precisely what was planned. "About" a
 * day names that day: another one within the three days either way is earlier or later.
 */
export function isNarrower(date: PlannedDate, than: PlannedDate): boolean {
  const [of, other] = [daysOf(date), daysOf(than)];
  const isWithin = of.first >= other.first && of.last <= other.last;
  if (!isWithin || (of.first === other.first && of.last === other.last)) return false;
  return typeof than === 'string' || !('about' in than) || of.middle === other.middle;
}

function edgesOf(date: PlannedDate): [string, string] {
  if (typeof date === 'string') return isDay(date) ? [date, date] : [`${date}-01`, lastDayOf(date)];
  if ('about' in date) return [shiftDay(date.about, -aboutDays), shiftDay(date.about, aboutDays)];
  return [date.from, date.to];
}

/** The words of a planned date, for sentences. */
export function plannedInWords(date: PlannedDate): string {
  if (typeof date === 'string') return date;
  return 'about' in date ? `about ${date.about}` : `${date.from} to ${date.to}`;
}
