import { IsIn, IsOptional } from 'class-validator';
import { IsName, IsOrigin } from '../validation/decorators.js';
import { linesInWords } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { accountAt } from '../state/account-of-place.js';
import { moveOut, RequiredLines, type PeopleLine } from './shared/people-lines.js';
import { tellGone } from './shared/convoy-arrivals.js';
import { modes } from './shared/fields.js';

export class PersonnelRepatriatedData {
  @RequiredLines() lines!: PeopleLine[];
  @IsOptional() @IsOrigin() from?: string;
  @IsOptional() @IsIn(modes) mode?: (typeof modes)[number];
  @IsOptional() @IsName() to?: string;
}

export const PersonnelRepatriated: EntryDefinition<PersonnelRepatriatedData> = {
  ...usualReport,
  command: 'report-repatriation',
  kind: 'report',
  changes: ['crossings'],
  labels: { lines: 'open', from: 'open', mode: 'movement', to: 'movement' },
  deed: () => 'repatriated',
  numbers: ({ from }, state) => [{ account: accountAt(state, from), said: 'told' }],
  summary: 'People left the country for good; without a place out of those whose place is unknown.',
  data: PersonnelRepatriatedData,
  example: { lines: [{ component: 'uniformed/troops', contingent: 'SEN', count: 116 }], mode: 'air', to: 'Dakar' },
  refers: (data) => ({
    places: [data.from?.startsWith('medical/') ? undefined : data.from],
    claim: { kind: 'movement', subject: { from: data.from, to: data.to }, people: data.lines },
  }),
  evolve(state, data, entry) {
    if (accountAt(state, data.from) === 'departed') tellGone(state, data.from ?? '', data.lines, entry);
    moveOut(state, entry, data.from, 'departed', data.lines);
  },
  sentence: {
    nameFr: 'Personnel rapatrié',
    en: (data) =>
      say`${linesInWords(data.lines)} repatriated${where(data.from, (place) => say` from ${{ place }}`)}${where(data.to, (place) => say` to ${{ place }}`)}`,
    fr: (data) =>
      say`Rapatriement${where(data.from, (place) => say` depuis ${{ place }}`)}${where(data.to, (place) => say` vers ${{ place }}`)} : ${linesInWords(data.lines)}`,
  },
};
