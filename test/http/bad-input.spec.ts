import { gzipSync } from 'node:zlib';
import { openMinusma, startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await openMinusma(server);
});
afterAll(() => server.close());

const at = { occurredAt: '2023-08-13' };
const commands = '/v1/missions/minusma/commands';
const deep = `{"text": ${'['.repeat(40)}${']'.repeat(40)}}`;
const line = (on: string): object => ({ command: 'add-note', text: on, ...at });

const bodies: [string, string, string | Uint8Array<ArrayBuffer>, number, string, Record<string, string>?][] = [
  [
    'an unknown mission',
    '/v1/missions/nowhere/commands/report-base-vacated',
    JSON.stringify({ base: 'ber', ...at }),
    404,
    'unknown-mission',
  ],
  ['an unknown base', `${commands}/report-base-vacated`, JSON.stringify({ base: 'bur', ...at }), 404, '"bur"'],
  ['an unknown convoy', `${commands}/report-convoy-arrived`, JSON.stringify({ convoy: 'x', ...at }), 404, '"x"'],
  ['an unknown command', `${commands}/expedite-withdrawl`, '{}', 404, 'expedite-withdrawal'],
  [
    'an unknown field',
    `${commands}/report-base-vacated`,
    JSON.stringify({ base: 'ber', colour: 'red', ...at }),
    422,
    '/colour',
  ],
  ['a missing field', `${commands}/report-base-vacated`, JSON.stringify(at), 422, '/base'],
  ['a missing time', `${commands}/report-base-vacated`, '{"base": "ber"}', 422, '/occurredAt'],
  [
    'an impossible date',
    `${commands}/expedite-withdrawal`,
    JSON.stringify({ base: 'ber', on: '2023-02-30', reason: 'r' }),
    422,
    '/on',
  ],
  [
    'an impossible time',
    `${commands}/report-base-vacated`,
    JSON.stringify({ base: 'ber', occurredAt: '2023-08-13T25:00:00Z' }),
    422,
    '/occurredAt',
  ],
  [
    'a time in the future',
    `${commands}/report-base-vacated`,
    JSON.stringify({ base: 'ber', occurredAt: '2999-01-01' }),
    422,
    '/occurredAt',
  ],
  [
    'a date after the deadline',
    `${commands}/postpone-withdrawal`,
    JSON.stringify({ base: 'ber', on: '2024-02-01', reason: 'r' }),
    409,
    'date-after-deadline',
  ],
  [
    'expediting to a later date',
    `${commands}/expedite-withdrawal`,
    JSON.stringify({ base: 'ber', on: '2023-08-20', reason: 'r' }),
    409,
    'expedite-must-be-earlier',
  ],
  [
    'a negative count',
    `${commands}/report-arrival`,
    JSON.stringify({ base: 'ber', lines: [{ component: 'all', count: -1 }], ...at }),
    422,
    '/lines/0/count',
  ],
  [
    'a fractional count',
    `${commands}/report-arrival`,
    JSON.stringify({ base: 'ber', lines: [{ component: 'all', count: 1.5 }], ...at }),
    422,
    '/lines/0/count',
  ],
  [
    'a base with departed',
    `${commands}/report-strength`,
    JSON.stringify({ base: 'ber', measure: 'departed', component: 'all', count: 1, ...at }),
    422,
    '/measure',
  ],
  ['no JSON', `${commands}/add-note`, '{"text": ', 400, 'not-json'],
  ['no body', `${commands}/add-note`, '', 400, 'not-json'],
  ['a list where an object is wanted', `${commands}/add-note`, '[]', 422, 'object'],
  ['too large a body', `${commands}/add-note`, JSON.stringify({ text: 'x'.repeat(1_100_000) }), 413, 'too-large'],
  ['too deep a body', `${commands}/add-note`, deep, 400, 'too-deep'],
  ['a depth that would overflow the stack', `${commands}/add-note`, '['.repeat(500_000), 400, 'too-deep'],
  [
    'a key given twice',
    `${commands}/add-note`,
    '{"text": "a", "te\\u0078t": "b", "occurredAt": "2023-08-13"}',
    400,
    'duplicate-key',
  ],
  [
    'a number that would lose digits',
    `${commands}/report-counter`,
    '{"counter": "c", "what": "w", "count": 9007199254740993, "occurredAt": "2023-08-13"}',
    400,
    'unsafe-number',
  ],
  [
    'a number that would become infinite',
    `${commands}/establish-base`,
    '{"base": "x", "name": "x", "kind": "camp", "location": {"lat": 1e400, "lon": 0}}',
    400,
    '1e400',
  ],
  [
    'a number that would become 0',
    `${commands}/establish-base`,
    '{"base": "x", "name": "x", "kind": "camp", "location": {"lat": -0.1e-400, "lon": 0}}',
    400,
    '-0.1e-400',
  ],
  [
    'a compressed body',
    `${commands}/add-note`,
    new Uint8Array(gzipSync(JSON.stringify({ text: 'x', ...at }))),
    415,
    'content-encoding',
    { 'content-encoding': 'gzip' },
  ],
  [
    'a body said to be encoded twice',
    `${commands}/add-note`,
    JSON.stringify({ text: 'x', ...at }),
    415,
    'content-encoding',
    { 'content-encoding': 'identity, br' },
  ],
  ['bytes that are not UTF-8', `${commands}/add-note`, new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'not-utf-8'],
  [
    'a lone surrogate',
    `${commands}/add-note`,
    '{"text": "\\ud800", "occurredAt": "2023-08-13"}',
    400,
    'half-character',
  ],
  [
    'another content type',
    `${commands}/add-note`,
    'text=x',
    415,
    'media-type',
    { 'content-type': 'application/x-www-form-urlencoded' },
  ],
  ['plain text', `${commands}/add-note`, '{}', 415, 'media-type', { 'content-type': 'text/plain' }],
  [
    'a short key',
    `${commands}/add-note`,
    JSON.stringify({ text: 'x', ...at }),
    400,
    'Idempotency-Key',
    { 'idempotency-key': 'short' },
  ],
  [
    'an If-Match that is no revision',
    `${commands}/report-base-vacated`,
    JSON.stringify({ base: 'ber', ...at }),
    400,
    'If-Match',
    { 'if-match': '*' },
  ],
  [
    'an If-Match that is written as no ETag is',
    `${commands}/report-base-vacated`,
    JSON.stringify({ base: 'ber', ...at }),
    400,
    'If-Match',
    { 'if-match': '"05"' },
  ],
  ['a batch without a key', commands, JSON.stringify([line('x')]), 400, 'key-required'],
  [
    'a batch whose line 7 is wrong',
    commands,
    JSON.stringify([
      ...Array.from({ length: 6 }, () => line('fine')),
      { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-13-01' },
    ]),
    422,
    '/6/occurredAt',
    { 'idempotency-key': 'a-batch-with-line-7-wrong' },
  ],
  [
    'a batch whose line 7 is refused',
    commands,
    JSON.stringify([
      ...Array.from({ length: 6 }, () => line('fine')),
      { command: 'expedite-withdrawal', base: 'ber', on: '2023-08-20', reason: 'r' },
    ]),
    409,
    '/6',
    { 'idempotency-key': 'a-batch-with-line-7-refused' },
  ],
];

describe('bad input gets a problem that names what is wrong, and records nothing', () => {
  it.each(bodies)('%s', async (_what, path, body, status, words, ...[headers]) => {
    const before = (await server.get('/v1/missions/minusma')).body.revision;
    const reply = await server.post(path, body, headers);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(reply.text).toContain(words);
    expect(reply.body.detail.length).toBeGreaterThan(10);
    expect((await server.get(reply.body.type)).status).toBe(200);
    expect((await server.get('/v1/missions/minusma')).body.revision).toBe(before);
  });

  it.each([
    ['/v1/nowhere', 404],
    ['/v1/missions/nowhere', 404],
    ['/v1/missions/minusma/bases/bur', 404],
    ['/v1/missions/minusma/entries/999', 404],
    ['/v1/missions/minusma?validAt=yesterday', 400],
    ['/v1/missions/minusma?colour=red', 400],
    ['/v1/missions/minusma/bases?limit=501', 400],
    ['/v1/missions/minusma/bases?after=nonsense', 400],
    ['/v1/missions/minusma/live?views=ledger', 400],
  ])('GET %s is %i', async (path, status) => {
    const reply = await server.get(path);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
  });

  it.each([
    '?validAt=2023-08-13T10:00:00+02:00',
    '?knownAt=2072-08-13T10:00:00.5+02:00',
    '/entries?from=2023-08-13T10:00:00+02:00',
    '/replay?from=2023-07-01&to=2023-08-13T10:00:00+02:00',
    '/access-log?from=2023-08-13T10:00:00+02:00',
  ])('GET minusma%s says how its + is to be written', async (query) => {
    const { status, body } = await server.get(`/v1/missions/minusma${query}`);
    expect([status, body.type]).toEqual([400, '/problems/parameter-invalid']);
    expect(body.detail).toContain('+02:00 as %2B02:00');
    const encoded = await server.get(`/v1/missions/minusma${query.replace('+', '%2B')}`);
    expect(encoded.status).toBe(200);
  });

  it('words that are looked for may look like a time with its offset', async () => {
    expect((await server.get('/v1/missions/minusma/entries?text=2023-08-13T10:00:00+02:00')).status).toBe(200);
  });
});
