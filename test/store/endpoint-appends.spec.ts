import fc from 'fast-check';
import { status } from '@grpc/grpc-js';
import { hash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstOf, type EventStore } from '#libs/event-store';
import { serveCounted, type CountedEndpoint } from '../support/counted-endpoint.js';
import { appendRaw, readRaw, type RawEvent } from '../support/raw-client.js';
import { all } from '../support/engines.js';
import { rounds } from '../support/rounds.js';

let dir: string;
let served: CountedEndpoint;
let client: CountedEndpoint['client'];
let embedded: EventStore;

async function serve(append = true): Promise<void> {
  served = await serveCounted(dir, append);
  ({ client, embedded } = served);
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-appends-'));
  await serve();
});
afterEach(async () => {
  await served.close();
  rmSync(dir, { recursive: true });
});

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('what is appended to a mission', () => {
  it.each<[string, RawEvent, RegExp]>([
    ['a key that stands twice', { data: '{"a":1,"a":2}' }, /duplicate-key/],
    ['a number that would lose digits', { data: '{"a":9007199254740993}' }, /unsafe-number/],
    ['a number beyond all', { data: '{"a":1e400}' }, /unsafe-number/],
    ['half a character', { data: '{"a":"\\ud800"}' }, /half-character/],
    ['a key that changes objects', { data: '{"__proto__":{}}' }, /key-forbidden/],
    ['JSON without end', { data: nested(10_000) }, /too-deep/],
    ['a list', { data: '[1]' }, /must be a JSON object/],
    ['a number', { data: '5' }, /must be a JSON object/],
    ['nothing', { data: '' }, /not-json/],
    ['bytes that are no text', { data: bytes(0x7b, 0xff, 0x7d) }, /not-utf-8/],
    ['bytes that say so', { contentType: 'application/octet-stream', data: bytes(1, 2) }, /must be application\/json/],
    ['no content type', { contentType: '' }, /'content-type' is missing/],
    ['no type', { type: '' }, /'type' is missing/],
    ['an id that is none', { id: 'nonsense' }, /must be a UUID/],
    ['metadata that is no time', { metadata: '{"recordedAt":"nonsense"}' }, /as recordedAt/],
    ['metadata with a day that is none', { metadata: '{"recordedAt":"2023-02-30T00:00:00.000Z"}' }, /as recordedAt/],
    ['metadata with a number as time', { metadata: '{"recordedAt":5}' }, /as recordedAt/],
    ['metadata that is no object', { metadata: '"x"' }, /must be a JSON object/],
    ['metadata with a key twice', { metadata: '{"a":1,"a":2}' }, /duplicate-key/],
    ['metadata that is no text', { metadata: bytes(0xff) }, /not-utf-8/],
    ['another hash', { metadata: '{"hash":"00"}' }, /hash/],
    ['a checkpoint that is no text', { metadata: '{"checkpoint":1}' }, /checkpoint/],
    ['what would stop the mission', { data: '{"a":"stops"}' }, /would stop mission-m1 at revision 1: cannot be folded/],
  ])('is refused by name where it is %s', async (_what, event, name) => {
    await expect(appendRaw(client, 'mission-m1', [{ data: '{"good":1}' }, event])).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringMatching(name) as string,
    });
    expect(await embedded.headRevision('mission-m1')).toBe(-1);
    await appendRaw(client, 'mission-m1', [{}]);
    expect(await embedded.headRevision('mission-m1')).toBe(0);
  });

  it('may have 60 KiB an event, and says so', async () => {
    const data = JSON.stringify({ text: 'x'.repeat(61_430) });
    await expect(appendRaw(client, 'mission-m1', [{ data }])).rejects.toMatchObject({
      details: 'Maximum Append Size of 61440 Exceeded.',
    });
  });

  it('holds an event once', async () => {
    const id = randomUUID();
    await expect(appendRaw(client, 'mission-m1', [{ id }, { id }])).rejects.toMatchObject({
      details: `The append has event ${id} twice.`,
    });
    await appendRaw(client, 'mission-m1', [{}]);
  });

  it('is read as it came, to the byte, with the seal of this log in its metadata', async () => {
    const data = ' {"b": 1.0, "a": [ ] , "10": 1, "9": 2}\n';
    const metadata = '{"recordedAt": "2023-08-13T08:30:00.000Z", "$correlationId": "c", "checkpoint": "claimed"}';
    await appendRaw(client, 'mission-m1', [
      { data, metadata },
      { data: '{"b":1,"a":2}', metadata: '' },
    ]);
    const [first, second] = await readRaw(client, 'mission-m1');
    expect(first).toMatchObject({ data, metadata });
    expect(second).toMatchObject({ data: '{"b":1,"a":2}' });
    const seal = await firstOf(embedded.seals('mission-m1', { order: 'newest' }));
    expect(JSON.parse(Buffer.from(second?.metadata ?? '', 'latin1').toString())).toEqual({
      checkpoint: seal?.checkpoint,
      frontier: seal?.frontier,
    });
    const stored = await all(embedded.readStream('mission-m1'));
    expect(stored.map(({ body, recordedAt }) => [body, recordedAt])).toEqual([
      ['{"10":1,"9":2,"a":[],"b":1}', '2023-08-13T08:30:00.000Z'],
      ['{"a":2,"b":1}', '2023-08-13T09:00:00.000Z'],
    ]);
  });

  it('keeps nothing beside an entry that says all of it', async () => {
    const body = '{"a":2,"b":1}';
    const recordedAt = '2023-08-13T08:30:00.000Z';
    await appendRaw(client, 'mission-m1', [
      { data: body, metadata: JSON.stringify({ recordedAt, hash: hash('sha256', body) }) },
    ]);
    const [stored] = await all(embedded.readStream('mission-m1'));
    expect(stored).not.toHaveProperty('original');
  });
});

describe('what is appended elsewhere', () => {
  it('is read as it came, to the byte, also after the log was opened anew', async () => {
    const written = new Map<string, RawEvent[]>();
    const bytesOf = (text: string): Uint8Array => Buffer.from(text);
    const event = fc.record({
      type: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      contentType: fc.constantFrom('application/json', 'application/octet-stream', 'text/odd'),
      data: fc.oneof(fc.uint8Array(), fc.json().map(bytesOf), fc.string({ unit: 'binary' }).map(bytesOf)),
      metadata: fc.oneof(fc.uint8Array(), fc.json().map(bytesOf)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 5 }), async (events) => {
        const stream = `other-${written.size}`;
        written.set(stream, events);
        await appendRaw(client, stream, events);
        expect(await readRaw(client, stream)).toEqual(events.map(told));
      }),
      { numRuns: rounds(15) },
    );
    await served.close();
    await serve();
    for (const [stream, events] of written) expect(await readRaw(client, stream)).toEqual(events.map(told));
  }, 60_000);

  it.each<[string, string | Uint8Array, RegExp]>([
    ['without a name', '', /may not be empty/],
    ['with a name that is no text', bytes(0xff, 0xfe), /is UTF-8/],
    ['with a huge name', 'x'.repeat(1001), /at most 1000 bytes/],
    ['with the name of all', '$all', /may not be \$all/],
  ])('is refused for a stream %s', async (_what, stream, name) => {
    await expect(appendRaw(client, stream, [{}])).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringMatching(name) as string,
    });
  });
});

const told = ({ type, contentType, data = '', metadata = '' }: RawEvent) => ({
  type,
  contentType,
  data: Buffer.from(data).toString('latin1'),
  metadata: Buffer.from(metadata).toString('latin1'),
});
