/** A request as a client sends it. */
export interface Sent {
  method?: 'GET' | 'POST' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** A request that is answered with a problem; what is asked before it goes well. */
export interface BadRequest {
  words: string;
  status: number;
  asks: Sent;
  before?: Sent;
}

const mission = '/v1/missions/minusma';
const json = { 'content-type': 'application/json' };
const posted = (command: string, body: string | Buffer | object, headers: Record<string, string> = {}): Sent => ({
  method: 'POST',
  path: `${mission}/commands${command}`,
  headers: { ...json, ...headers },
  body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
});
const noted = (body: string | Buffer | object, headers: Record<string, string> = {}): Sent =>
  posted('/add-note', body, headers);
const sent = (table: string): Sent => ({
  method: 'POST',
  path: `${mission}/imports?kind=schedule`,
  headers: { 'content-type': 'text/csv' },
  body: table,
});
const note = { text: 'The road is dry.', occurredAt: '2023-08-13' };
const key = { 'idempotency-key': 'the-very-same-key' };

/** What clients get wrong, by the code that they are told. */
export const badRequests: Readonly<Record<string, BadRequest>> = {
  'not-json': { words: 'a body that ends in the middle', status: 400, asks: noted('{"text": ') },
  'not-utf-8': {
    words: 'a byte that UTF-8 does not know',
    status: 400,
    asks: noted(Buffer.from([0x7b, 0xff, 0x7d])),
  },
  'too-deep': {
    words: '40 lists in each other',
    status: 400,
    asks: noted(`{"text": ${'['.repeat(40)}${']'.repeat(40)}}`),
  },
  'duplicate-key': { words: 'a text given twice', status: 400, asks: noted('{"text": "a", "te\\u0078t": "b"}') },
  'key-forbidden': { words: 'a key that JavaScript reads otherwise', status: 400, asks: noted('{"__proto__": {}}') },
  'half-character': { words: 'half of an emoji', status: 400, asks: noted('{"text": "\\ud83d"}') },
  'unsafe-number': {
    words: 'a count that would lose its last digit',
    status: 400,
    asks: posted('/report-counter', '{"count": 9007199254740993}'),
  },
  'body-cut-short': {
    words: 'two bytes where fifty were promised',
    status: 400,
    asks: noted('{}', { 'content-length': '50' }),
  },
  'url-invalid': { words: 'a percent sign with no digits', status: 400, asks: { path: '/v1/missions/%zz' } },
  'header-invalid': {
    words: 'a key of five characters',
    status: 400,
    asks: noted(note, { 'idempotency-key': 'short' }),
  },
  'parameter-invalid': { words: 'a time that is none', status: 400, asks: { path: `${mission}?validAt=yesterday` } },
  'key-required': {
    words: 'a batch that could be recorded twice',
    status: 400,
    asks: posted('', [{ command: 'add-note', ...note }]),
  },
  'not-found': { words: 'a path of which there is nothing', status: 404, asks: { path: '/v1/nowhere' } },
  'unknown-pointer': {
    words: 'why a figure is so that no view shows',
    status: 404,
    asks: { path: `${mission}?why=/strength/nothing` },
  },
  'unknown-command': { words: 'a command misspelt', status: 404, asks: posted('/expedite-withdrawl', '{}') },
  'unknown-mission': { words: 'a mission that nobody opened', status: 404, asks: { path: '/v1/missions/nowhere' } },
  'unknown-reference': {
    words: 'a base that nobody established',
    status: 404,
    asks: posted('/report-base-vacated', { base: 'bur', occurredAt: '2023-08-13' }),
  },
  'method-not-allowed': { words: 'a mission to be deleted', status: 405, asks: { method: 'DELETE', path: mission } },
  'not-acceptable': {
    words: 'the bases as a picture',
    status: 406,
    asks: { path: `${mission}/bases`, headers: { accept: 'image/png' } },
  },
  'foreign-origin': {
    words: 'a note from a page of another site',
    status: 403,
    asks: noted(note, { origin: 'http://elsewhere.example' }),
  },
  'wrong-host': {
    words: 'a name that was bound to this address',
    status: 421,
    asks: { path: mission, headers: { host: 'elsewhere.example' } },
  },
  'changed-since': {
    words: 'a revision that is not there yet',
    status: 412,
    asks: posted('/report-base-vacated', { base: 'ber', occurredAt: '2023-08-13' }, { 'if-match': '"99"' }),
  },
  'too-large': { words: 'more than a mebibyte', status: 413, asks: noted({ text: 'x'.repeat(1_100_000) }) },
  'media-type': { words: 'a form', status: 415, asks: noted('text=x', { 'content-type': 'text/plain' }) },
  'content-encoding': {
    words: 'a body said to be compressed',
    status: 415,
    asks: noted(note, { 'content-encoding': 'gzip' }),
  },
  invalid: { words: 'a note without a text', status: 422, asks: noted({ occurredAt: '2023-08-13' }) },
  'table-invalid': { words: 'a table of nothing but a header', status: 422, asks: sent('Base,Planned date\n') },
  'rows-refused': {
    words: 'a row about a base that nobody established',
    status: 422,
    asks: sent('Base,Planned date\nbur,2023-08-13\n'),
  },
  'key-reused': {
    words: 'another note under the same key',
    status: 422,
    before: noted(note, key),
    asks: noted({ ...note, text: 'It rains.' }, key),
  },
  'not-yet': {
    words: 'a revision that another server may have recorded',
    status: 503,
    asks: { path: `${mission}?atLeast=99` },
  },
  'mission-already-open': {
    words: 'an order that a rule refuses',
    status: 409,
    asks: posted('/open-mission', {
      name: 'M',
      hostCountry: 'Mali',
      authority: 'council',
      startsOn: '2023-07-01',
      deadline: '2023-12-31',
      timeZone: 'UTC',
      strength: [{ component: 'all', count: 1 }],
    }),
  },
};
