import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsDayText, IsText } from '../validation/decorators.js';
import { because } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import type { Parts } from '../sentences/part.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { modes } from './shared/fields.js';
import { closedBy, refusedUnlessInOrder, unknownRoute, writePlanItem } from './shared/plan-items.js';

export class RouteClosedData {
  @IsOptional() @IsAnySlug() route?: string;
  @IsOptional() @IsIn(modes) mode?: (typeof modes)[number];
  @IsDayText() from!: string;
  @IsOptional() @IsDayText() to?: string;
  @IsText() reason!: string;
}

const modesInFrench: Readonly<Record<(typeof modes)[number], string>> = {
  road: 'la route',
  air: 'les vols',
  river: 'le fleuve',
  sea: 'la mer',
};

type Way = Pick<RouteClosedData, 'route' | 'mode'>;

/** Which way is closed or reopened, at the beginning of a sentence. */
export const wayInWords = {
  en: ({ route, mode = 'road' }: Way): Parts =>
    route === undefined ? say`Travel by ${{ term: mode }}` : say`Route ${{ name: route }}`,
  fr: ({ route, mode = 'road' }: Way): Parts =>
    route === undefined ? say`Trajets par ${{ term: modesInFrench[mode] }}` : say`Route ${{ name: route }}`,
};

export const RouteClosed: EntryDefinition<RouteClosedData> = {
  ...usualOrder,
  command: 'close-route',
  changes: [],
  labels: { route: 'movement', mode: 'movement', from: 'movement', to: 'movement', reason: 'reason' },
  summary:
    'Nobody travels by a route, or by a whole mode, from a day on, until another day or until it is reopened. A later one replaces the earlier from the same day.',
  data: RouteClosedData,
  example: { mode: 'air', from: '2023-10-01', to: '2023-11-15', reason: 'no flight is authorized until 15 November' },
  refers: () => ({}),
  judge({ state }, data) {
    if ((data.route === undefined) === (data.mode === undefined))
      return refuse('route-or-mode', { route: data.route ?? null, mode: data.mode ?? null });
    return (data.route === undefined ? undefined : unknownRoute(state, data.route)) ?? refusedUnlessInOrder(data);
  },
  evolve(state, data, entry) {
    writePlanItem(state, entry, `${closedBy(data)}/${data.from}`, { what: 'closure', ...data });
  },
  sentence: {
    nameFr: 'Route fermée',
    en: (data) =>
      say`${wayInWords.en(data)} closed from ${{ day: data.from }}${where(data.to, (day) => say` to ${{ day }}`)}${because.en(data.reason)}`,
    fr: (data) =>
      say`${wayInWords.fr(data)} : fermeture à partir du ${{ day: data.from }}${where(data.to, (day) => say` jusqu’au ${{ day }}`)}${because.fr(data.reason)}`,
  },
};
