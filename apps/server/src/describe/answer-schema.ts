const parts = { $ref: '#/components/schemas/Parts' };

/** What a command answers, for the OpenAPI document. */
export const answerSchema = {
  type: 'object',
  properties: {
    mission: { type: 'string' },
    revision: { type: 'integer' },
    entries: { type: 'array', items: { type: 'object' } },
    discrepancies: { type: 'array', items: { type: 'object' } },
    checkpoint: { type: 'string', description: 'The receipt: a signed checkpoint of the log that covers the entries.' },
    warnings: {
      description:
        'In a dry run: reports that may be told already, by another source or in the very same words by the same one, or that contradict another.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          rule: { type: 'string' },
          entries: { type: 'array', items: { type: 'integer' } },
          text: { type: 'string' },
          parts,
          pointer: { type: 'string' },
        },
        required: ['rule', 'entries', 'text', 'parts'],
      },
    },
    applied: { enum: ['batch', 'proposal'], description: 'Of a scenario that was applied: how.' },
    proposal: { type: 'integer', description: 'The revision by which what was proposed is approved.' },
    sentence: { type: 'string', description: 'In a dry run: what history would say, a line for each entry.' },
    parts,
    changes: {
      description: 'In a dry run: the figures of the summary and of the bases that would change, before and after.',
      type: 'array',
      items: {
        type: 'object',
        properties: { view: { type: 'string' }, pointer: { type: 'string' }, from: {}, to: {} },
        required: ['view', 'pointer'],
      },
    },
  },
  required: ['mission', 'revision', 'entries', 'discrepancies'],
};
