import { IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';

export class DiscrepancySettledData {
  @IsText() discrepancy!: string;
  @IsText() reason!: string;
}

export const DiscrepancySettled: EntryDefinition<DiscrepancySettledData> = {
  ...usualOrder,
  command: 'settle-discrepancy',
  taken: 'always',
  relation: 'settles',
  changes: [],
  labels: { discrepancy: 'reason', reason: 'reason' },
  summary:
    'Someone decided that a discrepancy needs no further entry; it opens again when the figures behind it change.',
  data: DiscrepancySettledData,
  example: {
    discrepancy: 'attacked-when-not-under-way:ber-timbuktu-1:41',
    reason: 'the convoy left before the report of its departure',
  },
  refers: () => ({}),
  judge({ openDiscrepancies }, { discrepancy }) {
    if (discrepancy.startsWith('break-glass-not-countersigned:'))
      return refuse('needs-countersignature', { discrepancy });
    const open = openDiscrepancies();
    if (open.includes(discrepancy)) return undefined;
    return refuse('discrepancy-not-open', { discrepancy, open: open.slice(0, 20) });
  },
  evolve(state, { discrepancy, reason }, entry) {
    const settlement = { revision: entry.entry.revision, reason, figures: entry.settledOn };
    state.settled.set(discrepancy, [...(state.settled.get(discrepancy) ?? []), settlement]);
  },
  sentence: {
    nameFr: 'Contradiction réglée',
    en: (data) => say`Discrepancy ${{ discrepancy: data.discrepancy }} settled: ${{ reason: data.reason }}`,
    fr: (data) => say`Contradiction ${{ discrepancy: data.discrepancy }} réglée : ${{ reason: data.reason }}`,
  },
};
