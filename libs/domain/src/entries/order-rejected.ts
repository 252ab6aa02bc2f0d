import { IsRevision, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { noteOutcome } from '../state/proposal.js';
import { usualProcedure, type EntryDefinition } from './definition.js';

export class OrderRejectedData {
  @IsRevision() proposal!: number;
  @IsText() reason!: string;
}

export const OrderRejected: EntryDefinition<OrderRejectedData> = {
  ...usualProcedure,
  command: 'reject-proposal',
  labels: { proposal: 'open', reason: 'reason' },
  summary: 'Somebody else rejects proposed orders: they take no effect.',
  data: OrderRejectedData,
  example: { proposal: 42, reason: 'seen and agreed with the force commander' },
  refers: (data) => ({ entry: data.proposal }),
  judge: ({ log }, { proposal }) => log.refusesOutcome(proposal, 'rejected'),
  evolve: (state, data, entry) => noteOutcome(state, data, 'rejected', entry),
  sentence: {
    nameFr: 'Ordres rejetés',
    en: ({ proposal, reason }) => say`Proposal ${{ entry: proposal }} rejected: ${{ reason }}`,
    fr: ({ proposal, reason }) => say`Proposition ${{ entry: proposal }} rejetée : ${{ reason }}`,
  },
};
