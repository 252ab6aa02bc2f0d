import { withHeaders } from '../describe/openapi-headers.js';
import { json, listOf, needed, objectOf, operation, parameter, text, time } from '../describe/openapi-parts.js';
import { rolesRead } from './read-body.js';
import { webhookEvents } from './webhook-state.js';

const wanted = {
  url: { type: 'string', format: 'uri', maxLength: 2000 },
  mission: { type: 'string', description: 'The id of a mission, or *.' },
  events: { type: 'array', items: { enum: webhookEvents }, default: webhookEvents },
  body: { enum: ['thin', 'full'], default: 'thin' },
  role: { enum: rolesRead, default: 'viewer', description: 'As which role reads what a full message holds.' },
};
const failure = {
  attempts: { type: 'integer' },
  at: time,
  reason: text,
  next: { ...time, description: 'When it is tried again.' },
};
const fields = {
  id: text,
  ...wanted,
  createdAt: time,
  by: text,
  rotatedAt: time,
  publicKey: { type: 'string', description: 'Checks the signatures of v1a.' },
  positions: { type: 'object', additionalProperties: { type: 'integer' } },
  failing: { type: ['object', 'null'], properties: { since: time, ...failure } },
  failures: listOf(objectOf({ message: text, ...failure })),
  disabled: objectOf({ at: time, reason: text }),
};
const webhook = objectOf(fields);
const withSecret = objectOf({
  ...fields,
  secret: { type: 'string', description: 'Checks the signatures of v1. Shown once.' },
});
const list = objectOf({ items: listOf(webhook) });

const described = (
  operationId: string,
  summary: string,
  asked: object,
  [status, schema, ...headers]: readonly [status: string, schema?: object, ...headers: 'Location'[]] = ['204'],
): object =>
  operation(['webhooks', operationId, summary], asked, {
    [status]: { description: summary, ...withHeaders(...headers), ...(schema && { content: json(schema) }) },
  });
const id = parameter('path', 'id', 'The endpoint.');

/** Who is told by webhook, as OpenAPI has it. */
export const webhookPaths: Record<string, object> = {
  '/v1/webhooks': {
    get: described('list-webhooks', 'The endpoints, how far each was told, and what it did not take.', {}, [
      '200',
      list,
    ]),
    post: described(
      'create-webhook',
      'Adds an endpoint, which is told of what is recorded from now on.',
      needed(
        json(objectOf(wanted, ['url', 'mission']), {
          url: 'https://hooks.example.org/drawdown',
          mission: 'minusma',
          events: ['alerts'],
        }),
      ),
      ['201', withSecret, 'Location'],
    ),
  },
  '/v1/webhooks/{id}': { delete: described('delete-webhook', 'Takes an endpoint away.', { parameters: [id] }) },
  '/v1/webhooks/{id}/rotate': {
    post: described('rotate-webhook', 'Makes its secret anew; for a day both sign.', { parameters: [id] }, [
      '201',
      withSecret,
    ]),
  },
  '/v1/webhooks/{id}/replay': {
    post: described(
      'replay-webhook',
      'Sends the entries of a mission again from a revision on; one that was disabled goes on.',
      {
        parameters: [
          id,
          parameter('query', 'from', 'The first revision that is sent again.', { type: 'integer', minimum: 0 }, true),
          parameter('query', 'mission', 'Of which mission; needed for an endpoint that is told of every one.'),
        ],
      },
      ['201', webhook],
    ),
  },
};
