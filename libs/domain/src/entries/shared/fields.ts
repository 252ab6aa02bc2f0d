import { IsIn, IsNumber, Max, Min } from 'class-validator';
import { IsCurrencyCode, IsName } from '../../validation/decorators.js';

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

/** The kinds of those who receive or hold a camp, in French. */
export const partiesInFrench: Readonly<Record<PartyData['kind'], string>> = {
  civilian: 'civil',
  military: 'militaire',
  'armed-group': 'groupe armé',
  other: 'autre',
};
