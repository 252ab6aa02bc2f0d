import { parameter, problem } from '../describe/openapi-parts.js';
import { rolesRead } from './read-body.js';
import { webhookEvents } from './webhook-state.js';

const text = { type: 'string' };
const time = { type: 'string', format: 'date-time' };
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
const webhook = {
  type: 'object',
  properties: {
    id: text,
    ...wanted,
    createdAt: time,
    by: text,
    rotatedAt: time,
    publicKey: { type: 'string', description: 'Checks the signatures of v1a.' },
    positions: { type: 'object', additionalProperties: { type: 'integer' } },
    failing: { type: ['object', 'null'], properties: { since: time, ...failure } },
    failures: { type: 'array', items: { type: 'object', properties: { message: text, ...failure } } },
    disabled: { type: 'object', properties: { at: time, reason: text } },
  },
};
const withSecret = {
  ...webhook,
  properties: {
    ...webhook.properties,
    secret: { type: 'string', description: 'Checks the signatures of v1. Shown once.' },
  },
};
const list = { type: 'object', properties: { items: { type: 'array', items: webhook } } };

const operation = (operationId: string, summary: string, more: object, answer?: readonly [string, object]): object => ({
  operationId,
  tags: ['webhooks'],
  summary,
  ...more,
  responses: {
    ...(answer
      ? { [answer[0]]: { description: summary, content: { 'application/json': { schema: answer[1] } } } }
      : { '204': { description: summary } }),
    default: problem,
  },
});
const id = parameter('path', 'id', 'The endpoint.');

/** Who is told by webhook, as OpenAPI has it. */
export const webhookPaths: Record<string, object> = {
  '/v1/webhooks': {
    get: operation('list-webhooks', 'The endpoints, how far each was told, and what it did not take.', {}, [
      '200',
      list,
    ]),
    post: operation(
      'create-webhook',
      'Adds an endpoint, which is told of what is recorded from now on.',
      {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', properties: wanted, required: ['url', 'mission'], additionalProperties: false },
              example: { url: 'https://hooks.example.org/drawdown', mission: 'minusma', events: ['alerts'] },
            },
          },
        },
      },
      ['201', withSecret],
    ),
  },
  '/v1/webhooks/{id}': { delete: operation('delete-webhook', 'Takes an endpoint away.', { parameters: [id] }) },
  '/v1/webhooks/{id}/rotate': {
    post: operation('rotate-webhook', 'Makes its secret anew; for a day both sign.', { parameters: [id] }, [
      '201',
      withSecret,
    ]),
  },
  '/v1/webhooks/{id}/replay': {
    post: operation(
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
