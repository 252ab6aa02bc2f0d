import { IsOptional } from 'class-validator';
import { IsRevision, IsText } from '../validation/decorators.js';
import { say, where } from '../sentences/say.js';
import { noteOutcome } from '../state/proposal.js';
import { usualProcedure, type EntryDefinition } from './definition.js';

export class OrderApprovedData {
  @IsRevision() proposal!: number;
  @IsOptional() @IsText() reason?: string;
}

export const OrderApproved: EntryDefinition<OrderApprovedData> = {
  ...usualProcedure,
  command: 'approve-proposal',
  labels: { proposal: 'open', reason: 'reason' },
  summary:
    'Somebody else approves proposed orders: they are decided on the newest state and recorded with the approval, all or none.',
  data: OrderApprovedData,
  example: { proposal: 42, reason: 'seen and agreed with the force commander' },
  refers: (data) => ({ entry: data.proposal }),
  judge: ({ log }, { proposal }) => log.refusesOutcome(proposal, 'approved'),
  evolve: (state, data, entry) => noteOutcome(state, data, 'approved', entry),
  sentence: {
    nameFr: 'Ordres approuvés',
    en: ({ proposal, reason }) =>
      say`Proposal ${{ entry: proposal }} approved${where(reason, (given) => say`: ${{ reason: given }}`)}`,
    fr: ({ proposal, reason }) =>
      say`Proposition ${{ entry: proposal }} approuvée${where(reason, (given) => say` : ${{ reason: given }}`)}`,
  },
};
