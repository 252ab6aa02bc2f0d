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
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
