import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import type { Count } from '../../values/count.js';
import { IsContingent, IsCount, IsOwnComponent } from '../../validation/decorators.js';

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
