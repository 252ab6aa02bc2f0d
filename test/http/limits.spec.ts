import { readConfig } from '../../apps/server/src/config.js';
import { LongQuestions } from '../../apps/server/src/http/long-questions.js';
import { connectionsFor, defaultLimits } from '../../apps/server/src/limits.js';
import { openMinusma, startTestServer, type TestServer } from '../support/server.js';

const config = readConfig({ DATA_DIR: 'nowhere' });

/** Work that ends when it is told to. */
function work(): { begun: () => number; done: () => Promise<string>; end: () => void } {
  let begun = 0;
  const ends: (() => void)[] = [];
  return {
    begun: () => begun,
    done: () => {
      begun++;
      return new Promise((resolve) => ends.push(() => resolve('answered')));
    },
    end: () => ends.splice(0).forEach((end) => end()),
  };
}

describe('long questions', () => {
  it('are answered two at once, twenty wait, and more are refused', async () => {
    const long = new LongQuestions(config);
    const { begun, done, end } = work();
    const asked = Array.from({ length: 22 }, (_, n) => long.answer(`question ${n}`, done));
    expect(() => long.answer('one more', done)).toThrow('nothing was begun');
    expect(begun()).toBe(2);
    for (let round = 0; round < 11; round++) {
      end();
      await new Promise(setImmediate);
    }
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 22 }, () => 'answered'));
    expect(begun()).toBe(22);
  });

  it('that are equal are answered once, and again when they are asked later', async () => {
    const long = new LongQuestions(config);
    const { begun, done, end } = work();
    const asked = Array.from({ length: 100 }, () => long.answer('the same', done));
    expect(begun()).toBe(1);
    end();
    await Promise.all(asked);
    const again = long.answer('the same', done);
    expect(begun()).toBe(2);
    end();
    await again;
  });

  it('leave their turn to others where they fail', async () => {
    const long = new LongQuestions(config);
    const failing = (): Promise<never> => Promise.reject(new Error('no'));
    for (let n = 0; n < 5; n++) await expect(long.answer(`${n}`, failing)).rejects.toThrow('no');
    expect(await long.answer('another', async () => 'answered')).toBe('answered');
  });
});

describe('what is taken on at once', () => {
  it('is what the documentation says, unless it is set', () => {
    expect(defaultLimits).toMatchObject({ streams: 12_000, filters: 100, feeds: 100, questions: 2, waiting: 20 });
    expect(defaultLimits.atHand).toBe(128);
    expect(readConfig({ STREAMS_MAX: '7', QUESTIONS_MAX: '3', MISSIONS_AT_HAND_MAX: '9' }).limits).toEqual({
      ...defaultLimits,
      streams: 7,
      atHand: 9,
      questions: 3,
    });
    for (const wrong of ['0', '-1', 'many', '1.5'])
      expect(() => readConfig({ STREAMS_MAX: wrong })).toThrow('STREAMS_MAX');
  });

  it('leaves descriptors for files, for health, for commands and for readers to come', () => {
    expect(connectionsFor(1024, 12_000)).toEqual({ connections: 960, streams: 768 });
    expect(connectionsFor(1_000_000, 12_000)).toEqual({ connections: 999_936, streams: 12_000 });
    expect(connectionsFor(undefined, 12_000)).toEqual({ connections: undefined, streams: 12_000 });
  });
});

describe('forecasts', () => {
  it('are long questions: beyond those that are drawn and wait they are refused', async () => {
    const server = await startTestServer(Date.now, { QUESTIONS_MAX: '1', QUESTIONS_WAITING_MAX: '1' });
    await openMinusma(server);
    const asked = Array.from({ length: 30 }, (_, n) => server.get(server.at(`/forecast?draws=${9000 + n}`)));
    const types = (await Promise.all(asked)).map(({ status, body }) => [status, body.type]);
    await server.close();
    expect(types).toContainEqual([503, '/problems/too-busy']);
    expect(types).toContainEqual([200, undefined]);
  });
});

describe('streams', () => {
  let server: TestServer;
  const open: AbortController[] = [];
  beforeAll(async () => {
    server = await startTestServer(Date.now, { STREAMS_MAX: '4', STREAM_FILTERS_MAX: '2', STREAM_CHOICES_MAX: '3' });
    await openMinusma(server);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) one.abort();
    for (;;) {
      const { text } = await server.get('/metrics');
      if (/^drawdown_sse_clients 0$/m.test(text)) return;
    }
  });
  afterAll(() => server.close());

  async function stream(path: string): Promise<{ status: number; retryAfter: string | null }> {
    const hangUp = new AbortController();
    open.push(hangUp);
    const { status, headers } = await fetch(`${server.url}/v1/missions/minusma${path}`, {
      headers: { accept: 'text/event-stream' },
      signal: hangUp.signal,
    });
    return { status, retryAfter: headers.get('retry-after') };
  }
  const taken = { status: 200, retryAfter: null };
  const refused = { status: 503, retryAfter: '5' };

  it('are taken up to a number, and leave health and commands their way', async () => {
    for (let n = 0; n < 4; n++) expect(await stream('/live')).toEqual(taken);
    expect(await stream('/live')).toEqual(refused);
    expect((await server.get('/healthz')).status).toBe(200);
    expect((await server.command('add-note', { text: 'n', occurredAt: '2023-08-13' })).status).toBe(201);
  });

  it('have so many different filters; equal ones are shared', async () => {
    expect(await stream('/entries?text=a')).toEqual(taken);
    expect(await stream('/entries?text=b')).toEqual(taken);
    expect(await stream('/entries?text=c')).toEqual(refused);
    expect(await stream('/entries?text=a')).toEqual(taken);
  });

  it('have so many different choices of views', async () => {
    for (const views of ['summary', 'bases', 'summary,bases'])
      expect(await stream(`/live?views=${views}`)).toEqual(taken);
    expect(await stream('/live?views=convoys')).toEqual(refused);
    expect(await stream('/live?views=bases')).toEqual(taken);
  });
});
