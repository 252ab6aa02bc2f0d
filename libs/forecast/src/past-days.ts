import { dayFrom, numberOf, type ForecastInputs } from './inputs.js';
import { horizonDaysMax } from './parameters.js';
import { deadlineOn, decidedOn } from './plans.js';

/** How far past forecasts lie apart. */
export type Every = 'day' | 'week' | 'half-month' | 'month' | 'quarter' | 'year';

/** Most forecasts of the past that are made for one answer: each costs as much as one of today. */
const daysMax = 13;

/** On which days each step falls: on days of the calendar, so that they stay the same ones as time goes on. */
const falls: Readonly<Record<Every, (day: string) => boolean>> = {
  day: () => true,
  week: (day) => (numberOf(day) + 3) % 7 === 0,
  'half-month': (day) => day.endsWith('-01') || day.endsWith('-16'),
  month: (day) => day.endsWith('-01'),
  quarter: (day) => /-(01|04|07|10)-01$/.test(day),
  year: (day) => day.endsWith('-01-01'),
};

/**
 * The days of the past whose forecasts are shown, at the finest step at which they are few: from the day after the decision to
 * leave, ten years back at most, until the deadline has passed and the last base was left that is not for liquidation. None lies
 * after the day before the one that is asked about, nor after `knownUntil`.
 */
export function pastDays(inputs: ForecastInputs, knownUntil = inputs.today): { every: Every; days: string[] } {
  const exits = inputs.bases.flatMap(({ liquidation, exit }) => (liquidation ? [] : [exit?.day ?? inputs.today]));
  const end = Math.min(inputs.today, Math.max(deadlineOn(inputs, inputs.today).day, ...exits)) - 1;
  const first = Math.max(decidedOn(inputs) + 1, end - horizonDaysMax);
  const last = Math.min(end, knownUntil);
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, one) => dayFrom(first + one));
  for (const every of Object.keys(falls) as Every[]) {
    const days = all.filter(falls[every]);
    if (days.length <= daysMax || every === 'year') return { every, days };
  }
  throw new Error('there is always a step of a year');
}
