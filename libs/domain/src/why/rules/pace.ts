import { daysBetween } from '../../occurrence.js';
import {
  completionAt,
  oneDecimal,
  paceNow,
  perDaySince,
  perDaySinceStart,
  type Compared,
  type PaceInputs,
} from '../../views/pace.js';
import { statusFrom } from '../../views/status.js';
import { bestIn, eachOf, numberIn, textIn, type Formula, type Input } from '../plan.js';
import { plannedIn } from './dates.js';

/** The report that a pace is compared with, among inputs. */
function comparedIn(inputs: readonly Input[]): Compared | null {
  const date = textIn(inputs, 'day of the report compared with');
  if (date === undefined) return null;
  return { date, departed: bestIn(inputs, 'departed at the report compared with') };
}

const paceIn = (inputs: readonly Input[]): PaceInputs => ({
  date: textIn(inputs, 'day shown') ?? '',
  startsOn: textIn(inputs, 'start') ?? '',
  departed: bestIn(inputs, 'departed'),
  comparedWith30: comparedIn(inputs),
});

/** People a day that must leave from now on. */
export const required: Formula = {
  text: 'present / days left (at least 1), to one decimal',
  compute: (inputs) => oneDecimal(bestIn(inputs, 'present') / Math.max(1, numberIn(inputs, 'days left') ?? 0)),
};

/** People a day since an earlier report. */
export const lastDays: Formula = {
  text: '(departed - departed at the report compared with) / calendar days from that report to the day shown, to one decimal; 0 where there is none',
  compute: (inputs) =>
    oneDecimal(perDaySince(comparedIn(inputs), bestIn(inputs, 'departed'), textIn(inputs, 'day shown') ?? '')),
};

/** People a day since the start. */
export const sinceStart: Formula = {
  text: 'departed / calendar days from the start to the day shown (at least 1), to one decimal',
  compute: (inputs) => oneDecimal(perDaySinceStart(paceIn(inputs))),
};

const paceInWords = 'the pace of the last 30 days, or since the start where that is zero';

/** When nobody remains at the present pace. */
export const completion: Formula = {
  text: `the day shown + present / ${paceInWords} (not rounded), rounded up to whole days; null where nothing has moved`,
  compute(inputs) {
    const pace = paceIn(inputs);
    return completionAt(pace.date, bestIn(inputs, 'present'), paceNow(pace));
  },
};

const judge = (inputs: readonly Input[]) =>
  statusFrom({
    ...paceIn(inputs),
    deadline: textIn(inputs, 'deadline') ?? '',
    present: bestIn(inputs, 'present'),
    bases: eachOf(inputs).map((one) => ({
      name: textIn(one, 'name') ?? '',
      remaining: one.some(({ name, value }) => name === 'remaining' && value === true),
      liquidation: one.some(({ name, value }) => name === 'liquidation' && value === true),
      planned: plannedIn(one, 'planned'),
      people: bestIn(one, 'people'),
    })),
  });

const rules =
  'complete: no base but liquidation bases remains, and nobody is present outside those; late: the deadline has passed; ' +
  `at-risk: a base is past its planned date, planned after the deadline, or unplanned less than 30 days before it, or at ${paceInWords}, people remain on the deadline; else on-track`;

/** The one word for a mission. */
export const status: Formula = { text: rules, compute: (inputs) => judge(inputs).status };

/** By which rule it has it. */
export const statusReason: Formula = {
  text: `the rule by which the mission has its status (${rules})`,
  compute: (inputs) => judge(inputs).statusReason,
};

/** People, if as many left each day from the first to the deadline. */
export const straightLine: Formula = {
  text: 'baseline x (1 - days since the first day / days from the first day to the deadline), at least 0, rounded',
  compute(inputs) {
    const [from, until, date] = ['start', 'deadline', 'day'].map((name) => textIn(inputs, name) ?? '') as [
      string,
      string,
      string,
    ];
    const whole = Math.max(1, daysBetween(from, until));
    return Math.round(bestIn(inputs, 'baseline') * Math.max(0, 1 - daysBetween(from, date) / whole));
  },
};
