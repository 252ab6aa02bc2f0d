import { IsOptional } from 'class-validator';
import { IsHeading, IsSlug, IsText } from '../validation/decorators.js';
import { factOf } from '../state/fact.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { writeMilestone } from './shared/milestones.js';

export class MilestoneReportedData {
  @IsSlug() base!: string;
  @IsHeading() milestone!: string;
  @IsOptional() @IsText() document?: string;
}

export const MilestoneReported: EntryDefinition<MilestoneReportedData> = {
  ...usualReport,
  command: 'report-milestone',
  kind: 'report',
  changes: [],
  labels: { base: 'movement', milestone: 'movement', document: 'source' },
  summary: 'A step of closing a base was reached, with the document that shows it.',
  data: MilestoneReportedData,
  example: { base: 'ber', milestone: 'inspection', document: 'joint inspection report of 10 August' },
  refers: (data) => ({
    bases: [data.base],
    claim: { kind: 'remark', subject: { base: data.base }, detail: data.milestone },
  }),
  evolve(state, { base, milestone, document }, entry) {
    writeMilestone(state, entry, { base, milestone, reported: factOf(entry, { document }) });
  },
  sentence: {
    nameFr: 'Étape franchie',
    en: ({ base, milestone, document }) =>
      say`${{ base }}: ${{ text: milestone }} reached${where(document, (text) => say` (${{ text }})`)}`,
    fr: ({ base, milestone, document }) =>
      say`Base ${{ base }} : ${{ text: milestone }}, fait${where(document, (text) => say` (${{ text }})`)}`,
  },
};
