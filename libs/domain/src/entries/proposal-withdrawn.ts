import { IsOptional } from 'class-validator';
import { IsRevision, IsText } from '../validation/decorators.js';
import { say, where } from '../sentences/say.js';
import { noteOutcome } from '../state/proposal.js';
import { usualProcedure, type EntryDefinition } from './definition.js';

export class ProposalWithdrawnData {
  @IsRevision() proposal!: number;
  @IsOptional() @IsText() reason?: string;
}

export const ProposalWithdrawn: EntryDefinition<ProposalWithdrawnData> = {
  ...usualProcedure,
  command: 'withdraw-proposal',
  labels: { proposal: 'open', reason: 'reason' },
  summary: 'Whoever proposed orders takes the proposal back.',
  data: ProposalWithdrawnData,
  example: { proposal: 42, reason: 'seen and agreed with the force commander' },
  refers: (data) => ({ entry: data.proposal }),
  judge: ({ log }, { proposal }) => log.refusesOutcome(proposal, 'withdrawn'),
  evolve: (state, data, entry) => noteOutcome(state, data, 'withdrawn', entry),
  sentence: {
    nameFr: 'Proposition retirée',
    en: ({ proposal, reason }) =>
      say`Proposal ${{ entry: proposal }} withdrawn${where(reason, (given) => say`: ${{ reason: given }}`)}`,
    fr: ({ proposal, reason }) =>
      say`Proposition ${{ entry: proposal }} retirée par son auteur${where(reason, (given) => say` : ${{ reason: given }}`)}`,
  },
};
