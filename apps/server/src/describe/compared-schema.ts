import { listOf, objectOf, text, time } from './openapi-parts.js';

const revision = { type: 'integer', minimum: 0 };
const day = { type: 'string', format: 'date' };
const dayOrNever = { ...day, type: ['string', 'null'] };

const whole = objectOf({ feasibleBy: dayOrNever, noEarlierThan: dayOrNever, criticalPath: listOf(text) });
const figures = objectOf({
  planned: { description: 'A date as it was planned: a day, or a period.' },
  liquidation: { type: 'boolean' },
  earliest: dayOrNever,
  latest: dayOrNever,
  slackDays: { type: ['integer', 'null'] },
});
const movedBy = {
  ...listOf(
    objectOf({
      revision,
      type: text,
      actor: { type: 'object' },
      occurredAt: text,
      recordedAt: time,
      reason: text,
      sentence: text,
    }),
  ),
  description: 'The entries that moved it, those too that lifted, reopened, corrected or retracted something.',
};
const shiftDays = { type: 'integer', description: 'Calendar days by which it is later now.' };

/** What `compareTo` of a schedule answers, for the OpenAPI document. */
export const comparedSchema = {
  type: 'object',
  description: 'How a plan moved since another one that was in force.',
  properties: {
    mission: text,
    revision,
    validAt: { type: ['string', 'null'] },
    knownAt: { type: ['string', 'null'] },
    recordedAt: text,
    comparedTo: objectOf({ revision, baseline: text, approvedBy: text }),
    before: whole,
    now: whole,
    deadline: objectOf({ before: day, now: day, shiftDays, movedBy }),
    items: listOf(objectOf({ id: text, before: figures, now: figures, shiftDays, movedBy })),
    plan: listOf(objectOf({ id: text, what: text, change: { enum: ['added', 'changed', 'removed'] }, movedBy })),
  },
  required: ['mission', 'revision', 'comparedTo', 'before', 'now', 'items', 'plan'],
};
