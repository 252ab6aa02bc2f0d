import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import type { LineLike } from '../../ledger/accounts.js';
import { move } from '../../ledger/movements.js';
import type { Count } from '../../values/count.js';
import type { Effective } from '../../envelope/entry.js';
import type { MissionState } from '../../state/mission.js';
import { causeOf } from '../../state/fact.js';
import { IsContingent, IsCount, IsOwnComponent } from '../../validation/decorators.js';
import { accountAt } from '../../state/account-of-place.js';

/** People of one population, with the count as given. */
export class PeopleLine {
  @IsOwnComponent() component!: string;
  @IsOptional() @IsContingent() contingent?: string;
  @IsCount() count!: Count;
}

/** Declares an optional list of lines. */
export const OptionalLines = (): PropertyDecorator => (target, property) => {
  IsOptional()(target, property);
  RequiredLines()(target, property);
};

/** Declares a list of lines, at least one. */
export const RequiredLines = (): PropertyDecorator => (target, property) => {
  for (const rule of [
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(50),
    ValidateNested({ each: true }),
    Type(() => PeopleLine),
  ])
    rule(target, property);
};

/** Moves people out of the country or the mission. */
export const moveOut = (
  state: MissionState,
  entry: Effective,
  from: string | undefined,
  to: string,
  lines: readonly LineLike[],
): void => move(state.books, causeOf(entry), accountAt(state, from), to, lines);
