import fc from 'fast-check';
import { status } from '@grpc/grpc-js';
import { hash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  firstOf,
  ForwardingStore,
  openEmbeddedStore,
  type AppendResult,
  type EventStore,
  type NewEntry,
} from '#libs/event-store';
import { startEndpoint, type Endpoint } from '#libs/eventstoredb-endpoint';
import {
  appendEvent,
  appendOptions,
  appendRaw,
  batchRequest,
  rawClient,
  readRaw,
  type RawEvent,
} from '../support/raw-client.js';
import { all, makeSealer } from '../support/engines.js';

/** Counts what is asked of the store. */
class CountingStore extends ForwardingStore {
  appends = 0;

  override append(stream: string, expected: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    this.appends++;
    return this.store.append(stream, expected, entries);
  }
}

let dir: string;
let embedded: EventStore;
let store: CountingStore;
let endpoint: Endpoint;
let client: ReturnType<typeof rawClient>;

async function serve(append: boolean): Promise<void> {
  endpoint = await startEndpoint(store, {
    port: 0,
    append,
    groupsFile: join(dir, 'groups.json'),
    now: () => Date.parse('2023-08-13T09:00:00Z'),
    rules: {
      streamPrefix: 'mission-',
      faultOf: ({ body, revision }) => (body.includes('stops') ? `cannot be folded at ${revision}` : undefined),
    },
  });
  client = rawClient(endpoint.port);
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-appends-'));
  embedded = openEmbeddedStore({ dataDir: dir, sealer: makeSealer() });
  store = new CountingStore(embedded);
  await serve(true);
});
afterEach(async () => {
  client.close();
  await endpoint.close();
  await embedded.close();
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
    const event = fc.record({
      type: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      contentType: fc.constantFrom('application/json', 'application/octet-stream', 'text/odd'),
      data: fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from), fc.string({ unit: 'binary' }).map(Buffer.from)),
      metadata: fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 5 }), async (events) => {
        const stream = `other-${written.size}`;
        written.set(stream, events);
        await appendRaw(client, stream, events);
        expect(await readRaw(client, stream)).toEqual(events.map(told));
      }),
      { numRuns: 15 },
    );
    client.close();
    await endpoint.close();
    await embedded.close();
    embedded = openEmbeddedStore({ dataDir: dir });
    store = new CountingStore(embedded);
    await serve(true);
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

/** Writes messages of one append and does not end it: the answer that comes all the same. */
function answerWithoutEnd(
  messages: readonly Parameters<ReturnType<typeof client.append>['write']>[0][],
): Promise<unknown> {
  return new Promise((resolve) => {
    const call = client.append((error: unknown) => resolve(error));
    call.on('error', () => undefined);
    for (const message of messages) call.write(message);
  });
}

interface BatchError {
  getCode(): number;
  getMessage(): string;
}

/** Writes messages of batch appends and does not end them: the first answer that comes all the same. */
function batchAnswer(messages: readonly ReturnType<typeof batchRequest>[]): Promise<BatchError | undefined> {
  return new Promise((resolve, reject) => {
    const call = client.batchAppend();
    call.on('error', reject);
    call.on('data', (response: { getError(): BatchError | undefined }) => {
      resolve(response.getError());
      call.end();
    });
    for (const message of messages) call.write(message);
  });
}

describe('an append is bounded as it comes', () => {
  const large: RawEvent = { contentType: 'application/octet-stream', data: new Uint8Array(300 * 1024) };

  it('and refused when it has too many bytes, before it ends', async () => {
    const events = Array.from({ length: 4 }, () => appendEvent(large));
    expect(await answerWithoutEnd([appendOptions('other'), ...events])).toMatchObject({
      details: 'Maximum Append Size of 1048576 Exceeded.',
    });
    const parts = [1, 2, 3].map(() =>
      batchRequest('00000000-0000-4000-8000-000000000001', { isFinal: false }, [large]),
    );
    const first = batchRequest('00000000-0000-4000-8000-000000000001', { stream: 'other', isFinal: false }, [large]);
    expect((await batchAnswer([first, ...parts]))?.getMessage()).toBe('Maximum Append Size of 1048576 Exceeded.');
  });

  it('and refused at its first message where nobody may append', async () => {
    client.close();
    await endpoint.close();
    await serve(false);
    expect(await answerWithoutEnd([appendOptions('other')])).toMatchObject({ code: status.PERMISSION_DENIED });
    const first = batchRequest(randomUUID(), { stream: 'other', isFinal: false }, []);
    expect((await batchAnswer([first]))?.getCode()).toBe(status.PERMISSION_DENIED);
  });

  it('and given up when its deadline has passed', async () => {
    const deadline = new Date('2023-08-13T08:59:59Z');
    const late = batchRequest(randomUUID(), { stream: 'other', deadline }, [{}]);
    expect((await batchAnswer([late]))?.getCode()).toBe(status.DEADLINE_EXCEEDED);
    const never = batchRequest(
      randomUUID(),
      { stream: 'other', isFinal: false, deadline: new Date('2023-08-13T09:00:00.050Z') },
      [{}],
    );
    expect((await batchAnswer([never]))?.getCode()).toBe(status.DEADLINE_EXCEEDED);
    expect(await embedded.headRevision('other')).toBe(-1);
  });

  it('also where many are begun and none is completed', async () => {
    const begun = Array.from({ length: 40 }, () =>
      batchRequest(randomUUID(), { stream: 'other', isFinal: false }, [large]),
    );
    expect((await batchAnswer(begun))?.getCode()).toBe(status.RESOURCE_EXHAUSTED);
  });
});

describe('appends without a revision to one stream', () => {
  it('are each asked of the store once, and stand in the order in which they came', async () => {
    const count = 300;
    const call = client.batchAppend();
    const answered = new Promise<void>((resolve) => {
      let answers = 0;
      call.on('data', () => {
        if (++answers === count) resolve();
      });
    });
    for (let n = 0; n < count; n++)
      call.write(batchRequest(randomUUID(), { stream: 'mission-m1' }, [{ data: `{"n":${n}}` }]));
    await answered;
    call.end();
    await once(call, 'end');
    const stored = await all(embedded.readStream('mission-m1'));
    expect(stored.map(({ body }) => (JSON.parse(body) as { n: number }).n)).toEqual(
      Array.from({ length: count }, (_, n) => n),
    );
    expect(store.appends).toBe(count);
  });

  it('go on where some of them are not taken, and others write meanwhile', async () => {
    const known = randomUUID();
    await appendRaw(client, 'mission-m1', [{ id: known }]);
    const appends = Array.from({ length: 60 }, (_, n) =>
      appendRaw(client, 'mission-m1', n % 7 === 3 ? [{ id: known }] : [{}]),
    );
    const other = (async () => {
      for (let taken = 0; taken < 5;) {
        const head = await embedded.headRevision('mission-m1');
        const entry = { id: randomUUID(), type: 'x', body: '{}', recordedAt: '2023-08-13T08:30:00.000Z' };
        if ((await embedded.append('mission-m1', head, [entry])).outcome === 'appended') taken++;
      }
    })();
    await Promise.all([...appends, other]);
    const repeats = Array.from({ length: 60 }, (_, n) => n).filter((n) => n % 7 === 3).length;
    expect(await embedded.headRevision('mission-m1')).toBe(60 - repeats + 5);
  });
});
