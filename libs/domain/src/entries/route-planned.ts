import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { IsAnySlug, IsDays, IsPositive, IsSlug, IsText, IsWholeDays } from '../validation/decorators.js';
import type { RoutePlan, TravelDays } from '../state/planning.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { destination } from './shared/convoy-moves.js';
import { modes } from './shared/fields.js';
import { writePlanItem } from './shared/plan-items.js';

/** How many days a way takes: at the least, as a rule, at the most. */
export class TravelDaysData implements TravelDays {
  @IsDays() low!: number;
  @IsDays() best!: number;
  @IsDays() high!: number;
}

export class RoutePlannedData implements RoutePlan {
  @IsAnySlug() route!: string;
  @IsSlug() from!: string;
  @IsAnySlug() to!: string;
  @IsIn(modes) mode!: (typeof modes)[number];
  @IsOptional() @IsNumber() @Min(0) @Max(50_000) distanceKm?: number;
  @ValidateNested() @Type(() => TravelDaysData) travelDays!: TravelDaysData;
  @IsWholeDays() turnRoundDays!: number;
  @IsOptional() @IsPositive() peoplePerConvoy?: number;
  @IsOptional() @IsPositive() vehiclesPerConvoy?: number;
  @IsOptional() @IsPositive() containersPerConvoy?: number;
  @IsOptional() @IsText() reason?: string;
}

export const RoutePlanned: EntryDefinition<RoutePlannedData> = {
  ...usualOrder,
  command: 'plan-route',
  changes: [],
  labels: {
    route: 'movement',
    from: 'movement',
    to: 'movement',
    mode: 'movement',
    distanceKm: 'movement',
    travelDays: 'movement',
    turnRoundDays: 'movement',
    peoplePerConvoy: 'movement',
    vehiclesPerConvoy: 'movement',
    containersPerConvoy: 'movement',
    reason: 'reason',
  },
  summary:
    'A way from a base to another, or out of the country (to "abroad"): how long a convoy takes, when its escort is free again, and how much it carries. A later one replaces the earlier of the same route.',
  data: RoutePlannedData,
  example: {
    route: 'ber-timbuktu',
    from: 'ber',
    to: 'timbuktu',
    mode: 'road',
    distanceKm: 57,
    travelDays: { low: 1, best: 2, high: 4 },
    turnRoundDays: 4,
    peoplePerConvoy: 200,
    vehiclesPerConvoy: 60,
  },
  refers: (data) => ({ bases: [data.from, destination(data.to)] }),
  judge(_judgement, { from, to, travelDays: { low, best, high } }) {
    if (from === to) return refuse('route-needs-two-places', { from, to });
    return low <= best && best <= high ? undefined : refuse('travel-days-out-of-order', { low, best, high });
  },
  evolve(state, data, entry) {
    writePlanItem(state, entry, data.route, { what: 'route', ...data });
  },
  sentence: {
    nameFr: 'Route prévue',
    en: ({ route, from, to, travelDays: { low, best, high }, reason }) =>
      say`Route ${{ name: route }} planned from ${{ base: from }} to ${{ place: to }}: ${{ number: best }} days (${{ number: low }} to ${{ number: high }})${because.en(reason)}`,
    fr: ({ route, from, to, travelDays: { low, best, high }, reason }) =>
      say`Route ${{ name: route }} prévue de la base ${{ base: from }} vers ${{ place: to }}, en jours : ${{ number: best }} (de ${{ number: low }} à ${{ number: high }})${because.fr(reason)}`,
  },
};
