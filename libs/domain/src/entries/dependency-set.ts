import { IsIn, IsOptional } from 'class-validator';
import { IsLag, IsSlug, IsText } from '../validation/decorators.js';
import { dependencyKinds } from '../state/planning.js';
import { arcsIn, cycleThrough } from '../state/precedence.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import type { Parts } from '../sentences/part.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { writePlanItem } from './shared/plan-items.js';

export class DependencySetData {
  @IsSlug() before!: string;
  @IsSlug() after!: string;
  @IsIn(dependencyKinds) kind!: (typeof dependencyKinds)[number];
  @IsOptional() @IsLag() lagDays?: number;
  @IsOptional() @IsText() reason?: string;
}

const kindsInFrench: Readonly<Record<DependencySetData['kind'], string>> = {
  'finish-to-start': 'fin à début',
  'start-to-start': 'début à début',
  'finish-to-finish': 'fin à fin',
};

/** Which base waits for which. */
export const waitInWords = {
  en: ({
    before,
    after,
    kind,
  }: Pick<DependencySetData, 'before' | 'after'> & { kind?: DependencySetData['kind'] }): Parts =>
    say`${{ base: after }} after ${{ base: before }}${kind === undefined ? [] : say` (${{ term: kind }})`}`,
  fr: ({
    before,
    after,
    kind,
  }: Pick<DependencySetData, 'before' | 'after'> & { kind?: DependencySetData['kind'] }): Parts =>
    say`la base ${{ base: after }} après la base ${{ base: before }}${kind === undefined ? [] : say` (${{ term: kindsInFrench[kind] }})`}`,
};

export const DependencySet: EntryDefinition<DependencySetData> = {
  ...usualOrder,
  command: 'set-dependency',
  changes: [],
  labels: { before: 'movement', after: 'movement', kind: 'movement', lagDays: 'movement', reason: 'reason' },
  summary:
    'A base waits for another one beyond hubs: its first convoy for the last of the other to arrive, its first for the first, or its last for the last. A later one replaces the earlier of the same bases and kind.',
  data: DependencySetData,
  example: { before: 'kidal', after: 'gao', kind: 'finish-to-start', lagDays: 2, reason: 'the engineers leave last' },
  refers: (data) => ({ bases: [data.before, data.after] }),
  judge({ state }, { before, after }) {
    if (before === after) return refuse('dependency-needs-two-bases', { before, after });
    const cycle = cycleThrough(arcsIn(state), { before, after });
    return cycle && refuse('cycle-in-plan', { cycle });
  },
  evolve(state, { lagDays = 0, ...data }, entry) {
    const { before, after, kind } = data;
    writePlanItem(state, entry, `${before}/${after}/${kind}`, { what: 'dependency', ...data, lagDays });
  },
  sentence: {
    nameFr: 'Dépendance fixée',
    en: ({ lagDays = 0, reason, ...data }) =>
      say`Dependency: ${waitInWords.en(data)}, ${{ number: lagDays }} days between${because.en(reason)}`,
    fr: ({ lagDays = 0, reason, ...data }) =>
      say`Dépendance : ${waitInWords.fr(data)}, jours d’écart : ${{ number: lagDays }}${because.fr(reason)}`,
  },
};
