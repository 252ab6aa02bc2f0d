import { liveViews } from '../live/steps.js';

const message = (summary: string, payload: object): object => ({ summary, contentType: 'application/json', payload });

/** The AsyncAPI 3.1 document of the live streams. */
export const asyncApi = (): object => ({
  asyncapi: '3.1.0',
  info: {
    title: 'Drawdown live streams',
    version: '1',
    description:
      'Server-Sent Events. Ids are revision.index; Last-Event-ID resumes inside a revision. A comment every 15 s keeps the line alive. ' +
      'What the role of its reader may not read is left out of every message, patches too; entries are told to those alone who read ' +
      'the history. The labels of fields are in /openapi.json (x-label). A stream ends within 1 s once its reader would no longer be let in.',
  },
  channels: {
    mission: {
      address: '/v1/missions/{mission}/live',
      description:
        'Views as their reader may see them: redacted by role, as /v1/missions/{mission}/{view} answers them.',
      parameters: { mission: { description: 'The id of a mission.' } },
      messages: {
        snapshot: message('A view, whole.', {
          type: 'object',
          properties: { view: { enum: liveViews }, revision: { type: 'integer' }, document: { type: 'object' } },
        }),
        patch: message('What changed in a view (RFC 6902).', {
          type: 'object',
          properties: {
            view: { enum: liveViews },
            revisions: {
              type: 'array',
              items: { type: 'integer' },
              minItems: 2,
              maxItems: 2,
              description: 'The first and the last of the entries that it joins.',
            },
            ops: { type: 'array', items: { type: 'object' } },
          },
        }),
        entry: message('An entry as CloudEvents 1.0, for those who may read the history (read-history).', {
          type: 'object',
          properties: {
            specversion: { const: '1.0' },
            id: { type: 'string' },
            source: { type: 'string' },
            type: { type: 'string' },
            data: { type: 'object' },
          },
        }),
        reset: message(
          'The stream cannot go on from there: take the snapshots that follow, or read the entries that a stream of them leaves out.',
          {
            type: 'object',
            properties: { reason: { type: 'string' } },
          },
        ),
      },
    },
  },
  operations: { follow: { action: 'send', channel: { $ref: '#/channels/mission' } } },
});
