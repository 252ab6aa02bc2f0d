import { IsIn, IsOptional } from 'class-validator';
import { IsSlug, IsText } from '../validation/decorators.js';
import type { MissionState } from '../state/mission.js';
import { dependencyKinds } from '../state/planning.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { waitInWords } from './dependency-set.js';

export class DependencyLiftedData {
  @IsSlug() before!: string;
  @IsSlug() after!: string;
  @IsOptional() @IsIn(dependencyKinds) kind?: (typeof dependencyKinds)[number];
  @IsOptional() @IsText() reason?: string;
}

/** The keys of the dependencies that are lifted: of all kinds if none is named. */
const keysOf = (state: MissionState, { before, after, kind }: DependencyLiftedData): string[] =>
  dependencyKinds
    .filter((one) => kind === undefined || one === kind)
    .map((one) => `dependency/${before}/${after}/${one}`)
    .filter((key) => state.planning.has(key));

export const DependencyLifted: EntryDefinition<DependencyLiftedData> = {
  ...usualOrder,
  command: 'lift-dependency',
  changes: [],
  labels: { before: 'movement', after: 'movement', kind: 'movement', reason: 'reason' },
  summary: 'A base no longer waits for another one: in one way, or in any.',
  data: DependencyLiftedData,
  example: { before: 'kidal', after: 'gao', kind: 'finish-to-start', reason: 'the engineers fly out' },
  refers: (data) => ({ bases: [data.before, data.after] }),
  judge: ({ state }, data) =>
    keysOf(state, data).length > 0
      ? undefined
      : refuse('dependency-not-set', { before: data.before, after: data.after, kind: data.kind ?? null }),
  evolve(state, data) {
    for (const key of keysOf(state, data)) state.planning.delete(key);
  },
  sentence: {
    nameFr: 'Dépendance levée',
    en: ({ reason, ...data }) => say`Dependency lifted: ${waitInWords.en(data)}${because.en(reason)}`,
    fr: ({ reason, ...data }) => say`Dépendance levée : ${waitInWords.fr(data)}${because.fr(reason)}`,
  },
};
