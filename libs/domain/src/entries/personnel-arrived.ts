import { IsSlug } from '../validation/decorators.js';
import { enter } from '../ledger/movements.js';
import { define } from './definition.js';
import { linesInWords, RequiredLines, type PeopleLine } from './shared/people-lines.js';
import { causeOf } from '../state/fact.js';

export class PersonnelArrivedData {
  @IsSlug() base!: string;
  @RequiredLines() lines!: PeopleLine[];
}

export const PersonnelArrived = define<PersonnelArrivedData>({
  command: 'report-arrival',
  kind: 'report',
  summary: 'People came to the mission: strength can rise.',
  data: PersonnelArrivedData,
  example: { base: 'gao', lines: [{ component: 'civilian', count: 12 }] },
  refers: (data) => ({
    bases: [data.base],
    claim: { kind: 'movement', subject: { base: data.base }, people: data.lines },
  }),
  evolve(state, { base, lines }, entry) {
    enter(state.books, causeOf(entry), 'arrived', `base/${base}`, lines);
  },
  sentence: (data) => `${linesInWords(data.lines)} arrived at ${data.base}`,
});
