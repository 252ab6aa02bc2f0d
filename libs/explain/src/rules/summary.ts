import { changing, lastChangeOf, openCountOf, formatInstant, pendingIn, type Measure, daysBetween } from '#libs/domain';
import {
  changed,
  count,
  derived,
  stated,
  textIn,
  type Asked,
  type Formula,
  type Input,
  type ExplanationRule,
} from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { crossing, founding, tolls } from '../entry-types.js';
import { basesIn } from './base-facets.js';
import { today } from './dates.js';
import { deadline } from './inputs.js';
import { paces } from './pace.js';
import { peopleVerdict } from './people-verdict.js';
import { status } from './status.js';
import { isOneOf, isOccupied, isRemainingInLiquidation, number } from './tallies.js';
import { verdicts } from './verdicts.js';

const daysToDeadline: Formula = {
  text: "calendar days in the mission's time zone from the day shown to the deadline",
  compute: (inputs) => daysBetween(textIn(inputs, 'day shown') ?? '', textIn(inputs, 'deadline') ?? ''),
};

const measure = (
  pattern: string,
  name: (asked: Asked) => string | undefined,
  node: (asked: Asked) => string,
): ExplanationRule =>
  count(pattern, (asked) => {
    const [what, whom] = [name(asked) as Measure, node(asked)];
    return {
      of: (_, { figures }) => figures(what, whom),
      cell: cells.measure(what, whom),
      on: crossing,
    };
  });

const ofBases =
  (...fields: string[]) =>
  (asked: Asked): Input[] =>
    basesIn(asked.state).flatMap(({ id }) =>
      fields.flatMap((field) => asked.input(field, 'bases', ['items', id, field], id)),
    );

const occupants = (asked: Asked): Input[] =>
  basesIn(asked.state).flatMap(({ id }) =>
    asked.input('occupied by', 'bases', ['items', id, 'occupiedBy', 0, 'by', 'name'], id),
  );

const statuses = ofBases('status');

const withStatus = (name: string, ...words: string[]): ExplanationRule =>
  derived(`/bases/${name}`, isOneOf('bases', ...words), statuses);

const ofConvoys =
  (field: string) =>
  (asked: Asked): Input[] =>
    [...asked.state.convoys.keys()].flatMap((id) => asked.input(field, 'convoys', ['items', id, field], id));

const states = ofConvoys('state');

/** How each figure of the summary comes about. */
export const summary: ExplanationRule[] = [
  changed('/name', () => ({ of: ({ mission }) => mission?.name, cell: cells.mission('name'), on: founding })),
  changed('/archivedAt', () => ({
    of: ({ mission }) => mission?.archivedAt !== undefined && formatInstant(mission.archivedAt),
    cell: cells.mission('archivedAt'),
    on: founding,
  })),
  changed('/deadline/date', () => ({
    of: ({ mission }) => mission?.deadline,
    cell: cells.mission('deadline'),
    on: founding,
  })),
  changed('/deadline/timeZone', () => ({
    of: ({ mission }) => mission?.timeZone,
    cell: cells.mission('timeZone'),
    on: founding,
  })),
  derived('/deadline/daysLeft', daysToDeadline, (asked) => [...deadline(asked), ...today(asked)]),
  stated('/deadline/history/*/**', ({ state, parts }) => [state.mission?.deadlineHistory[Number(parts[0])]?.revision]),
  measure(
    '/strength/*',
    ({ parts }) => parts[0],
    () => 'all',
  ),
  measure(
    '/strength/components/*/*',
    ({ parts }) => parts[1],
    ({ parts }) => parts[0] ?? '',
  ),
  derived('/bases/total', number('bases'), ofBases('id')),
  withStatus('remaining', 'held', 'scheduled', 'withdrawing'),
  withStatus('held', 'held'),
  withStatus('scheduled', 'scheduled'),
  withStatus('withdrawing', 'withdrawing'),
  withStatus('vacated', 'vacated'),
  withStatus('handedOver', 'handed-over'),
  withStatus('lost', 'lost'),
  derived('/bases/liquidation', isRemainingInLiquidation, ofBases('remaining', 'liquidation')),
  derived('/bases/occupiedByOthers', isOccupied, occupants),
  derived('/convoys/underWay', isOneOf('convoys', 'under-way', 'halted'), states),
  derived('/convoys/arrived', isOneOf('convoys', 'arrived'), states),
  count('/convoys/attacked', () => ({
    of: ({ convoys }) => [...convoys.values()].filter(({ attacks }) => attacks.length > 0).length,
    cell: cells.attackedConvoys,
    on: tolls,
  })),
  count('/convoys/attacks', () => ({
    of: ({ convoys }) => [...convoys.values()].reduce((sum, { attacks }) => sum + attacks.length, 0),
    cell: cells.attacks,
    on: tolls,
  })),
  ...(['killed', 'wounded'] as const).map((what) =>
    count(`/casualties/${what}`, () => ({
      of: ({ casualties }) => casualties[what],
      cell: cells.casualties(what),
      on: tolls,
    })),
  ),
  ...paces,
  derived('/discrepancies', number('open discrepancies'), ({ state, asOf, input }) =>
    Array.from({ length: openCountOf(state, asOf.at) }, (_, place) =>
      input('id', 'discrepancies', ['items', place, 'id']),
    ).flat(),
  ),
  ...peopleVerdict,
  ...verdicts,
  ...status,
  stated('/proposals/*/**', ({ state, asOf, parts }) => [pendingIn(state, asOf)[Number(parts[0])]?.revision]),
  stated('/lastChangedBy', ({ state }) => [lastChangeOf(state, changing.mission)]),
];
