import { daysBetween, daysOf, type PlannedDate, dayOfWords, precisionOf } from '#libs/domain';
import { textIn, type Asked, type Formula, type Input } from '../approach.js';

/** The zone in which the mission's days are. */
export const zone = ({ input }: Asked): Input[] => input('time zone', 'summary', ['deadline', 'timeZone']);

/** The day that the view is shown for. */
export const today = ({ input }: Asked): Input[] => input('day shown', 'shown', ['date']);

/** A planned date among inputs. */
export const plannedIn = (inputs: readonly Input[], name: string): PlannedDate | undefined =>
  inputs.find((one) => one.name === name)?.value as PlannedDate | undefined;

/** Where a view has the time of which a fact's day is: its own words, or if they give the month alone, where it stands. */
export const timeOf = (fact: { occurredAt: string }): 'occurredAt' | 'at' =>
  precisionOf(fact.occurredAt) === 'month' ? 'at' : 'occurredAt';

/** The day of a time among inputs, in the zone among inputs. */
export function dayIn(inputs: readonly Input[], name: string): string | undefined {
  const words = textIn(inputs, name);
  return words === undefined ? undefined : dayOfWords(words, textIn(inputs, 'time zone') ?? 'UTC');
}

/** The calendar day of a time. */
export const calendarDay = (name: string): Formula => ({
  text: `the calendar day of ${name} in the mission's time zone`,
  compute: (inputs) => dayIn(inputs, name),
});

/** Days from the middle of one planned date to that of another. */
export const shiftBetween = (from: string, to: string): Formula => ({
  text: `calendar days from the middle of ${from} to the middle of ${to}`,
  compute(inputs) {
    const [first, last] = [plannedIn(inputs, from), plannedIn(inputs, to)];
    return first === undefined || last === undefined
      ? undefined
      : daysBetween(daysOf(first).middle, daysOf(last).middle);
  },
});
