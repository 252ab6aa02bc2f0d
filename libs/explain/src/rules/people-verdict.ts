import {
  endOf,
  lastFigure,
  totalUntil,
  type MissionTotal,
  isCounted,
  boundsOf,
  staysIn,
  type Count,
  peopleFrom,
  reachedPerDay,
  type PeopleInputs,
  type PeopleVerdict,
} from '#libs/domain';
import { bestIn, count, either, eachOf, numberIn, stated, textIn, worked } from '../approach.js';
import type { Asked, Formula, Input, ExplanationRule } from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { moving } from '../entry-types.js';
import { basesIn } from './base-facets.js';
import { today } from './dates.js';
import { deadline, inputsOf, inSummary, startsOn } from './inputs.js';

const at = '/verdicts/people';

const ofPeople = (name: string, ...path: string[]) => inSummary(name, 'verdicts', 'people', ...path);

/** The last total, and the one that it is compared with: none if nobody stated one. */
export const totals = inputsOf(
  ofPeople('departed by the last total', 'departed'),
  ofPeople('present by the last total', 'present'),
  ofPeople('day of the last total', 'asOf'),
  ofPeople('departed by the total before', 'since', 'departed'),
  ofPeople('day of the total before', 'since', 'date'),
  ofPeople('meant to stay', 'staying'),
);

const times = inputsOf(today, startsOn, deadline);

const totalsOf = (asked: Asked): Input[] => (lastOf(asked) ? [...totals(asked), ...times(asked)] : times(asked));

/** What the verdict on people is worked out from, among inputs. */
function peopleIn(inputs: readonly Input[]): PeopleInputs {
  const date = textIn(inputs, 'day of the last total');
  return {
    date: textIn(inputs, 'day shown') ?? '',
    startsOn: textIn(inputs, 'start') ?? '',
    deadline: textIn(inputs, 'deadline') ?? '',
    total:
      date === undefined
        ? undefined
        : {
            date,
            departed: bestIn(inputs, 'departed by the last total'),
            present: bestIn(inputs, 'present by the last total'),
          },
    since: {
      date: textIn(inputs, 'day of the total before') ?? '',
      departed: bestIn(inputs, 'departed by the total before'),
    },
    staying: bestIn(inputs, 'meant to stay'),
  };
}

/** The pace between two totals (not rounded), among inputs. */
export const reachedIn = (inputs: readonly Input[]): number | undefined => reachedPerDay(peopleIn(inputs));

const texts: { readonly [name in keyof PeopleVerdict]?: string } = {
  verdict:
    'starting in the first tenth of the time; no-recent-figure where the last total is more than 21 days old, or there is none; else on-track where as many a day have left as need to, tight where at least half as many, will-miss where fewer',
  last: 'on-track where, up to the last total, as many a day have left as need to from it on, tight where at least half as many, will-miss where fewer',
  reachedPerDay:
    '(departed by the last total - departed by the total before) / the days between them (at least 1), to one decimal',
  neededPerDay:
    '(present by the last total - meant to stay) / the days from it to the deadline (at least 1), to one decimal',
  leftOnDeadline:
    'present by the last total - meant to stay - the pace reached (not rounded) x the days from it to the deadline, at least 0, rounded',
  ageDays: 'calendar days from the last total to the day shown',
};

const ofVerdict = (name: keyof PeopleVerdict): ExplanationRule =>
  worked(
    `${at}/${name}`,
    {
      text: texts[name] ?? 'null: no total of the mission was reported, and no entry moved people',
      compute: (inputs) => peopleFrom(peopleIn(inputs))[name],
    },
    totalsOf,
  );

const staying: Formula = {
  text: 'the people of the liquidation bases of which an entry says how many they are (a garrison or a total), best values',
  compute: (inputs) => eachOf(inputs).reduce((sum, one) => sum + (numberIn(one, 'people') ?? 0), 0),
};

const plannedToStay: Formula = {
  text: 'the people planned to stay in bases that have not been left, until the deadline or beyond it, best values',
  compute: (inputs) => inputs.reduce((sum, { value }) => sum + boundsOf(value as Count).best, 0),
};

const isStayPlanned = ({ state }: Asked): boolean => staysIn(state).length > 0;

const start: Formula = {
  text: 'the start of the mission, when nobody had left: no total was stated at least 7 days before the last one',
  compute: (inputs) => ({ date: textIn(inputs, 'start'), departed: 0 }),
};

const lastOf = ({ state }: Asked): MissionTotal | undefined => lastFigure(state);

/** The total compared with, which is not the start. */
function beforeOf(asked: Asked): MissionTotal | undefined {
  const [since] = asked.input('day', 'summary', ['verdicts', 'people', 'since', 'date']);
  return typeof since?.value === 'string' ? totalUntil(asked.state, since.value) : undefined;
}

const hasLast = (asked: Asked): boolean => lastOf(asked) !== undefined;
const hasBefore = (asked: Asked): boolean => beforeOf(asked) !== undefined;

const ofLast = (name: 'departed' | 'present'): ExplanationRule =>
  either(
    hasLast,
    count(`${at}/${name}`, () => ({
      of: (state) => lastFigure(state)?.[name],
      cell: cells.lastFigure(name),
      on: moving,
    })),
    ofVerdict(name),
  );

/** How each figure of the verdict on people comes about. */
export const peopleVerdict: ExplanationRule[] = [
  either(
    hasLast,
    stated(`${at}/asOf`, (asked) => [lastOf(asked)?.revision]),
    ofVerdict('asOf'),
  ),
  ofLast('departed'),
  ofLast('present'),
  either(
    hasBefore,
    stated(`${at}/since/date`, (asked) => [beforeOf(asked)?.revision]),
    worked(`${at}/since/date`, { ...start, compute: (inputs) => textIn(inputs, 'start') }, startsOn),
  ),
  either(
    hasBefore,
    count(`${at}/since/departed`, (asked) => {
      const day = beforeOf(asked)?.day ?? '';
      const until = endOf(day, asked.state.mission?.timeZone ?? 'UTC');
      return { of: (state) => totalUntil(state, day)?.departed, cell: cells.total, on: moving, until };
    }),
    worked(`${at}/since/departed`, { ...start, compute: () => 0 }, startsOn),
  ),
  either(
    isStayPlanned,
    worked(`${at}/staying`, plannedToStay, (asked) =>
      staysIn(asked.state).flatMap(({ base }) =>
        asked.input('planned to stay', 'plan', ['items', `stay/${base}`, 'people'], base),
      ),
    ),
    worked(`${at}/staying`, staying, (asked) =>
      basesIn(asked.state)
        .filter(({ id, liquidation }) => liquidation && isCounted(asked.state, id))
        .flatMap(({ id }) => asked.input('people', 'bases', ['items', id, 'people', 'best'], id)),
    ),
  ),
  ...(['verdict', 'last', 'reachedPerDay', 'neededPerDay', 'leftOnDeadline', 'ageDays', 'since'] as const).map(
    ofVerdict,
  ),
];
