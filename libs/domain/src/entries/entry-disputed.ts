import { IsName, IsRevision, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { factOf } from '../state/fact.js';

export class EntryDisputedData {
  @IsRevision() entry!: number;
  @IsName() by!: string;
  @IsText() statement!: string;
}

export const EntryDisputed: EntryDefinition<EntryDisputedData> = {
  ...usualReport,
  command: 'dispute-entry',
  kind: 'report',
  relation: 'disputes',
  changes: [],
  labels: { entry: 'open', by: 'source', statement: 'source' },
  summary: 'Somebody says otherwise: both sides stay, without a forced winner.',
  data: EntryDisputedData,
  example: { entry: 41, by: 'Malian army', statement: 'the camp was not handed back as the calendar stipulated' },
  refers: (data) => ({ entry: data.entry, claim: 'none' }),
  evolve(state, { entry: of, by, statement }, entry) {
    state.disputes.set(of, [...(state.disputes.get(of) ?? []), factOf(entry, { by, statement })]);
  },
  sentence: {
    nameFr: 'Écriture contestée',
    en: (data) => say`Entry ${{ entry: data.entry }} disputed by ${{ name: data.by }}: ${{ text: data.statement }}`,
    fr: (data) =>
      say`Écriture ${{ entry: data.entry }} contestée par ${{ name: data.by }} : ${{ text: data.statement }}`,
  },
};
