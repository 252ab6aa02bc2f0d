import {
  type Bounds,
  type Counter,
  type EquipmentBook,
  type Fact,
  type MissionState,
  equipmentPresentOf,
  comparable,
} from '#libs/domain';
import { changed, count, rule, stated, known, type Asked, type ExplanationRule } from '../approach.js';
import type { Figure } from '../figures.js';
import { cells } from '../chronicle/cells.js';
import { stock } from '../entry-types.js';

/** The book that a view shows under the spelling first used. */
const bookIn = (state: MissionState, { parts }: Pick<Asked, 'parts'>): EquipmentBook | undefined =>
  state.equipment.get(comparable(parts[0] ?? ''));

const bookOf = (asked: Asked): EquipmentBook | undefined => bookIn(asked.state, asked);

const disposalOf = (asked: Asked) => bookOf(asked)?.disposals.at(Number(asked.parts[1]));

/** How each figure of the view `equipment` comes about. */
export const equipment: ExplanationRule[] = [
  ...['id', 'category'].map((name) =>
    changed(`/items/*/${name}`, (asked) => ({
      of: (state) => bookIn(state, asked)?.category,
      cell: cells.equipment(comparable(asked.parts[0] ?? ''), 'category'),
      on: stock,
    })),
  ),
  rule('/items/*/present', true, (asked) => {
    const { present = new Map<string, Bounds>(), disposals = [] } = bookOf(asked) ?? {};
    // What nobody has counted is known by what became of some of it.
    if (!equipmentPresentOf(present))
      return { kind: 'fact', by: [...disposals].map(({ revision }) => revision).toReversed() };
    const of = (state: MissionState) => equipmentPresentOf(bookIn(state, asked)?.present ?? new Map<string, Bounds>());
    const cell = cells.equipment(comparable(asked.parts[0] ?? ''), 'present');
    return { kind: 'count', walk: { of, cell, on: stock } };
  }),
  count('/items/*/bases/*', (asked) => ({
    of: (state) => bookIn(state, asked)?.present.get(asked.parts[1] ?? ''),
    cell: cells.equipmentAt(comparable(asked.parts[0] ?? ''), asked.parts[1] ?? ''),
    on: stock,
  })),
  known('/items/*/disposed/*', (asked) =>
    [...(bookOf(asked)?.disposals ?? [])]
      .filter(({ method }) => method === asked.parts[1])
      .map(({ revision, count: figure }) => ({ revision, figure })),
  ),
  known('/items/*/disposals/*/count', (asked) => one(disposalOf(asked), disposalOf(asked)?.count)),
  stated('/items/*/disposals/*/**', (asked) => [disposalOf(asked)?.revision]),
];

const one = (fact: Fact | undefined, figure: Figure) => (fact ? [{ revision: fact.revision, figure }] : []);

const counterOf = ({ state, parts }: Asked): Counter | undefined => state.counters.get(parts[0] ?? '');

const totalOf = ({ state, parts }: Asked) => state.totals.at(Number(parts[0]));

function pointRules(at: string, pointOf: (asked: Asked) => ReturnType<Counter['points']['at']>): ExplanationRule[] {
  return [
    known(`${at}/count`, (asked) => one(pointOf(asked), pointOf(asked)?.count)),
    known(`${at}/of`, (asked) => one(pointOf(asked), pointOf(asked)?.of)),
    stated(`${at}/**`, (asked) => [pointOf(asked)?.revision]),
  ];
}

/** How each figure of the view `counters` comes about. A count as given is what its entry says. */
export const counters: ExplanationRule[] = [
  stated('/items/*/id', (asked) => [...(counterOf(asked)?.points ?? [])].map(({ revision }) => revision).toReversed()),
  ...pointRules('/items/*/latest', (asked) => counterOf(asked)?.points.at(-1)),
  ...pointRules('/items/*/series/*', (asked) => counterOf(asked)?.points.at(Number(asked.parts[1]))),
  known('/stated/*/difference', (asked) => one(totalOf(asked), totalOf(asked)?.difference)),
  stated('/stated/*/**', (asked) => [totalOf(asked)?.revision]),
];
