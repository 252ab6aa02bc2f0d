import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsText } from '../validation/decorators.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editPermit } from '../state/copy-on-write.js';
import { factOf } from '../state/fact.js';

/** What an authority may answer. */
export const permitAnswers = ['granted', 'partly', 'refused'] as const;

export class PermitAnsweredData {
  @IsAnySlug() permit!: string;
  @IsIn(permitAnswers) answer!: (typeof permitAnswers)[number];
  @IsOptional() @IsText() reason?: string;
}

/** The answers in French. */
export const answersInFrench: Readonly<Record<PermitAnsweredData['answer'], string>> = {
  granted: 'accordée',
  partly: 'accordée en partie',
  refused: 'refusée',
};

export const PermitAnswered: EntryDefinition<PermitAnsweredData> = {
  ...usualReport,
  command: 'report-permit-answered',
  kind: 'report',
  changes: [],
  labels: { permit: 'movement', answer: 'movement', reason: 'reason' },
  summary: 'The authority answered.',
  data: PermitAnsweredData,
  example: { permit: 'flights-kidal', answer: 'partly', reason: 'one plane and one helicopter' },
  refers: (data) => ({
    permit: data.permit,
    claim: { kind: 'answer', subject: { permit: data.permit }, answer: data.answer },
  }),
  evolve(state, { permit: id, answer, reason }, entry) {
    const permit = editPermit(state, id);
    if (permit) permit.answered = factOf(entry, { answer, reason });
  },
  sentence: {
    nameFr: 'Demande répondue',
    en: (data) =>
      say`Permit ${{ permit: data.permit }} ${{ term: data.answer === 'partly' ? 'partly granted' : data.answer }}${because.en(data.reason)}`,
    fr: (data) =>
      say`Autorisation ${{ permit: data.permit }} ${{ term: answersInFrench[data.answer] }}${because.fr(data.reason)}`,
  },
};
