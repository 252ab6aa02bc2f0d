import { IsOptional } from 'class-validator';
import { IsName, IsPlannedDate, IsSlug, IsText } from '../validation/decorators.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { type PlannedDate } from '../values/planned-date.js';
import { refusedAfterDeadline, refusedUnlessHeld, writePlanStep } from './shared/base-plans.js';
import { refuse } from '../decider/refusals.js';

export class WithdrawalScheduledData {
  @IsSlug() base!: string;
  @IsPlannedDate() on!: PlannedDate;
  @IsOptional() @IsName() phase?: string;
  @IsOptional() @IsText() authority?: string;
  @IsOptional() @IsText() reason?: string;
}

export const WithdrawalScheduled: EntryDefinition<WithdrawalScheduledData> = {
  ...usualOrder,
  command: 'schedule-withdrawal',
  changes: ['plans'],
  labels: { base: 'movement', on: 'movement', phase: 'movement', authority: 'reason', reason: 'reason' },
  summary: 'A base is to be left on a date.',
  data: WithdrawalScheduledData,
  example: { base: 'ber', on: { about: '2023-08-15' }, phase: 'phase 1' },
  refers: (data) => ({ bases: [data.base] }),
  judge({ state }, data) {
    const base = state.bases.get(data.base);
    if (!base) return undefined;
    const no = refusedUnlessHeld(base);
    if (no) return no;
    if (base.plan.state === 'scheduled')
      return refuse('base-already-scheduled', { base: base.id, plannedOn: base.plan.on });
    return refusedAfterDeadline(state, base, data.on);
  },
  evolve(state, { base, on, phase, authority, reason }, entry) {
    writePlanStep(state, base, entry, { change: 'scheduled', on, authority, reason }, phase);
  },
  sentence: {
    nameFr: 'Retrait planifié',
    en: (data) =>
      say`Withdrawal from ${{ base: data.base }} scheduled for ${{ planned: data.on }}${because.en(data.reason)}`,
    fr: (data) =>
      say`Retrait de la base ${{ base: data.base }} prévu ${{ planned: data.on }}${because.fr(data.reason)}`,
  },
};
