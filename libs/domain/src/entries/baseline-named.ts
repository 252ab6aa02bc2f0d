import { IsOptional } from 'class-validator';
import { IsName, IsRevision, IsText } from '../validation/decorators.js';
import { because } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { comparable } from '../values/comparable.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { writePlanItem } from './shared/plan-items.js';

export class BaselineNamedData {
  @IsName() name!: string;
  @IsRevision() revision!: number;
  @IsOptional() @IsName() approvedBy?: string;
  @IsOptional() @IsText() reason?: string;
}

export const BaselineNamed: EntryDefinition<BaselineNamedData> = {
  ...usualOrder,
  command: 'name-baseline',
  taken: 'always',
  changes: [],
  labels: { name: 'movement', revision: 'movement', approvedBy: 'reason', reason: 'reason' },
  summary:
    'The plan that was in force at a revision goes by a name, with who approved it: plans are compared with it. A later one replaces the earlier of the same name.',
  data: BaselineNamedData,
  example: { name: 'approved plan', revision: 41, approvedBy: 'Head of Mission' },
  refers: (data) => ({ entry: data.revision }),
  evolve(state, { name, revision, approvedBy, reason }, entry) {
    writePlanItem(state, entry, comparable(name), { what: 'baseline', name, of: revision, approvedBy, reason });
  },
  sentence: {
    nameFr: 'Plan de référence nommé',
    en: ({ name, revision, approvedBy, reason }) =>
      say`Baseline ${{ name }}: the plan at ${{ entry: revision }}${where(approvedBy, (by) => say`, approved by ${{ name: by }}`)}${because.en(reason)}`,
    fr: ({ name, revision, approvedBy, reason }) =>
      say`Plan de référence ${{ name }} : le plan à l’écriture ${{ entry: revision }}${where(approvedBy, (by) => say`, approuvé par ${{ name: by }}`)}${because.fr(reason)}`,
  },
};
