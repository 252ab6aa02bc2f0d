import { withHeaders } from './openapi-headers.js';

/** A parameter, as OpenAPI has it: a text if the schema says no other type. */
export const parameter = (
  where: 'query' | 'path' | 'header',
  name: string,
  description?: string,
  schema: object = {},
  required = where === 'path',
): object => ({
  name,
  in: where,
  ...(description !== undefined && { description }),
  required,
  schema: { type: 'string', ...schema },
});

/** Whose log is asked. */
export const mission = { $ref: '#/components/parameters/mission' };

/** What every operation answers if it cannot do what was asked. */
export const problem = {
  description: 'A problem document (RFC 9457) that says what to do next.',
  ...withHeaders('Content-Language', 'Retry-After', 'WWW-Authenticate', 'Allow', 'ETag', 'Accept-Encoding'),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** A text, as JSON Schema has it. */
export const text = { type: 'string' };

/** A whole number, as JSON Schema has it. */
export const whole = { type: 'integer' };

/** What a sentence is written from. */
export const parts = { $ref: '#/components/schemas/Parts' };

/** An instant, as JSON Schema has it. */
export const time = { type: 'string', format: 'date-time' };

/** A list of things of one schema. */
export const listOf = (items: object): object => ({ type: 'array', items });

/** An object of fields: with those that it must have, it may have no others. */
export const objectOf = (properties: object, required?: readonly string[]): object => ({
  type: 'object',
  properties,
  ...(required && { required, additionalProperties: false }),
});

/** An object of fields which may have others: with those that it must have, all if nothing is said. */
export const recordOf = (properties: object, required: readonly string[] = Object.keys(properties)): object => ({
  type: 'object',
  properties,
  required,
});

/** A body or an answer as JSON, and an example of it. */
export const json = (schema: object = { type: 'object' }, example?: object): Record<string, object> => ({
  'application/json': { schema, ...(example && { example }) },
});

/** A body that must be sent. */
export const needed = (content: object): object => ({ requestBody: { required: true, content } });

/** A parameter that several operations share. */
export const shared = (name: string): object => ({ $ref: `#/components/parameters/${name}` });

/** An operation, as OpenAPI has it: with what it answers by status, and a problem for all else. */
export const operation = (
  [tags, operationId, summary]: readonly [tags: string | readonly string[], operationId: string, summary: string],
  asked: object,
  responses: object,
): object => ({
  operationId,
  tags: [tags].flat(),
  summary,
  ...asked,
  responses: { ...responses, default: problem },
});

/** A page that is read, in its formats. */
export const reading = (
  [tag, operationId, summary]: readonly [tag: string, operationId: string, summary: string],
  parameters: readonly object[],
  content: object = json(),
  further: object = {},
): object => ({
  get: operation(
    [tag, operationId, summary],
    { parameters },
    {
      '200': { description: summary, ...withHeaders('Content-Language', 'ETag', 'Link'), content },
      ...further,
    },
  ),
});

/** What is answered to a client that has the newest already. */
export const notChanged = {
  '304': { description: 'Not changed.', ...withHeaders('Content-Language', 'ETag') },
};

/** The same, with what it asks of whoever sends it, if that is more than its route does. */
export const asking = (permission: string, described: object): object => ({
  get: { 'x-permission': permission, ...(described as { get: object }).get },
});
