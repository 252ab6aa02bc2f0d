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
    errors: {
      type: 'array',
      items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' }, parts } },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'parts'],
};
