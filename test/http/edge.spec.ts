import type { Server } from 'node:http';
import { connect } from 'node:net';
import { makeAdapter } from '../../apps/server/src/http/adapter.js';
import { openMinusma, startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await openMinusma(server);
});
afterAll(() => server.close());

/** What the server answers to these bytes. */
const sent = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(server.url);
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (data) => (answer += String(data)));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });

const head = (path: string, headers: readonly string[], method = 'GET'): string =>
  [`${method} ${path} HTTP/1.1`, 'Connection: close', ...headers, '', ''].join('\r\n');

const note = JSON.stringify({ text: 'n', occurredAt: '2023-08-13' });
const command = '/v1/missions/minusma/commands/add-note';
const posted = (headers: readonly string[]): string =>
  head(
    command,
    ['Host: localhost', 'Content-Type: application/json', `Content-Length: ${note.length}`, ...headers],
    'POST',
  ) + note;

const fillers = (count: number): string[] => Array.from({ length: count }, (_, n) => `X-${n}: 1`);

describe('the headers of a request', () => {
  it('are never left out: more than 100 are refused, and nothing is recorded', async () => {
    const before = await server.get('/v1/missions/minusma/entries');
    for (const count of [97, 2500])
      expect(await sent(posted([...fillers(count), 'If-Match: "0"']))).toMatch(/^HTTP\/1.1 431 /);
    expect((await server.get('/v1/missions/minusma/entries')).text).toBe(before.text);
  });

  it('are taken up to 100, whichever stands last', async () => {
    expect(await sent(posted([...fillers(95), 'If-Match: "999"']))).toMatch(/^HTTP\/1.1 412 /);
  });

  it('are taken up to 32 KiB', async () => {
    expect(await sent(head('/healthz', ['Host: localhost', `X: ${'x'.repeat(30_000)}`]))).toMatch(/^HTTP\/1.1 200 /);
    expect(await sent(head('/healthz', ['Host: localhost', `X: ${'x'.repeat(33_000)}`]))).toMatch(/^HTTP\/1.1 431 /);
  });

  it.each([[[]], [['Host: localhost', 'Host: localhost']], [['Host: localhost', 'host: b']], [['Host:']]])(
    'name one host: %j',
    async (hosts) => {
      const answer = await sent(head('/healthz', hosts));
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(answer).toContain('application/problem+json');
    },
  );

  it.each(['Authorization: Basic eA==', 'Content-Type: text/csv', 'content-type: application/json'])(
    'are sent once where one is meant: %s',
    async (again) => {
      expect(await sent(posted(['Authorization: Basic eQ==', again]))).toMatch(/^HTTP\/1.1 400 /);
    },
  );

  it('name one key of a command', async () => {
    const keys = ['a', 'b'].map((letter) => `Idempotency-Key: ${letter.repeat(20)}`);
    expect(await sent(posted(keys))).toMatch(/^HTTP\/1.1 400 [^]*idempotency-key was sent more than once/);
  });

  it('name the same host as the target', async () => {
    const elsewhere = head('http://elsewhere.example/healthz', ['Host: localhost']);
    expect(await sent(elsewhere)).toMatch(/^HTTP\/1.1 400 [^]*header-invalid/);
    expect(await sent(head('http://localhost/healthz', ['Host: localhost']))).toMatch(/^HTTP\/1.1 200 /);
  });

  it('name no coding of the transfer but chunks', async () => {
    const inChunks = (coding: string): string =>
      `${head(command, ['Host: localhost', 'Content-Type: application/json', `Transfer-Encoding: ${coding}`], 'POST')}${note.length.toString(16)}\r\n${note}\r\n0\r\n\r\n`;
    expect(await sent(inChunks('gzip, chunked'))).toMatch(/^HTTP\/1.1 400 [^]*header-invalid/);
    expect(await sent(inChunks('Chunked'))).toMatch(/^HTTP\/1.1 201 /);
  });

  it('expect nothing but to be told to go on', async () => {
    const answer = await sent(posted(['Expect: more']));
    expect(answer).toMatch(/^HTTP\/1.1 400 [^]*nosniff[^]*header-invalid/);
    expect(await sent(posted(['Expect: 100-continue']))).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201 /);
  });

  it.each(['gzip', 'br, identity', 'aes128gcm', 'x'])('name no encoding of the content: %s', async (encoding) => {
    expect(await sent(posted([`Content-Encoding: ${encoding}`]))).toMatch(/^HTTP\/1.1 415 /);
  });

  it('may say that the content is as it is', async () => {
    expect(await sent(posted(['Content-Encoding: Identity']))).toMatch(/^HTTP\/1.1 201 /);
  });
});

describe('every answer', () => {
  it.each([
    ['/healthz'],
    ['/readyz'],
    ['/metrics'],
    ['/nowhere'],
    ['/v1/missions'],
    ['/v1/missions/minusma'],
    ['/v1/missions/minusma/entries'],
    ['/v1/missions/minusma/export'],
    ['/docs'],
    ['/%'],
    ['/'],
  ])('says what it is and how long it may be kept: %s', async (path) => {
    const { headers } = await server.get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toMatch(/no-store|no-cache|max-age/);
  });

  it('does so on a stream, and where there was no request', async () => {
    const stream = await fetch(`${server.url}/v1/missions/minusma/live`);
    expect(stream.headers.get('x-content-type-options')).toBe('nosniff');
    await stream.body?.cancel();
    expect(await sent('no request\r\n\r\n')).toMatch(/nosniff[^]*no-store/);
  });
});

it('ends 10 s of headers and 30 s of all within a second of it', () => {
  const http = makeAdapter().getInstance().server as Server & { connectionsCheckingInterval?: number };
  expect([http.headersTimeout, http.requestTimeout]).toEqual([10_000, 30_000]);
  expect(http.connectionsCheckingInterval).toBeLessThanOrEqual(1000);
});
