import { json, needed, objectOf, operation, parameter } from '../describe/openapi-parts.js';

const parameters = [parameter('path', 'subject', 'The id that stands in entries as their actor.')];
const done = { '204': { description: 'Done.' } };
const named = objectOf({ name: { type: 'string', minLength: 1, maxLength: 200 } }, ['name']);

/** The directory of names, as OpenAPI has it. */
export const peoplePaths: Record<string, object> = {
  '/v1/people/{subject}': {
    get: operation(
      ['operation', 'read-person', 'The name of a subject, or [erased]; without one if nobody said it.'],
      { parameters },
      { '200': { description: 'The name.', content: json() } },
    ),
    put: operation(
      ['operation', 'name-person', 'Names a subject, outside the log.'],
      { parameters, ...needed(json(named)) },
      done,
    ),
    delete: operation(
      ['operation', 'erase-person', 'Erases the name of a subject; log and proofs stay as they are.'],
      { parameters },
      done,
    ),
  },
};
