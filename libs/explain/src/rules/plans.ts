import { type Base, type PlanStep, daysBetween, daysOf } from '#libs/domain';
import {
  changed,
  derived,
  numberIn,
  stated,
  textIn,
  type Asked,
  type Formula,
  type Input,
  type ExplanationRule,
} from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { planning } from '../entry-types.js';
import { baseOf, leftOf } from './base-facets.js';
import { sumOf } from './tallies.js';
import { calendarDay, dayIn, plannedIn, shiftBetween, timeOf, today, zone } from './dates.js';

const historyOf = (asked: Asked): PlanStep[] => baseOf(asked)?.plan.history ?? [];

const inSchedule = (asked: Asked, name: string, ...path: (string | number)[]): Input[] =>
  asked.input(name, 'schedule', ['items', asked.parts[0] ?? '', ...path]);

const lastOf = (asked: Asked, change: PlanStep['change']): PlanStep | undefined =>
  historyOf(asked).findLast((step) => step.change === change);

/** The revisions of the steps that gave a date, last first. */
const dated = (asked: Asked): number[] =>
  historyOf(asked)
    .filter(({ on }) => on !== undefined)
    .map(({ revision }) => revision)
    .toReversed();

/** The place of the last step that gave a date. */
const lastDated = (asked: Asked): number => historyOf(asked).findLastIndex(({ on }) => on !== undefined);

const slack: Formula = {
  text: 'calendar days from the last planned day to the deadline',
  compute(inputs) {
    const planned = plannedIn(inputs, 'planned');
    return planned === undefined ? undefined : daysBetween(daysOf(planned).last, textIn(inputs, 'deadline') ?? '');
  },
};

const overdue: Formula = {
  text: 'calendar days from the last planned day to the day it was left, or to the day shown while it has not been; 0 where that is not later, or nothing is planned',
  compute(inputs) {
    const planned = plannedIn(inputs, 'planned');
    const until = dayIn(inputs, 'left') ?? textIn(inputs, 'day shown');
    return planned === undefined || until === undefined ? 0 : Math.max(0, daysBetween(daysOf(planned).last, until));
  },
};

function overdueInputs(asked: Asked): Input[] {
  const base = baseOf(asked);
  const left = base ? leftOf(asked, base) : [];
  return [...inSchedule(asked, 'planned', 'planned'), ...(left.length > 0 ? [...left, ...zone(asked)] : today(asked))];
}

const byDays: Formula = {
  text: 'the size of the shift of that step; 0 where no date was planned before it',
  compute: (inputs) => Math.abs(numberIn(inputs, 'shift') ?? 0),
};

const shifts = sumOf('the shifts of the steps of its plan; 0 without any');

const shiftsOf = (asked: Asked): Input[] =>
  historyOf(asked).flatMap((_, place) => inSchedule(asked, 'shift', 'history', place, 'shiftDays'));

const actualShift: Formula = {
  text: 'the sum of the shifts of the steps of its plan, and the calendar days from the middle of the date last planned to the day it was vacated',
  compute(inputs) {
    const last = plannedIn(inputs, 'last planned');
    if (last === undefined) return undefined;
    const moved = inputs.filter(({ name }) => name === 'shift');
    return Number(shifts.compute(moved)) + daysBetween(daysOf(last).middle, textIn(inputs, 'vacated on') ?? '');
  },
};

const between = shiftBetween('date planned before', 'date of this step');

const stepShift: Formula = {
  text: `${between.text}; 0 if the step is narrowed: its date lies within the period planned before`,
  compute: (inputs) => (textIn(inputs, 'change') === 'narrowed' ? 0 : between.compute(inputs)),
};

/** The shift of a step: from the date planned before it. */
function stepInputs(asked: Asked): Input[] {
  const place = Number(asked.parts[1]);
  const before = historyOf(asked).findLastIndex(({ on }, at) => at < place && on !== undefined);
  return [
    ...inSchedule(asked, 'date planned before', 'history', before, 'on'),
    ...inSchedule(asked, 'date of this step', 'history', place, 'on'),
    ...inSchedule(asked, 'change', 'history', place, 'change'),
  ];
}

function replanned(at: string, change: 'expedited' | 'postponed'): ExplanationRule[] {
  const shift = (asked: Asked): Input[] => {
    const step = lastOf(asked, change);
    return step ? inSchedule(asked, 'shift', 'history', historyOf(asked).indexOf(step), 'shiftDays') : [];
  };
  return [derived(`${at}/byDays`, byDays, shift), stated(`${at}/**`, (asked) => [lastOf(asked, change)?.revision])];
}

/** The rules of a plan whose figures stand in two places: some beside the plan, some in it. */
export function planRules(
  beside: string,
  within: string,
  names: { planned: string; overdue: string; slack: string },
): ExplanationRule[] {
  return [
    stated(`${within}/firstPlanned/**`, (asked) => dated(asked).slice(-1)),
    stated(`${within}/${names.planned}/**`, dated),
    derived(`${within}/vacatedOn`, calendarDay('vacated'), (asked) => {
      const vacated = baseOf(asked)?.vacated;
      const time = vacated ? timeOf(vacated) : 'occurredAt';
      return [...asked.input('vacated', 'bases', ['items', asked.parts[0] ?? '', 'vacated', time]), ...zone(asked)];
    }),
    derived(`${beside}/shiftDays`, shifts, shiftsOf),
    derived(`${beside}/actualShiftDays`, actualShift, (asked) => [
      ...shiftsOf(asked),
      ...inSchedule(asked, 'last planned', 'history', lastDated(asked), 'on'),
      ...inSchedule(asked, 'vacated on', 'vacatedOn'),
    ]),
    derived(`${within}/${names.slack}`, slack, (asked) => [
      ...inSchedule(asked, 'planned', 'planned'),
      ...asked.input('deadline', 'summary', ['deadline', 'date']),
    ]),
    derived(`${beside}/${names.overdue}`, overdue, overdueInputs),
    ...replanned(`${beside}/expedited`, 'expedited'),
    ...replanned(`${beside}/postponed`, 'postponed'),
    derived(`${within}/history/*/shiftDays`, stepShift, stepInputs),
    stated(`${within}/history/*/**`, (asked) => [historyOf(asked)[Number(asked.parts[1])]?.revision]),
  ];
}

/** The phase that a base is planned to be left in. */
export const phaseOf = (base: Base | undefined): string | undefined =>
  base?.plan.state === 'scheduled' ? base.plan.phase : undefined;

/** Since when a plan has its phase. */
export const phase = (pattern: string): ExplanationRule =>
  changed(pattern, ({ parts }) => ({
    of: (state) => phaseOf(state.bases.get(parts[0] ?? '')),
    cell: cells.phase(parts[0] ?? ''),
    on: planning,
  }));
