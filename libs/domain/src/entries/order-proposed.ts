import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional } from 'class-validator';
import { IsInstantText, IsRevision, IsText } from '../validation/decorators.js';
import { joined, say } from '../sentences/say.js';
import type { Parts } from '../sentences/part.js';
import type { ProposedCommand } from '../state/proposal.js';
import { usualProcedure, type EntryDefinition } from './definition.js';

export class OrderProposedData {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @IsObject({ each: true }) commands!: ProposedCommand[];
  @IsOptional() @IsRevision() basedOn?: number;
  @IsText() reason!: string;
  @IsInstantText() expiresAt!: string;
}

const named = (commands: readonly ProposedCommand[]): Parts =>
  joined(commands.map(({ command }) => [{ code: command }]));

export const OrderProposed: EntryDefinition<OrderProposedData> = {
  ...usualProcedure,
  command: 'propose-orders',
  labels: { commands: 'reason', basedOn: 'open', reason: 'reason', expiresAt: 'open' },
  summary:
    'Orders that take effect once somebody else approves them, all or none. They are decided again then, on the newest state.',
  data: OrderProposedData,
  example: {
    commands: [{ command: 'move-deadline', to: '2024-01-31', authority: 'Security Council', reason: 'no flights' }],
    basedOn: 41,
    reason: 'flights were not authorized for six weeks',
    expiresAt: '2030-01-01T00:00:00Z',
  },
  refers: () => ({}),
  judge: ({ log }, data) => log.refusesProposal(data),
  evolve(state, { commands, basedOn, reason, expiresAt }, { entry, at }) {
    const { revision, actor: by } = entry;
    state.proposals.set(revision, {
      revision,
      at,
      by,
      commands,
      basedOn: basedOn ?? revision - 1,
      reason,
      expiresAt,
    });
  },
  sentence: {
    nameFr: 'Ordres proposés',
    en: ({ commands, reason }) => say`Proposed: ${named(commands)}: ${{ reason }}`,
    fr: ({ commands, reason }) => say`Proposé : ${named(commands)} : ${{ reason }}`,
  },
};
