import { Type } from 'class-transformer';
import { IsObject, IsOptional, ValidateNested } from 'class-validator';
import { IsOccurrenceText, IsRevision, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';

/** What an entry should have said. The data is whole, not a patch; it is checked against the entry's own type. */
export class ReplacementData {
  @IsOptional() @IsObject() data?: object;
  @IsOptional() @IsOccurrenceText() occurredAt?: string;
}

export class EntryCorrectedData {
  @IsRevision() entry!: number;
  @ValidateNested() @Type(() => ReplacementData) replacement!: ReplacementData;
  @IsText() reason!: string;
}

export const EntryCorrected: EntryDefinition<EntryCorrectedData> = {
  ...usualOrder,
  command: 'correct-entry',
  taken: 'always',
  actsOn: 'named-entry',
  relation: 'corrects',
  changes: [],
  labels: { entry: 'open', replacement: 'reason', reason: 'reason' },
  summary: 'An earlier entry is shown with other data or another time; history shows both.',
  data: EntryCorrectedData,
  example: { entry: 41, replacement: { occurredAt: '2023-08-13' }, reason: 'the first report gave the day before' },
  refers: (data) => ({ entry: data.entry }),
  judge: ({ log }, data) => log.refusesCorrection(data),
  evolve() {
    // It acts on the entry that it names, before the fold.
  },
  sentence: {
    nameFr: 'Écriture corrigée',
    en: (data) => say`Entry ${{ entry: data.entry }} corrected: ${{ reason: data.reason }}`,
    fr: (data) => say`Écriture ${{ entry: data.entry }} corrigée : ${{ reason: data.reason }}`,
  },
};
