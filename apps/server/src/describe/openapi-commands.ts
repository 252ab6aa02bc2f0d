import { definitionOf, typeOfCommand } from '#libs/domain';
import { allowing } from '../commands/needed.js';
import { bodySchema, type dataSchemas } from './schemas.js';
import { withHeaders } from './openapi-headers.js';
import { json, mission, needed, operation, parameter } from './openapi-parts.js';

const content = json({ $ref: '#/components/schemas/Answer' });

/** What commands are answered by, as OpenAPI has it. */
export const recorded = {
  '200': {
    description: 'Recorded before under this key, or what would be recorded (with dryRun).',
    ...withHeaders('Content-Language', 'ETag', 'Idempotency-Replayed'),
    content,
  },
  '201': { description: 'Recorded.', ...withHeaders('Content-Language', 'ETag', 'Location'), content },
};

/** What comes with a command besides its body. */
export const commandHeaders = [
  parameter(
    'header',
    'Idempotency-Key',
    '16 to 255 printable characters: the same key, command and body returns the first answer, for ever.',
  ),
  parameter(
    'header',
    'If-Match',
    'A revision in quotation marks: refused with 412 when the base, convoy or mission has changed since.',
  ),
  parameter('header', 'X-Actor', 'Who acts.'),
  parameter('query', 'dryRun', 'Decide and answer, record nothing.', { type: 'boolean' }),
];

/** A body that can be sent as it is: the definition's example, with a time if one is needed. */
export function exampleOf(command: string): object {
  const type = typeOfCommand(command);
  const definition = type && definitionOf(type);
  return { ...definition?.example, ...(definition?.kind === 'report' && { occurredAt: '2023-08-13' }) };
}

/** The path of a command. */
export function commandPath(command: string, schemas: ReturnType<typeof dataSchemas>): object {
  const type = typeOfCommand(command);
  const definition = type && definitionOf(type);
  // One permission as its name, several of which one is enough as a list.
  const any = allowing(command);
  const permission = any.length === 1 ? any[0] : any;
  return {
    post: operation(
      [definition?.kind === 'order' ? 'orders' : 'reports', command, definition?.summary ?? ''],
      {
        description: `Records a ${type}.`,
        'x-permission': permission,
        parameters: [mission, ...commandHeaders],
        ...needed(json(bodySchema(command, schemas), exampleOf(command))),
      },
      recorded,
    ),
  };
}
