import { changing, lastChangeOf, legsOf, type Leg, type MissionState } from '#libs/domain';
import {
  count,
  derived,
  eachOf,
  numberIn,
  stated,
  type Asked,
  type Formula,
  type ExplanationRule,
} from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { moving } from '../entry-types.js';
import { baseOf, facetsOf, remainingFormula, statusFormula } from './base-facets.js';
import { attacksOnLegs } from '../entry-types.js';
import { pendingAt } from './pending.js';
import { peopleRules } from './people.js';
import { planRules } from './plans.js';

const legsFrom = (state: MissionState, base: string | undefined, id: string): Leg[] => {
  const convoy = state.convoys.get(id);
  return convoy ? legsOf(convoy).filter(({ from }) => from === base) : [];
};

/** The convoys with a leg from the base that is asked about. */
const fromHere = ({ state, parts }: Asked): string[] =>
  [...state.convoys.keys()].filter((id) => legsFrom(state, parts[0], id).length > 0);

const attackedConvoys: Formula = {
  text: 'the number of convoys from this base that were attacked',
  compute: (inputs) => eachOf(inputs).filter((one) => (numberIn(one, 'attacks') ?? 0) > 0).length,
};

/** What a base is for: as it was designated last, else when it was established. */
export const designated = (pattern: string, facet: 'kind' | 'hub' | 'liquidation'): ExplanationRule =>
  stated(pattern, (asked) => {
    const base = baseOf(asked);
    const last = base?.redesignations.findLast((one) => one[facet] !== undefined);
    return [(last ?? base?.established)?.revision];
  });

const established = (pattern: string): ExplanationRule =>
  stated(pattern, (asked) => [baseOf(asked)?.established.revision]);

/** How each figure of the view `bases` comes about. */
export const bases: ExplanationRule[] = [
  derived('/items/*/status', statusFormula, (asked) => {
    const base = baseOf(asked);
    return base ? facetsOf(asked, base) : [];
  }),
  derived('/items/*/remaining', remainingFormula, (asked) =>
    asked.input('status', 'bases', ['items', asked.parts[0] ?? '', 'status']),
  ),
  ...planRules('/items/*', '/items/*/plan', { planned: 'on', overdue: 'lateDays', slack: 'slackDays' }),
  ...planRules('/items/*', '/items/*', { planned: 'planned', overdue: 'lateDays', slack: 'slackDays' }),
  ...peopleRules(({ parts }) => `base/${parts[0]}`),
  count('/rest/onTheRoad', () => ({
    of: (_, moment) => moment.places('convoy'),
    cell: cells.kind('convoy'),
    on: moving,
  })),
  count('/rest/inMedicalCare', () => ({
    of: (_, moment) => moment.places('medical'),
    cell: cells.kind('medical'),
    on: moving,
  })),
  count('/rest/notPlaced', () => ({
    of: (_, moment) => moment.notPlaced,
    cell: cells.held('unallocated', 'all'),
    on: moving,
  })),
  stated('/items/*/withdrawing/**', (asked) => [baseOf(asked)?.withdrawing?.revision]),
  stated('/items/*/vacated/**', (asked) => [baseOf(asked)?.vacated?.revision]),
  stated('/items/*/handedOver/*/**', (asked) => [baseOf(asked)?.handovers[Number(asked.parts[1])]?.revision]),
  stated('/items/*/occupiedBy/*/**', (asked) => [baseOf(asked)?.occupations[Number(asked.parts[1])]?.revision]),
  stated('/items/*/lost/**', (asked) => [baseOf(asked)?.lost?.revision]),
  count('/items/*/convoys/*/attacks', (asked) => {
    const id = fromHere(asked)[Number(asked.parts[1])] ?? '';
    return {
      of: (state) => legsFrom(state, asked.parts[0], id).reduce((sum, { attacked }) => sum + attacked, 0),
      cell: cells.attacksFrom(asked.parts[0] ?? '', id),
      on: attacksOnLegs,
    };
  }),
  stated('/items/*/convoys/*/id', (asked) => {
    const [leg] = legsFrom(asked.state, asked.parts[0], fromHere(asked)[Number(asked.parts[1])] ?? '');
    return [leg?.departed?.revision ?? leg?.began];
  }),
  derived('/items/*/attackedConvoys', attackedConvoys, (asked) =>
    fromHere(asked).flatMap((id, place) =>
      asked.input('attacks', 'bases', ['items', asked.parts[0] ?? '', 'convoys', place, 'attacks'], id),
    ),
  ),
  ...['id', 'name', 'region'].map((name) => established(`/items/*/${name}`)),
  ...(['kind', 'hub', 'liquidation'] as const).map((facet) => designated(`/items/*/${facet}`, facet)),
  stated('/items/*/redesignated/*/**', (asked) => [baseOf(asked)?.redesignations[Number(asked.parts[1])]?.revision]),
  established('/items/*/aliases/**'),
  established('/items/*/location/**'),
  pendingAt,
  stated('/items/*/lastChangedBy', (asked) => [lastChangeOf(asked.state, changing.place(asked.parts[0] ?? ''))]),
];
