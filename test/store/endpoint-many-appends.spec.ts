import { status } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { serveCounted, type CountedEndpoint } from '../support/counted-endpoint.js';
import { appendEvent, appendOptions, appendRaw, batchRequest, type RawEvent } from '../support/raw-client.js';
import { all } from '../support/engines.js';

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
    await served.close();
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
    expect(served.store.appends).toBe(count);
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
