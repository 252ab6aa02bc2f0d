import { IsSlug } from '../validators.js';
import { flow, move } from '../books.js';
import { boundsOf } from '../count.js';
import { nodeOf } from '../components.js';
import { define } from '../definition.js';
import { causeOf, linesInWords, RequiredLines, type Line } from './parts.js';

export class PersonnelArrivedData {
  @IsSlug() base!: string;
  @RequiredLines() lines!: Line[];
}

export const PersonnelArrived = define<PersonnelArrivedData>({
  command: 'report-arrival',
  kind: 'report',
  summary: 'People came to the mission: strength can rise.',
  data: PersonnelArrivedData,
  example: { base: 'gao', lines: [{ component: 'civilian', count: 12 }] },
  refers: (data) => ({ bases: [data.base] }),
  evolve(state, { base, lines }, entry) {
    move(state.books, causeOf(entry), 'establishment', `base/${base}`, lines);
    for (const { component, contingent, count } of lines) {
      flow(state.books.measures.arrived, nodeOf(component, contingent), boundsOf(count), 1);
    }
  },
  sentence: (data) => `${linesInWords(data.lines)} arrived at ${data.base}`,
});
