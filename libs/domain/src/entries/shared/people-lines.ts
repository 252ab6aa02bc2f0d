import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNumber,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Cause, LineLike } from '../../ledger/accounts.js';
import { move } from '../../ledger/movements.js';
import type { Count } from '../../values/count.js';
import type { FiguresOf, Rule } from '../../discrepancies/catalogue.js';
import type { Effective } from '../../envelope/entry.js';
import type { Convoy, Fact, Leg, MissionState } from '../../state/mission.js';
import { IsContingent, IsCount, IsCurrencyCode, IsName, IsOwnComponent } from '../../validation/decorators.js';

/** People of one population, with the count as given. */
export class Line {
  @IsOwnComponent() component!: string;
  @IsOptional() @IsContingent() contingent?: string;
  @IsCount() count!: Count;
}

/** Whose losses: `peacekeeper` and `mission-civilian` are the mission's own. */
export const sides = [
  'peacekeeper',
  'mission-civilian',
  'civilian',
  'contractor',
  'host-army',
  'armed-group',
  'other',
] as const;

/** Losses of one side. */
export class Casualties {
  @IsIn(sides) side!: (typeof sides)[number];
  @IsOptional() @IsCount() killed?: Count;
  @IsOptional() @IsCount() wounded?: Count;
  @IsOptional() @IsOwnComponent() component?: string;
  @IsOptional() @IsContingent() contingent?: string;
}

/** Kinds of those who receive or hold a camp. */
export const partyKinds = ['civilian', 'military', 'armed-group', 'other'] as const;

/** Somebody who receives or holds a camp. */
export class PartyData {
  @IsName() name!: string;
  @IsIn(partyKinds) kind!: (typeof partyKinds)[number];
}

/** A place on WGS 84, in degrees. */
export class LocationData {
  @IsNumber() @Min(-90) @Max(90) lat!: number;
  @IsNumber() @Min(-180) @Max(180) lon!: number;
}

/** An amount of money. */
export class ValueData {
  @IsNumber() @Min(0) @Max(1e15) amount!: number;
  @IsCurrencyCode() currency!: string;
}

/** How people and goods move. */
export const modes = ['road', 'air', 'river', 'sea'] as const;

/** Declares an optional list of lines. */
export const OptionalLines = (): PropertyDecorator => (target, property) => {
  IsOptional()(target, property);
  RequiredLines()(target, property);
};

/** Declares a list of lines, at least one. */
export const RequiredLines = (): PropertyDecorator => (target, property) => {
  for (const rule of [IsArray(), ArrayMinSize(1), ArrayMaxSize(50), ValidateNested({ each: true }), Type(() => Line)])
    rule(target, property);
};

/** Declares an optional list of casualties. */
export const OptionalCasualties = (): PropertyDecorator => (target, property) => {
  for (const rule of [
    IsOptional(),
    IsArray(),
    ArrayMaxSize(20),
    ValidateNested({ each: true }),
    Type(() => Casualties),
  ])
    rule(target, property);
};

/** Which entry moves people, and when. */
export const causeOf = (entry: Effective): Cause => ({ revision: entry.entry.revision, at: entry.at });

/** What an entry says, with when it was. */
export const factOf = (entry: Effective): Fact => ({
  revision: entry.entry.revision,
  at: entry.at,
  occurredAt: entry.occurredAt,
});

/** The zone of the mission's calendar. */
export const zoneOf = (state: MissionState): string => state.mission?.timeZone ?? 'UTC';

/** The leg that a convoy is on, or that ended last where the next one is only planned. */
export const legInForce = (convoy: Convoy): Leg =>
  convoy.state === 'planned' ? (convoy.earlier.at(-1) ?? convoy) : convoy;

/** Where a leg ended; undefined where that is not known, or it has not. */
export const endOfLeg = ({ state, arrived, from }: Leg): string | undefined =>
  state === 'arrived' ? arrived?.place : state === 'turned-back' ? from : undefined;

/** The account of those who go with a convoy: its own on the road, then that of the place where they went. */
function accountWith(state: MissionState, convoy: Convoy): string {
  const leg = legInForce(convoy);
  return leg.state === 'arrived' || leg.state === 'turned-back'
    ? accountAt(state, endOfLeg(leg))
    : `convoy/${convoy.id}`;
}

/**
 * The account of a place given by its bare id (`abroad`, or `medical/<place>`); of a convoy, where its people are;
 * `unallocated` where nobody knows.
 */
export function accountAt(state: MissionState, place: string | undefined): string {
  if (place === undefined) return 'unallocated';
  if (place === 'abroad') return 'departed';
  if (place.startsWith('medical/')) return place;
  if (state.bases.has(place)) return `base/${place}`;
  const convoy = state.convoys.get(place);
  return convoy ? accountWith(state, convoy) : 'unallocated';
}

/** Moves people out of the country or the mission. */
export const moveOut = (
  state: MissionState,
  entry: Effective,
  from: string | undefined,
  to: string,
  lines: readonly LineLike[],
): void => move(state.books, causeOf(entry), accountAt(state, from), to, lines);

/** Notes a contradiction that the fold saw, with the figures that it is said with. */
export function flag<R extends Rule>(
  state: MissionState,
  entry: Effective,
  rule: R,
  subject: string,
  figures: FiguresOf<R>,
  others: number[] = [],
): void {
  state.flags.push({
    rule,
    subject,
    entries: [...others, entry.entry.revision].toSorted((a, b) => a - b),
    since: entry.at,
    figures,
  });
}
