import { IsOptional } from 'class-validator';
import { IsCount, IsDayText, IsSlug, IsText } from '../validation/decorators.js';
import type { Stay } from '../state/planning.js';
import { because } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import type { Count } from '../values/count.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refusedUnlessHeld } from './shared/base-plans.js';
import { writePlanItem } from './shared/plan-items.js';

export class StayPlannedData implements Stay {
  @IsSlug() base!: string;
  @IsCount() people!: Count;
  @IsOptional() @IsDayText() until?: string;
  @IsOptional() @IsText() reason?: string;
}

export const StayPlanned: EntryDefinition<StayPlannedData> = {
  ...usualOrder,
  command: 'plan-stay',
  changes: ['plans'],
  labels: { base: 'movement', people: 'movement', until: 'movement', reason: 'reason' },
  summary:
    'Who is meant to stay in a base, such as guards and liquidation teams, until a day or without one. A later one replaces the earlier of the same base.',
  data: StayPlannedData,
  example: { base: 'gao', people: { about: 300 }, until: '2024-07-31', reason: 'the liquidation team and its guards' },
  refers: (data) => ({ bases: [data.base] }),
  judge({ state }, data) {
    const base = state.bases.get(data.base);
    return base && refusedUnlessHeld(base);
  },
  evolve(state, data, entry) {
    writePlanItem(state, entry, data.base, { what: 'stay', ...data });
  },
  sentence: {
    nameFr: 'Maintien prévu',
    en: ({ base, people, until, reason }) =>
      say`${{ people }} people to stay at ${{ base }}${where(until, (day) => say` until ${{ day }}`)}${because.en(reason)}`,
    fr: ({ base, people, until, reason }) =>
      say`Personnes à maintenir à la base ${{ base }}${where(until, (day) => say` jusqu’au ${{ day }}`)} : ${{ people }}${because.fr(reason)}`,
  },
};
