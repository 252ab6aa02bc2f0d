import { listOf, parts, recordOf, text, whole } from './openapi-parts.js';

/** What a command answers, for the OpenAPI document. */
export const answerSchema = recordOf(
  {
    mission: text,
    revision: whole,
    entries: listOf({ type: 'object' }),
    discrepancies: listOf({ type: 'object' }),
    checkpoint: { ...text, description: 'The receipt: a signed checkpoint of the log that covers the entries.' },
    warnings: {
      description:
        'In a dry run: reports that may be told already, by another source or in the very same words by the same one, or that contradict another.',
      ...listOf(
        recordOf({ rule: text, entries: listOf(whole), text, parts, pointer: text }, [
          'rule',
          'entries',
          'text',
          'parts',
        ]),
      ),
    },
    applied: { enum: ['batch', 'proposal'], description: 'Of a scenario that was applied: how.' },
    proposal: { ...whole, description: 'The revision by which what was proposed is approved.' },
    sentence: { ...text, description: 'In a dry run: what history would say, a line for each entry.' },
    parts,
    changes: {
      description: 'In a dry run: the figures of the summary and of the bases that would change, before and after.',
      ...listOf(recordOf({ view: text, pointer: text, from: {}, to: {} }, ['view', 'pointer'])),
    },
  },
  ['mission', 'revision', 'entries', 'discrepancies'],
);
