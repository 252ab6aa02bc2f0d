import { IsSlug, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refusedUnlessHeld, refusedUnlessScheduled, writePlanStep } from './shared/base-plans.js';

export class WithdrawalCancelledData {
  @IsSlug() base!: string;
  @IsText() reason!: string;
}

export const WithdrawalCancelled: EntryDefinition<WithdrawalCancelledData> = {
  ...usualOrder,
  command: 'cancel-withdrawal',
  changes: ['plans'],
  labels: { base: 'movement', reason: 'reason' },
  summary: 'The planned withdrawal from a base is called off.',
  data: WithdrawalCancelledData,
  example: { base: 'menaka', reason: 'the site is needed as a staging post' },
  refers: (data) => ({ bases: [data.base] }),
  judge({ state }, data) {
    const base = state.bases.get(data.base);
    return base && (refusedUnlessHeld(base) ?? refusedUnlessScheduled(base));
  },
  evolve(state, { base, reason }, entry) {
    writePlanStep(state, base, entry, { change: 'cancelled', reason });
  },
  sentence: {
    nameFr: 'Retrait annulé',
    en: (data) => say`Withdrawal from ${{ base: data.base }} cancelled: ${{ reason: data.reason }}`,
    fr: (data) => say`Retrait de la base ${{ base: data.base }} annulé : ${{ reason: data.reason }}`,
  },
};
