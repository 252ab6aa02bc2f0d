const described = (description: string, schema: object = {}): object => ({
  description,
  schema: { type: 'string', ...schema },
});

/** What answers say besides their bodies, as OpenAPI has it: each stands where it has something to say. */
export const answerHeaders = {
  Allow: described('The methods that the path takes, where it does not take the one that was used.'),
  'Accept-Encoding': described('How a body may be coded, where it was coded otherwise.'),
  'Content-Language': described('The language of sentences.', { enum: ['en', 'fr'] }),
  ETag: described(
    'Of a command the revision, for If-Match. Of what is read a weak tag of the revision and the mission’s calendar date, or a digest where something was left out; for If-None-Match.',
  ),
  'Idempotency-Replayed': described('The first answer under this key, again.', { const: 'true' }),
  Link: described('The next page (`rel="next"`) of a list in a format that has no place for it.'),
  Location: described('What was made; of several entries the first.', { format: 'uri-reference' }),
  'Retry-After': described('In how many seconds to try again.', { pattern: '^[0-9]+$' }),
  'Set-Cookie': described('The session that began or ended.'),
  'WWW-Authenticate': described('How to sign in.'),
} as const;

/** The headers that an answer may have. */
export const withHeaders = (...names: readonly (keyof typeof answerHeaders)[]): { headers?: object } =>
  names.length === 0
    ? {}
    : { headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])) };
