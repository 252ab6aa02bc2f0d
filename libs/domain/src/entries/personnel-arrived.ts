import { IsSlug } from '../validation/decorators.js';
import { enter } from '../ledger/movements.js';
import { linesInWords } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { accountAt } from '../state/account-of-place.js';
import { RequiredLines, type PeopleLine } from './shared/people-lines.js';
import { causeOf } from '../state/fact.js';
import { keyOf } from '../values/kept.js';

export class PersonnelArrivedData {
  @IsSlug() base!: string;
  @RequiredLines() lines!: PeopleLine[];
}

export const PersonnelArrived: EntryDefinition<PersonnelArrivedData> = {
  ...usualReport,
  command: 'report-arrival',
  kind: 'report',
  changes: ['crossings'],
  labels: { base: 'open', lines: 'open' },
  deed: () => 'arrived in the mission',
  numbers: ({ base }, state) => [{ account: accountAt(state, base), said: 'told' }],
  summary: 'People came to the mission: strength can rise.',
  data: PersonnelArrivedData,
  example: { base: 'gao', lines: [{ component: 'civilian', count: 12 }] },
  refers: (data) => ({
    bases: [data.base],
    claim: { kind: 'movement', subject: { base: data.base }, people: data.lines },
  }),
  evolve(state, { base, lines }, entry) {
    enter(state.books, causeOf(entry), 'arrived', keyOf.base(base), lines);
  },
  sentence: {
    nameFr: 'Personnel arrivé',
    en: (data) => say`${linesInWords(data.lines)} arrived at ${{ base: data.base }}`,
    fr: (data) => say`Arrivée à la base ${{ base: data.base }} : ${linesInWords(data.lines)}`,
  },
};
