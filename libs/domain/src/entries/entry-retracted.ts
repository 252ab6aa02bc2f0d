import { IsRevision, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';

export class EntryRetractedData {
  @IsRevision() entry!: number;
  @IsText() reason!: string;
}

export const EntryRetracted: EntryDefinition<EntryRetractedData> = {
  ...usualOrder,
  command: 'retract-entry',
  taken: 'always',
  actsOn: 'named-entry',
  relation: 'retracts',
  changes: [],
  labels: { entry: 'open', reason: 'reason' },
  summary: 'An earlier entry counts as if it had not been; history shows both.',
  data: EntryRetractedData,
  example: { entry: 41, reason: 'reported for another convoy' },
  refers: (data) => ({ entry: data.entry }),
  judge: ({ log }, data) => log.refusesRetraction(data),
  evolve() {
    // It takes away the entry that it names, before the fold.
  },
  sentence: {
    nameFr: 'Écriture retirée',
    en: (data) => say`Entry ${{ entry: data.entry }} retracted: ${{ reason: data.reason }}`,
    fr: (data) => say`Écriture ${{ entry: data.entry }} retirée : ${{ reason: data.reason }}`,
  },
};
