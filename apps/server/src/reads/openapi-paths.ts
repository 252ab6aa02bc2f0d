import { json, mission, parameter, reading, shared, text } from '../describe/openapi-parts.js';

const month = parameter('path', 'month', 'Such as 2026-11.');

const filters = [
  parameter('query', 'subject', 'Only what this subject asked for.'),
  parameter('query', 'what', 'Only lines of this kind.', {
    type: 'string',
    enum: ['read', 'exported', 'subscribed', 'refused'],
  }),
  parameter('query', 'from', 'An instant or a day (UTC); 31 days before `to` without it.'),
  parameter('query', 'to', 'An instant or a day (UTC); now without it.'),
  shared('after'),
  shared('limit'),
];

const read = (operationId: string, summary: string, parameters: object[], type?: string): object =>
  reading(['audit', operationId, summary], parameters, type === undefined ? json() : { [type]: { schema: text } });

/** Who read what, as OpenAPI has it. */
export const readsPaths: Record<string, object> = {
  '/v1/access-log': read(
    'access-log',
    'Who read or exported what, oldest first: for auditors all, for others their own.',
    [parameter('query', 'mission', 'Only what is about this mission.'), ...filters],
  ),
  '/v1/missions/{mission}/access-log': read('access-log-of-mission', 'Who read or exported what of a mission.', [
    mission,
    ...filters,
  ]),
  '/v1/access-log/{month}/checkpoint': read(
    'access-log-checkpoint',
    'The newest signed checkpoint of a month of the access log.',
    [month],
    'text/plain',
  ),
  '/v1/access-log/{month}/key': read(
    'access-log-key',
    'The key that checkpoints of the access log are checked with.',
    [month],
    'text/plain',
  ),
  '/v1/access-log/{month}/lines': read(
    'access-log-lines',
    'All lines of a month, byte for byte, a sheet of those that were written together on each line: the leaves of the tree of its checkpoints.',
    [month],
    'application/x-ndjson',
  ),
};
