import { problemCodes } from '../http/problems.js';

const parts = { $ref: '#/components/schemas/Parts' };

/** What every error answers, for the OpenAPI document. */
export const problemSchema = {
  type: 'object',
  properties: {
    type: { type: 'string', enum: problemCodes.map((code) => `/problems/${code}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    parts,
    instance: { type: 'string', description: 'What was asked.' },
    requestId: { type: 'string', description: 'By which the log of the server names the request.' },
    pointer: { type: 'string', description: 'Where it stands in the body; in a batch it begins with the line.' },
    parameter: { type: 'string', description: 'The parameter that cannot be used.' },
    what: { type: 'string', description: 'What kind of thing is unknown.' },
    id: { type: 'string', description: 'By which it was named.' },
    known: { type: 'array', items: { type: 'string' }, description: 'What there is instead.' },
    nearest: { type: 'array', items: { type: 'string' }, description: 'Pointers that lead to figures.' },
    figures: { type: 'object', description: 'What broke the rule.' },
    revision: { type: 'integer', description: 'The newest, or the one that a key recorded.' },
    size: { type: 'integer', description: 'Of how many entries a checkpoint does not hold.' },
    entries: { type: 'array', items: { type: 'object' }, description: 'What was recorded in between.' },
    again: { type: 'object', description: 'A scenario, decided again on top of what was recorded since.' },
    kind: { type: 'string', description: 'The kind of a table that was not recorded.' },
    counts: { type: 'object', description: 'How many of its rows are refused, and how many are not.' },
    remarks: { type: 'array', items: { type: 'object' }, description: 'What is said of it as a whole.' },
    rows: { type: 'array', items: { type: 'object' }, description: 'What became of each of its rows.' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' }, parts } },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'parts'],
};
