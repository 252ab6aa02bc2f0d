const parameter = (name: string, description: string, schema: object = { type: 'string' }): object => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});
const month = {
  name: 'month',
  in: 'path',
  required: true,
  description: 'Such as 2026-11.',
  schema: { type: 'string' },
};
const mission = { $ref: '#/components/parameters/mission' };
const problem = {
  description: 'A problem document (RFC 9457) that says what to do next.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const filters = [
  parameter('subject', 'Only what this subject asked for.'),
  parameter('what', 'Only lines of this kind.', {
    type: 'string',
    enum: ['read', 'exported', 'subscribed', 'refused'],
  }),
  parameter('from', 'An instant or a day (UTC); 31 days before `to` without it.'),
  parameter('to', 'An instant or a day (UTC); now without it.'),
  { $ref: '#/components/parameters/after' },
  { $ref: '#/components/parameters/limit' },
];

const read = (operationId: string, summary: string, parameters: object[], type = 'application/json'): object => ({
  get: {
    operationId,
    tags: ['audit'],
    summary,
    parameters,
    responses: {
      '200': {
        description: summary,
        content: { [type]: { schema: { type: type === 'application/json' ? 'object' : 'string' } } },
      },
      default: problem,
    },
  },
});

/** Who read what, as OpenAPI has it. */
export const readsPaths: Record<string, object> = {
  '/v1/access-log': read(
    'access-log',
    'Who read or exported what, oldest first: for auditors all, for others their own.',
    [parameter('mission', 'Only what is about this mission.'), ...filters],
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
    'All lines of a month, byte for byte: the leaves of the tree of its checkpoints.',
    [month],
    'application/x-ndjson',
  ),
};
