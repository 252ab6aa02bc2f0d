import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsText } from '../validation/decorators.js';
import { define } from './definition.js';
import { editPermit } from '../state/copy-on-write.js';
import { factOf } from '../state/fact.js';
import { because } from './shared/fields.js';

/** What an authority may answer. */
export const permitAnswers = ['granted', 'partly', 'refused'] as const;

export class PermitAnsweredData {
  @IsAnySlug() permit!: string;
  @IsIn(permitAnswers) answer!: (typeof permitAnswers)[number];
  @IsOptional() @IsText() reason?: string;
}

export const PermitAnswered = define<PermitAnsweredData>({
  command: 'report-permit-answered',
  kind: 'report',
  summary: 'The authority answered.',
  data: PermitAnsweredData,
  example: { permit: 'flights-kidal', answer: 'partly', reason: 'one plane and one helicopter' },
  refers: (data) => ({
    permit: data.permit,
    claim: { kind: 'answer', subject: { permit: data.permit }, answer: data.answer },
  }),
  evolve(state, { permit: id, answer, reason }, entry) {
    const permit = editPermit(state, id);
    if (permit) permit.answered = { ...factOf(entry), answer, reason };
  },
  sentence: (data) =>
    `Permit ${data.permit} ${data.answer === 'partly' ? 'partly granted' : data.answer}${because(data.reason)}`,
});
