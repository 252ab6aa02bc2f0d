import { IsIn, IsOptional } from 'class-validator';
import { IsSlug, IsText, IsWholeDays } from '../validation/decorators.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { permitKinds, permitsInFrench } from './permit-requested.js';
import { writePlanItem } from './shared/plan-items.js';

export class PermitNeededData {
  @IsSlug() for!: string;
  @IsIn(permitKinds) kind!: (typeof permitKinds)[number];
  @IsWholeDays() leadDays!: number;
  @IsOptional() @IsText() reason?: string;
}

export const PermitNeeded: EntryDefinition<PermitNeededData> = {
  ...usualOrder,
  command: 'need-permit',
  changes: [],
  labels: { for: 'movement', kind: 'movement', leadDays: 'movement', reason: 'reason' },
  summary:
    'A base or convoy does not leave without a permit, which must be answered so many days before. A later one replaces the earlier for the same and of the same kind.',
  data: PermitNeededData,
  example: { for: 'kidal', kind: 'movement', leadDays: 5 },
  refers: (data) => ({ places: [data.for] }),
  evolve(state, data, entry) {
    writePlanItem(state, entry, `${data.for}/${data.kind}`, { what: 'permit-need', ...data });
  },
  sentence: {
    nameFr: 'Autorisation nécessaire',
    en: ({ for: place, kind, leadDays, reason }) =>
      say`Permit (${{ term: kind }}) needed for ${{ place }}, ${{ number: leadDays }} days before departure${because.en(reason)}`,
    fr: ({ for: place, kind, leadDays, reason }) =>
      say`Autorisation (${{ term: permitsInFrench[kind] }}) nécessaire pour ${{ place }}, jours avant le départ : ${{ number: leadDays }}${because.fr(reason)}`,
  },
};
