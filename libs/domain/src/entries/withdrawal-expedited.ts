import { IsOptional } from 'class-validator';
import { IsPlannedDate, IsSlug, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import type { PlannedDate } from '../values/planned-date.js';
import { refusedToMove, replan } from './shared/base-plans.js';

export class WithdrawalExpeditedData {
  @IsSlug() base!: string;
  @IsPlannedDate() on!: PlannedDate;
  @IsText() reason!: string;
  @IsOptional() @IsText() authority?: string;
}

export const WithdrawalExpedited: EntryDefinition<WithdrawalExpeditedData> = {
  ...usualOrder,
  command: 'expedite-withdrawal',
  changes: ['plans'],
  labels: { base: 'movement', on: 'movement', reason: 'reason', authority: 'reason' },
  summary: 'A base is to be left earlier than planned, or on a narrower date within the period planned.',
  data: WithdrawalExpeditedData,
  example: { base: 'ber', on: '2023-08-13', reason: 'deteriorating security, high risk to peacekeepers' },
  refers: (data) => ({ bases: [data.base] }),
  judge: ({ state }, data) => refusedToMove(state, 'expedited', data),
  evolve(state, data, entry) {
    replan(state, entry, 'expedited', data);
  },
  sentence: {
    nameFr: 'Retrait avancé',
    en: (data) =>
      say`Withdrawal from ${{ base: data.base }} expedited to ${{ planned: data.on }}: ${{ reason: data.reason }}`,
    fr: (data) =>
      say`Retrait de la base ${{ base: data.base }} avancé, désormais prévu ${{ planned: data.on }} : ${{ reason: data.reason }}`,
  },
};
