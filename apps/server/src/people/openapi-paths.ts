import { parameter, problem } from '../describe/openapi-parts.js';

const subject = parameter('path', 'subject', 'The id that stands in entries as their actor.');
const done = { description: 'Done.' };
const person = (operationId: string, summary: string, more: object): object => ({
  operationId,
  tags: ['operation'],
  summary,
  parameters: [subject],
  ...more,
});

/** The directory of names, as OpenAPI has it. */
export const peoplePaths: Record<string, object> = {
  '/v1/people/{subject}': {
    get: person('read-person', 'The name of a subject, or [erased]; without one if nobody said it.', {
      responses: {
        '200': { description: 'The name.', content: { 'application/json': { schema: { type: 'object' } } } },
        default: problem,
      },
    }),
    put: person('name-person', 'Names a subject, outside the log.', {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { name: { type: 'string', minLength: 1, maxLength: 200 } },
              required: ['name'],
              additionalProperties: false,
            },
          },
        },
      },
      responses: { '204': done, default: problem },
    }),
    delete: person('erase-person', 'Erases the name of a subject; log and proofs stay as they are.', {
      responses: { '204': done, default: problem },
    }),
  },
};
