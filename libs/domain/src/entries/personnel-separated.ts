import { IsIn, IsOptional } from 'class-validator';
import { IsOrigin } from '../validation/decorators.js';
import { linesInWords } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { accountAt } from '../state/account-of-place.js';
import { moveOut, RequiredLines, type PeopleLine } from './shared/people-lines.js';

/** How people leave a mission without leaving the country. */
export const separations = ['separated', 'asylum', 'missing', 'detained'] as const;

export class PersonnelSeparatedData {
  @RequiredLines() lines!: PeopleLine[];
  @IsOptional() @IsOrigin() from?: string;
  @IsIn(separations) how!: (typeof separations)[number];
}

const french: Readonly<Record<PersonnelSeparatedData['how'], string>> = {
  separated: 'fin de service',
  asylum: 'asile',
  missing: 'disparition',
  detained: 'détention',
};

export const PersonnelSeparated: EntryDefinition<PersonnelSeparatedData> = {
  ...usualReport,
  command: 'report-separation',
  kind: 'report',
  changes: ['crossings'],
  labels: { lines: 'open', from: 'open', how: 'open' },
  deed: () => 'separated',
  numbers: ({ from }, state) => [{ account: accountAt(state, from), said: 'told' }],
  summary: 'People left the mission without leaving the country.',
  data: PersonnelSeparatedData,
  example: { lines: [{ component: 'civilian', count: 40 }], how: 'separated' },
  refers: (data) => ({
    places: [data.from?.startsWith('medical/') ? undefined : data.from],
    claim: { kind: 'movement', subject: { from: data.from }, people: data.lines },
  }),
  evolve(state, data, entry) {
    moveOut(state, entry, data.from, 'separated', data.lines);
  },
  sentence: {
    nameFr: 'Personnel séparé',
    en: (data) => say`${linesInWords(data.lines)} left the mission (${{ term: data.how }})`,
    fr: (data) => say`Départ de la mission (${{ term: french[data.how] }}) : ${linesInWords(data.lines)}`,
  },
};
