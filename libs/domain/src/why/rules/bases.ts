import { notPlacedIn, peopleOf } from '../../views/rest.js';
import { count, derived, eachOf, numberIn, said, type Asked, type Formula, type Rule } from '../plan.js';
import { moving } from '../types.js';
import { baseOf, facetsOf, remainingFormula, statusFormula } from './base-facets.js';
import { attacksOn } from './convoys.js';
import { peopleRules } from './people.js';
import { planRules } from './plans.js';

const fromHere = (asked: Asked) => [...asked.state.convoys.values()].filter(({ from }) => from === asked.parts[0]);

const attackedConvoys: Formula = {
  text: 'the number of convoys from this base that were attacked',
  compute: (inputs) => eachOf(inputs).filter((one) => (numberIn(one, 'attacks') ?? 0) > 0).length,
};

const established = (pattern: string): Rule => said(pattern, (asked) => [baseOf(asked)?.established.revision]);

/** How each figure of the view `bases` comes about. */
export const bases: Rule[] = [
  derived('/items/*/status', statusFormula, (asked) => {
    const base = baseOf(asked);
    return base ? facetsOf(asked, base) : [];
  }),
  derived('/items/*/remaining', remainingFormula, (asked) =>
    asked.input('status', 'bases', ['items', asked.parts[0] ?? '', 'status']),
  ),
  ...planRules('/items/*', '/items/*/plan', { planned: 'on', overdue: 'lateDays' }),
  ...planRules('/items/*', '/items/*', { planned: 'planned', overdue: 'lateDays' }),
  ...peopleRules(({ parts }) => `base/${parts[0]}`),
  count('/rest/onTheRoad', () => ({ of: (state) => peopleOf(state, 'convoy'), on: moving })),
  count('/rest/inMedicalCare', () => ({ of: (state) => peopleOf(state, 'medical'), on: moving })),
  count('/rest/notPlaced', () => ({ of: notPlacedIn, on: moving })),
  said('/items/*/withdrawing/**', (asked) => [baseOf(asked)?.withdrawing?.revision]),
  said('/items/*/vacated/**', (asked) => [baseOf(asked)?.vacated?.revision]),
  said('/items/*/handedOver/*/**', (asked) => [baseOf(asked)?.handovers[Number(asked.parts[1])]?.revision]),
  said('/items/*/occupiedBy/*/**', (asked) => [baseOf(asked)?.occupations[Number(asked.parts[1])]?.revision]),
  said('/items/*/lost/**', (asked) => [baseOf(asked)?.lost?.revision]),
  count('/items/*/convoys/*/attacks', (asked) =>
    attacksOn({ parts: [fromHere(asked)[Number(asked.parts[1])]?.id ?? ''] }),
  ),
  said('/items/*/convoys/*/id', (asked) => {
    const convoy = fromHere(asked)[Number(asked.parts[1])];
    return [convoy?.departed?.revision ?? convoy?.revision];
  }),
  derived('/items/*/attackedConvoys', attackedConvoys, (asked) =>
    fromHere(asked).flatMap(({ id }) => asked.input('attacks', 'convoys', ['items', id, 'attacked'], id)),
  ),
  said('/items/*/lastChangedBy', (asked) => [baseOf(asked)?.revision]),
  ...['id', 'name', 'kind', 'region', 'hub', 'liquidation'].map((name) => established(`/items/*/${name}`)),
  established('/items/*/aliases/**'),
  established('/items/*/location/**'),
];
