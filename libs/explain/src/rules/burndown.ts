import {
  comparable,
  daysOf,
  endOf,
  equipmentTotals,
  isRemaining,
  measureOf,
  rebasedIn,
  seriesOf,
  shiftDay,
  zoneOf,
  type MissionState,
  type SeriesPoint,
} from '#libs/domain';
import {
  changed,
  count,
  derived,
  eachOf,
  stated,
  textIn,
  type Asked,
  type Formula,
  type Input,
  type ExplanationRule,
  type Trace,
} from '../approach.js';
import type { Figure } from '../figures.js';
import { cells } from '../chronicle/cells.js';
import { crossing, founding, holding, stock } from '../entry-types.js';
import { basesIn, leftOf } from './base-facets.js';
import { dayIn, plannedIn, zone } from './dates.js';
import { straightLine } from './pace.js';

const start = ({ input }: Asked): Input[] => input('start', 'burndown', ['from']);

const dayOf = ({ input, parts }: Asked): Input[] => input('day', 'burndown', ['days', parts[0] ?? '', 'date']);

const dayAfter: Formula = {
  text: 'the day after the day before; the first is the start',
  compute(inputs) {
    const before = textIn(inputs, 'day before');
    return before === undefined ? textIn(inputs, 'start') : shiftDay(before, 1);
  },
};

/** The day before in the list, or the start. */
function dayBefore(asked: Asked): Input[] {
  const from = asked.state.mission?.startsOn ?? '';
  const [date = from] = asked.parts;
  return date === from ? start(asked) : asked.input('day before', 'burndown', ['days', shiftDay(date, -1), 'date']);
}

const plannedBases: Formula = {
  text: 'the number of bases whose planned date (its middle), or without one the day on which they were left, is later than the day; or that have neither',
  compute: (inputs) =>
    eachOf(inputs).filter((base) => {
      const planned = plannedIn(base, 'planned');
      const last =
        planned === undefined
          ? dayIn([...inputs.filter(({ of }) => of === undefined), ...base], 'left')
          : daysOf(planned).middle;
      return last === undefined || last > (textIn(inputs, 'day') ?? '');
    }).length,
};

const planOf = (asked: Asked): Input[] =>
  basesIn(asked.state).flatMap((base) => [
    ...asked.input('base', 'bases', ['items', base.id, 'id'], base.id),
    ...asked.input('planned', 'bases', ['items', base.id, 'planned'], base.id),
    ...(base.plan.state === 'scheduled' ? [] : leftOf(asked, base)),
  ]);

const endOfDay = ({ state, parts }: Asked): number => endOf(parts[0] ?? '', zoneOf(state));

/** A figure of the mission at the end of a day: as it is while the newest day goes on, else as it was when that was closed. */
function atEndOf(
  asked: Asked,
  now: (state: MissionState) => Figure,
  then: (point: SeriesPoint) => Figure,
): Pick<Trace<Figure>, 'of' | 'until'> {
  return {
    of(state) {
      const { closed, newest } = state.series;
      const last = closed.at(-1);
      return newest ? now(state) : last && then(last);
    },
    until: endOfDay(asked),
  };
}

const pointOf = (asked: Asked): SeriesPoint | undefined => {
  const end = endOfDay(asked);
  return seriesOf(asked.state).findLast(({ at }) => at <= end);
};

const people = (measure: 'present' | 'departed'): ExplanationRule =>
  count(`/days/*/${measure}`, (asked) => ({
    ...atEndOf(
      asked,
      ({ books }) => measureOf(books, measure, 'all'),
      (point) => point[measure],
    ),
    cell: cells.measure(measure, 'all'),
    on: crossing,
  }));

/** How each figure of the view `burndown` comes about. */
export const burndown: ExplanationRule[] = [
  changed('/from', () => ({
    of: ({ mission }) => mission?.startsOn,
    cell: cells.mission('startsOn'),
    on: founding,
  })),
  changed('/deadline', () => ({
    of: ({ mission }) => mission?.deadline,
    cell: cells.mission('deadline'),
    on: founding,
  })),
  derived('/days/*/date', dayAfter, dayBefore),
  people('present'),
  people('departed'),
  count('/days/*/bases', (asked) => ({
    ...atEndOf(
      asked,
      ({ bases }) => [...bases.values()].filter(isRemaining).length,
      ({ remainingBases }) => remainingBases,
    ),
    cell: cells.remainingBases,
    on: holding,
  })),
  count('/days/*/equipment/*', (asked) => {
    const category = asked.parts[1] ?? '';
    const then = ({ equipment }: SeriesPoint): Figure => equipment.get(category);
    return {
      ...atEndOf(asked, (state) => equipmentTotals(state).get(category), then),
      cell: cells.equipment(comparable(category), 'total'),
      on: stock,
    };
  }),
  stated('/rebased/*/**', ({ state, parts }) => [rebasedIn(state)[Number(parts[0])]?.entry]),
  stated('/days/*/revision', (asked) => [pointOf(asked)?.revision]),
  derived('/days/*/plannedBases', plannedBases, (asked) => [...dayOf(asked), ...zone(asked), ...planOf(asked)]),
  derived('/days/*/straightLine', straightLine, (asked) => [
    ...asked.input('baseline', 'summary', ['strength', 'baseline', 'best']),
    ...start(asked),
    ...asked.input('deadline', 'burndown', ['deadline']),
    ...dayOf(asked),
  ]),
];
