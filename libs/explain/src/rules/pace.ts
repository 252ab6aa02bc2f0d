import { daysBetween, endOfDayBefore, paceFrom, straightLineAt, type Compared, type Pace } from '#libs/domain';
import { bestIn, count, derived, either, numberIn, stated, textIn, worked } from '../approach.js';
import type { Asked, Formula, Input, ExplanationRule } from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { crossing } from '../entry-types.js';
import { today } from './dates.js';
import { daysLeft, departed, inputsOf, inSummary, present, startsOn } from './inputs.js';
import { reachedIn, totals } from './people-verdict.js';

const compared =
  (days: string) =>
  ({ input }: Asked): Input[] => [
    ...input(`departed at the report compared with (${days} days)`, 'summary', [
      'pace',
      'comparedWith',
      days,
      'departed',
    ]),
    ...input(`day of the report compared with (${days} days)`, 'summary', ['pace', 'comparedWith', days, 'date']),
  ];

/** The report that a pace is compared with, among inputs. */
function comparedIn(inputs: readonly Input[], days: string): Compared | null {
  const date = textIn(inputs, `day of the report compared with (${days} days)`);
  if (date === undefined) return null;
  return { date, departed: bestIn(inputs, `departed at the report compared with (${days} days)`) };
}

/** The pace by those of its inputs that are there. */
const paceIn = (inputs: readonly Input[]): Pace =>
  paceFrom({
    date: textIn(inputs, 'day shown') ?? '',
    startsOn: textIn(inputs, 'start') ?? '',
    daysLeft: numberIn(inputs, 'days left') ?? 0,
    present: bestIn(inputs, 'present'),
    departed: bestIn(inputs, 'departed'),
    comparedWith: { 7: comparedIn(inputs, '7'), 30: comparedIn(inputs, '30') },
    reportedOn: textIn(inputs, 'day of the last report') ?? null,
    reached: reachedIn(inputs),
  });

const lastReport = inSummary('day of the last report', 'pace', 'reportedOn');

const lastDays: Formula = {
  text: '(departed - departed at the report compared with) / calendar days from that report to the day shown, to one decimal; null where there is none, or none since',
  compute: (inputs) => paceIn(inputs).lastDays,
};

const windows = inputsOf(departed, compared('7'), compared('30'), lastReport, today);

const pace = (name: keyof Pace, text: string, inputs: (asked: Asked) => Input[]): ExplanationRule =>
  worked(`/pace/${name}`, { text, compute: (given) => paceIn(given)[name] }, inputs);

const projected = inputsOf(present, totals, today);

const reportUntil = ({ state, asOf, parts }: Asked) => {
  const before = endOfDayBefore(state, asOf, Number(parts[0]));
  return state.books.departed.get('all')?.lastLeading(({ at }) => at <= before);
};

const lastOf = ({ state }: Asked) => state.books.departed.get('all')?.at(-1);

/** How each figure of the pace comes about. */
export const paces: ExplanationRule[] = [
  derived(
    '/pace',
    { text: 'null: the mission is complete, and nobody more has to leave', compute: () => null },
    inSummary('status', 'status'),
  ),
  pace('requiredPerDay', 'present / days left (at least 1), to one decimal', inputsOf(present, daysLeft)),
  worked(
    '/pace/lastDays/7',
    { ...lastDays, compute: (inputs) => paceIn(inputs).lastDays[7] },
    inputsOf(departed, compared('7'), lastReport, today),
  ),
  worked(
    '/pace/lastDays/30',
    { ...lastDays, compute: (inputs) => paceIn(inputs).lastDays[30] },
    inputsOf(departed, compared('30'), lastReport, today),
  ),
  pace(
    'sinceStartPerDay',
    'departed / calendar days from the start to the day shown (at least 1), to one decimal; null where no departures were reported',
    inputsOf(departed, lastReport, startsOn, today),
  ),
  pace(
    'projectedCompletion',
    'the day shown + present / the pace reached between the last two totals (not rounded), rounded up to whole days; null where nobody left up to the last one',
    projected,
  ),
  either(
    (asked) => lastOf(asked) !== undefined,
    stated('/pace/reportedOn', (asked) => [lastOf(asked)?.revision]),
    worked('/pace/reportedOn', { text: 'null: no departures were reported', compute: () => null }, today),
  ),
  count('/pace/comparedWith/*/departed', (asked) => {
    const before = endOfDayBefore(asked.state, asked.asOf, Number(asked.parts[0]));
    return {
      of: (state) => state.books.departed.get('all')?.lastLeading(({ at }) => at <= before)?.bounds.best,
      cell: cells.departedPoint,
      on: crossing,
      until: before,
    };
  }),
  stated('/pace/comparedWith/*/date', (asked) => [reportUntil(asked)?.revision]),
  derived('/pace/comparedWith/*', { text: 'null: no report of departures is that old', compute: () => null }, today),
  pace('notes', 'why a value of the pace is null', inputsOf(windows, startsOn, projected)),
];

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
    return straightLineAt(bestIn(inputs, 'baseline'), whole, daysBetween(from, date));
  },
};
