import { ArrayMaxSize, IsArray } from 'class-validator';
import { IsName, IsText } from '../validation/decorators.js';
import { joined, say } from '../sentences/say.js';
import type { Parts } from '../sentences/part.js';
import { usualProcedure, type EntryDefinition } from './definition.js';

export class FourEyesSetData {
  @IsArray() @ArrayMaxSize(100) @IsName({ each: true }) orders!: string[];
  @IsText() reason!: string;
}

const listed = (orders: readonly string[]): Parts => joined(orders.map((code) => [{ code }]));

export const FourEyesSet: EntryDefinition<FourEyesSetData> = {
  ...usualProcedure,
  command: 'set-four-eyes',
  labels: { orders: 'reason', reason: 'reason' },
  summary:
    'Says which orders two must give: one proposes, another approves. An empty list asks it of none. While there are any, changing this needs two as well.',
  data: FourEyesSetData,
  example: {
    orders: ['move-deadline', 'close-mission', 'retract-entry', 'correct-entry'],
    reason: 'one slip must not end the mission',
  },
  refers: () => ({ mission: true }),
  judge: ({ log }, data) => log.refusesOrders(data),
  evolve(state, { orders }, { entry: { revision } }) {
    if (state.fourEyes && state.fourEyes.revision > revision) return;
    state.fourEyes = { revision, orders };
  },
  sentence: {
    nameFr: 'Quatre yeux réglés',
    en: ({ orders, reason }) =>
      orders.length === 0
        ? say`No order needs two: ${{ reason }}`
        : say`Orders that need two: ${listed(orders)}: ${{ reason }}`,
    fr: ({ orders, reason }) =>
      orders.length === 0
        ? say`Aucun ordre ne demande deux personnes : ${{ reason }}`
        : say`Ordres qui demandent deux personnes : ${listed(orders)} : ${{ reason }}`,
  },
};
