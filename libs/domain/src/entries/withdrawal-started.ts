import { IsSlug } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { define } from './definition.js';
import { editBase } from '../state/copy-on-write.js';
import { factOf } from '../state/fact.js';

export class WithdrawalStartedData {
  @IsSlug() base!: string;
}

export const WithdrawalStarted = define<WithdrawalStartedData>({
  command: 'report-withdrawal-started',
  kind: 'report',
  schema: 1,
  upcast: {},
  taken: 'always',
  standsAt: 'moment',
  actsOn: 'own-place',
  relation: 'none',
  changes: [],
  labels: { base: 'movement' },
  numbers: () => [],
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
});
