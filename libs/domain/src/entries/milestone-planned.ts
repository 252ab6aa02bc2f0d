import { IsOptional } from 'class-validator';
import { IsHeading, IsPlannedDate, IsSlug, IsText } from '../validation/decorators.js';
import { factOf } from '../state/fact.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import type { PlannedDate } from '../values/planned-date.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { writeMilestone } from './shared/milestones.js';

export class MilestonePlannedData {
  @IsSlug() base!: string;
  @IsHeading() milestone!: string;
  @IsPlannedDate() on!: PlannedDate;
  @IsOptional() @IsText() reason?: string;
}

export const MilestonePlanned: EntryDefinition<MilestonePlannedData> = {
  ...usualOrder,
  command: 'plan-milestone',
  changes: [],
  labels: { base: 'movement', milestone: 'movement', on: 'movement', reason: 'reason' },
  summary:
    'A step of closing a base (inspection, environmental certificate, last convoy, handover) is due on a date. A later one replaces the earlier of the same base and step.',
  data: MilestonePlannedData,
  example: { base: 'ber', milestone: 'inspection', on: '2023-08-10' },
  refers: (data) => ({ bases: [data.base] }),
  evolve(state, { base, milestone, on, reason }, entry) {
    writeMilestone(state, entry, { base, milestone, planned: factOf(entry, { on, reason }) });
  },
  sentence: {
    nameFr: 'Étape prévue',
    en: ({ base, milestone, on, reason }) =>
      say`${{ base }}: ${{ text: milestone }} planned for ${{ planned: on }}${because.en(reason)}`,
    fr: ({ base, milestone, on, reason }) =>
      say`Base ${{ base }} : ${{ text: milestone }}, prévu ${{ planned: on }}${because.fr(reason)}`,
  },
};
