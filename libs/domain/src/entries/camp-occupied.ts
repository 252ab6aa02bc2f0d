import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { IsSlug } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editBase } from '../state/copy-on-write.js';
import { factOf } from '../state/fact.js';
import { partiesInFrench, PartyData } from './shared/fields.js';

export class CampOccupiedData {
  @IsSlug() base!: string;
  @ValidateNested() @Type(() => PartyData) by!: PartyData;
}

export const CampOccupied: EntryDefinition<CampOccupiedData> = {
  ...usualReport,
  command: 'report-camp-occupied',
  kind: 'report',
  changes: [],
  labels: { base: 'open', by: 'open' },
  summary: 'Somebody else is in a camp now, whatever the papers say.',
  data: CampOccupiedData,
  example: { base: 'ber', by: { name: 'Malian army', kind: 'military' } },
  refers: (data) => ({
    bases: [data.base],
    claim: { kind: 'remark', subject: { base: data.base }, detail: data.by.name },
  }),
  evolve(state, data, entry) {
    editBase(state, data.base)?.occupations.push(factOf(entry, { by: data.by }));
  },
  sentence: {
    nameFr: 'Camp occupé',
    en: (data) => say`${{ base: data.base }} occupied by ${{ name: data.by.name }} (${{ term: data.by.kind }})`,
    fr: (data) =>
      say`Camp de la base ${{ base: data.base }} occupé par ${{ name: data.by.name }} (${{ term: partiesInFrench[data.by.kind] }})`,
  },
};
