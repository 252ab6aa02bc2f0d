import { IsSlug } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editBase } from '../state/copy-on-write.js';
import { factOf } from '../state/fact.js';

export class WithdrawalStartedData {
  @IsSlug() base!: string;
}

export const WithdrawalStarted: EntryDefinition<WithdrawalStartedData> = {
  ...usualReport,
  command: 'report-withdrawal-started',
  kind: 'report',
  changes: [],
  labels: { base: 'movement' },
  summary: 'The withdrawal from a base has begun; its first departing convoy implies it.',
  data: WithdrawalStartedData,
  example: { base: 'tessalit' },
  refers: (data) => ({ bases: [data.base], claim: { kind: 'remark', subject: { base: data.base } } }),
  evolve(state, data, entry) {
    const base = editBase(state, data.base);
    if (base) base.withdrawing ??= factOf(entry);
  },
  sentence: {
    nameFr: 'Retrait commencé',
    en: (data) => say`Withdrawal from ${{ base: data.base }} started`,
    fr: (data) => say`Retrait de la base ${{ base: data.base }} commencé`,
  },
};
