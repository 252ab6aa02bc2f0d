import { liveViews } from '../live/steps.js';
import { listOf, objectOf, text, whole } from './openapi-parts.js';

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
        snapshot: message(
          'A view, whole.',
          objectOf({ view: { enum: liveViews }, revision: whole, document: { type: 'object' } }),
        ),
        patch: message(
          'What changed in a view (RFC 6902).',
          objectOf({
            view: { enum: liveViews },
            revisions: {
              ...listOf(whole),
              minItems: 2,
              maxItems: 2,
              description: 'The first and the last of the entries that it joins.',
            },
            ops: listOf({ type: 'object' }),
          }),
        ),
        entry: message(
          'An entry as CloudEvents 1.0, for those who may read the history (read-history).',
          objectOf({ specversion: { const: '1.0' }, id: text, source: text, type: text, data: { type: 'object' } }),
        ),
        reset: message(
          'The stream cannot go on from there: take the snapshots that follow, or read the entries that a stream of them leaves out.',
          objectOf({ reason: text }),
        ),
      },
    },
  },
  operations: { follow: { action: 'send', channel: { $ref: '#/channels/mission' } } },
});
