import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { IsAnySlug, IsContingent, IsCount, IsHeading, IsPositive, IsSlug, IsText } from '../validation/decorators.js';
import { convoysMax, convoysOf } from '../state/convoys-of-load.js';
import { routeIn, type Need } from '../state/planning.js';
import { because } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import type { Count } from '../values/count.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { refusedUnlessHeld } from './shared/base-plans.js';
import { unknownRoute, writePlanItem } from './shared/plan-items.js';

/** What each convoy of a load takes of a resource. */
export class NeedData implements Need {
  @IsHeading() resource!: string;
  @IsPositive() amount!: number;
}

export class LoadPlannedData {
  @IsSlug() base!: string;
  @IsOptional() @IsContingent() contingent?: string;
  @IsCount() people!: Count;
  @IsOptional() @IsCount() vehicles?: Count;
  @IsOptional() @IsCount() containers?: Count;
  @IsAnySlug() route!: string;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => NeedData) needs?: NeedData[];
  @IsOptional() @IsText() reason?: string;
}

export const LoadPlanned: EntryDefinition<LoadPlannedData> = {
  ...usualOrder,
  command: 'plan-load',
  changes: [],
  labels: {
    base: 'movement',
    contingent: 'movement',
    people: 'movement',
    vehicles: 'movement',
    containers: 'movement',
    route: 'movement',
    needs: 'movement',
    reason: 'reason',
  },
  summary:
    'What is to leave a base by a route, and what each convoy of it needs: it makes as many convoys as the route has it. A later one replaces the earlier of the same base and contingent.',
  data: LoadPlannedData,
  example: {
    base: 'ber',
    contingent: 'BFA',
    people: 200,
    vehicles: 50,
    route: 'ber-timbuktu',
    needs: [{ resource: 'escort', amount: 1 }],
  },
  refers: (data) => ({ bases: [data.base] }),
  judge({ state }, data) {
    const base = state.bases.get(data.base);
    const no = (base && refusedUnlessHeld(base)) ?? unknownRoute(state, data.route);
    const route = routeIn(state, data.route);
    if (no || !route) return no;
    if (route.from !== data.base)
      return refuse('load-leaves-elsewhere', { base: data.base, route: data.route, from: route.from });
    const convoys = convoysOf(data, route);
    return convoys > convoysMax ? refuse('too-many-convoys', { base: data.base, convoys, convoysMax }) : undefined;
  },
  evolve(state, { needs = [], ...load }, entry) {
    const key = load.contingent === undefined ? load.base : `${load.base}/${load.contingent}`;
    writePlanItem(state, entry, key, { what: 'load', ...load, needs });
  },
  sentence: {
    nameFr: 'Charge prévue',
    en: ({ base, contingent, people, vehicles, containers, route, reason }) =>
      say`To leave ${{ base }} by ${{ name: route }}: ${{ people }} people${where(contingent, (code) => say` (${{ contingent: code }})`)}${where(vehicles, (number) => say`, ${{ number }} vehicles`)}${where(containers, (number) => say`, ${{ number }} containers`)}${because.en(reason)}`,
    fr: ({ base, contingent, people, vehicles, containers, route, reason }) =>
      say`À emmener de la base ${{ base }} par ${{ name: route }} : personnes, ${{ people }}${where(contingent, (code) => say` (${{ contingent: code }})`)}${where(vehicles, (number) => say` ; véhicules, ${{ number }}`)}${where(containers, (number) => say` ; conteneurs, ${{ number }}`)}${because.fr(reason)}`,
  },
};
