import { IsOptional } from 'class-validator';
import { IsPlannedDate, IsSlug, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import type { PlannedDate } from '../values/planned-date.js';
import { refusedToMove, replan } from './shared/base-plans.js';

export class WithdrawalPostponedData {
  @IsSlug() base!: string;
  @IsPlannedDate() on!: PlannedDate;
  @IsText() reason!: string;
  @IsOptional() @IsText() authority?: string;
}

export const WithdrawalPostponed: EntryDefinition<WithdrawalPostponedData> = {
  ...usualOrder,
  command: 'postpone-withdrawal',
  changes: ['plans'],
  labels: { base: 'movement', on: 'movement', reason: 'reason', authority: 'reason' },
  summary:
    'A base is to be left later than planned, but by the deadline, or on a narrower date within the period planned.',
  data: WithdrawalPostponedData,
  example: { base: 'menaka', on: '2023-08-30', reason: 'trucks are late' },
  refers: (data) => ({ bases: [data.base] }),
  judge: ({ state }, data) => refusedToMove(state, 'postponed', data),
  evolve(state, data, entry) {
    replan(state, entry, 'postponed', data);
  },
  sentence: {
    nameFr: 'Retrait reporté',
    en: (data) =>
      say`Withdrawal from ${{ base: data.base }} postponed to ${{ planned: data.on }}: ${{ reason: data.reason }}`,
    fr: (data) =>
      say`Retrait de la base ${{ base: data.base }} reporté, désormais prévu ${{ planned: data.on }} : ${{ reason: data.reason }}`,
  },
};
