import { IsOptional } from 'class-validator';
import { IsRevision, IsText } from '../validation/decorators.js';
import { say, where } from '../sentences/say.js';
import { usualProcedure, type EntryDefinition } from './definition.js';

export class OrderCountersignedData {
  @IsRevision() entry!: number;
  @IsOptional() @IsText() reason?: string;
}

export const OrderCountersigned: EntryDefinition<OrderCountersignedData> = {
  ...usualProcedure,
  command: 'countersign',
  labels: { entry: 'open', reason: 'reason' },
  summary: 'Somebody else stands by an order that was given alone in an emergency.',
  data: OrderCountersignedData,
  example: { entry: 42, reason: 'I would have ordered the same' },
  refers: (data) => ({ entry: data.entry }),
  judge: ({ log }, { entry }) => log.refusesCountersigning(entry),
  evolve(state, { entry: signed }, { entry: { revision, actor: by } }) {
    const broken = state.brokenGlass.get(signed);
    if (broken && !broken.countersigned) state.brokenGlass.set(signed, { ...broken, countersigned: { by, revision } });
  },
  sentence: {
    nameFr: 'Ordre contresigné',
    en: ({ entry, reason }) =>
      say`Entry ${{ entry }}, ordered alone, countersigned${where(reason, (given) => say`: ${{ reason: given }}`)}`,
    fr: ({ entry, reason }) =>
      say`Écriture ${{ entry }}, ordonnée seul, contresignée${where(reason, (given) => say` : ${{ reason: given }}`)}`,
  },
};
