import { IsMedicalPlace, IsSlug } from '../validation/decorators.js';
import { linesInWords } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { accountAt } from '../state/account-of-place.js';
import { moveOut, RequiredLines, type PeopleLine } from './shared/people-lines.js';

export class PersonnelReturnedData {
  @IsMedicalPlace() from!: string;
  @IsSlug() base!: string;
  @RequiredLines() lines!: PeopleLine[];
}

export const PersonnelReturned: EntryDefinition<PersonnelReturnedData> = {
  ...usualReport,
  command: 'report-returned',
  kind: 'report',
  changes: ['transfers'],
  labels: { from: 'open', base: 'open', lines: 'open' },
  deed: () => 'returned to duty',
  numbers: ({ base }, state) => [{ account: accountAt(state, base), said: 'told' }],
  summary: 'People came back to duty from a medical place.',
  data: PersonnelReturnedData,
  example: { from: 'medical/timbuktu', base: 'timbuktu', lines: [{ component: 'uniformed', count: 3 }] },
  refers: (data) => ({
    bases: [data.base],
    claim: { kind: 'movement', subject: { base: data.base, from: data.from }, people: data.lines },
  }),
  evolve(state, data, entry) {
    moveOut(state, entry, data.from, `base/${data.base}`, data.lines);
  },
  sentence: {
    nameFr: 'Personnel revenu',
    en: (data) =>
      say`${linesInWords(data.lines)} returned to duty at ${{ base: data.base }} from ${{ place: data.from }}`,
    fr: (data) =>
      say`Reprise du service à la base ${{ base: data.base }} depuis ${{ place: data.from }} : ${linesInWords(data.lines)}`,
  },
};
