import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { besideClock } from '../../../test/support/timers.js';
import { DrawdownClient } from './drawdown-client.js';
import {
  ChangedSince,
  Invalid,
  NotDrawdown,
  NotFound,
  Refused,
  ServerFault,
  TryLater,
  Unreachable,
} from './problems.js';

interface Heard {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
}

type Answering = (reply: ServerResponse) => void;

let server: Server;
let heard: Heard[] = [];
let answers: Answering[] = [];
beforeEach(async () => {
  [heard, answers] = [[], []];
  // What a line and a server may do to a request, one after the other. A server of its own for each test: a request that
  // was given up may arrive late, and takes no answer away from the next one.
  server = createServer(({ method, url, headers }, reply) => {
    heard.push({ method, url, headers });
    answers.shift()?.(reply);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const clientOf = (options: object = {}): DrawdownClient =>
  new DrawdownClient({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    backOffMs: 1,
    actor: 'k.diallo',
    ...options,
  });

const json =
  (status: number, body: object, headers: Record<string, string> = {}): Answering =>
  (reply) =>
    reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (status: number, code: string, more: object = {}): Answering =>
  json(status, { type: `https://drawdown.example/problems/${code}`, title: 'No', status, detail: 'why', ...more });
const hangUp: Answering = (reply) => reply.destroy();
const cutShort: Answering = (reply) => {
  reply.writeHead(201, { 'content-length': '1000' });
  reply.write('{"revision":');
  setImmediate(() => reply.destroy());
};
const page: Answering = (reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>');
const gateway: Answering = (reply) => reply.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
const recorded = json(201, { mission: 'm', revision: 7, entries: [], discrepancies: [] });
const note = { text: 'rain', occurredAt: '2023-08-13' };

describe('a command', () => {
  it('is sent again under one key until it is answered, whatever the line does to it', async () => {
    answers = [hangUp, cutShort, gateway, problem(503, 'closing'), recorded];
    const answer = await clientOf().mission('m').command<'NoteAdded'>('add-note', note);
    expect(answer).toMatchObject({ revision: 7, isReplayed: false });
    const keys = heard.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(5);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(heard[0]).toMatchObject({
      method: 'POST',
      url: '/v1/missions/m/commands/add-note',
      headers: { 'x-actor': 'k.diallo', 'content-type': 'application/json' },
    });
  });

  it('says whether it had been recorded before, and goes under the key that is given', async () => {
    answers = [json(200, { revision: 7 })];
    const answer = await clientOf().mission('m').command('add-note', note, { key: 'a-key-of-my-own-1', ifMatch: 6 });
    expect(answer.isReplayed).toBe(true);
    expect(heard[0]?.headers).toMatchObject({ 'idempotency-key': 'a-key-of-my-own-1', 'if-match': '"6"' });
  });

  it('has another key each time', async () => {
    answers = [recorded, recorded];
    for (let time = 0; time < 2; time++) await clientOf().mission('m').command('add-note', note);
    expect(new Set(heard.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('is not taken for recorded when a sign-in page answers', async () => {
    answers = [page];
    await expect(clientOf().mission('m').command('add-note', note)).rejects.toBeInstanceOf(NotDrawdown);
  });

  it('ends after so many times, and says why', async () => {
    answers = [hangUp, hangUp, hangUp];
    await expect(clientOf({ triesMax: 2 }).mission('m').command('add-note', note)).rejects.toBeInstanceOf(Unreachable);
    expect(heard).toHaveLength(2);
    answers = [problem(503, 'not-yet')];
    const once = clientOf().mission('m').command('add-note', note, { triesMax: 1 });
    await expect(once).rejects.toBeInstanceOf(TryLater);
  });

  it('is given up when it takes too long', async () => {
    answers = [() => undefined];
    const late = clientOf({ silenceMsMax: 1, triesMax: 1 }).mission('m').command('add-note', note);
    await expect(late).rejects.toBeInstanceOf(Unreachable);
  });

  it('is given up when its signal says so', async () => {
    const stop = new AbortController();
    answers = [() => stop.abort(new RangeError('enough'))];
    const stopped = clientOf().mission('m').command('add-note', note, { signal: stop.signal });
    await expect(stopped).rejects.toBeInstanceOf(RangeError);
  });
});

describe('what the server says no to', () => {
  it.each([
    [400, 'not-json', Invalid],
    [404, 'unknown-mission', NotFound],
    [408, 'too-slow', TryLater],
    [409, 'already-scheduled', Refused],
    [412, 'changed-since', ChangedSince],
    [422, 'invalid', Invalid],
    [500, 'internal', ServerFault],
    [503, 'store-unavailable', TryLater],
    [503, 'mission-stopped', ServerFault],
    [507, 'store-full', ServerFault],
  ])('%i %s is an error of its kind', async (status, code, kind) => {
    answers = [problem(status, code)];
    const asked = clientOf({ triesMax: 1 }).mission('m').view('summary');
    await expect(asked).rejects.toMatchObject({ status, code, message: 'No: why' });
    answers = [problem(status, code)];
    await expect(clientOf({ triesMax: 1 }).mission('m').view('summary')).rejects.toBeInstanceOf(kind);
  });

  it('is not asked again, but for what may pass', async () => {
    answers = [problem(503, 'mission-stopped')];
    await expect(clientOf().missions()).rejects.toBeInstanceOf(ServerFault);
    expect(heard).toHaveLength(1);
  });

  it('brings its figures, its fields, and what changed in between', async () => {
    answers = [problem(409, 'expedite-must-be-earlier', { figures: { on: '2023-08-20' } })];
    const refused: unknown = await clientOf()
      .mission('m')
      .command('x', {})
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ figures: { on: '2023-08-20' }, message: 'No: why (on 2023-08-20)' });
    answers = [problem(422, 'invalid', { errors: [{ pointer: '/on', detail: 'must be a day' }] })];
    const invalid: unknown = await clientOf()
      .mission('m')
      .command('x', {})
      .catch((error: unknown) => error);
    expect(invalid).toMatchObject({ errors: [{ pointer: '/on' }], message: 'No: /on must be a day' });
    answers = [problem(412, 'changed-since', { revision: 9, entries: [{ revision: 9 }] })];
    const changed: unknown = await clientOf()
      .mission('m')
      .command('x', {})
      .catch((error: unknown) => error);
    expect(changed).toMatchObject({ revision: 9, entries: [{ revision: 9 }] });
  });
});

describe('a question', () => {
  it('is asked as of any time; a list comes whole, page after page', async () => {
    answers = [json(200, { revision: 3, items: [1, 2], next: 'c', rest: 'x' }), json(200, { revision: 3, items: [3] })];
    const asOf = { validAt: '2023-08-13', knownAt: '41' };
    expect(await clientOf().mission('minusma 2').view('bases', asOf)).toEqual({
      revision: 3,
      items: [1, 2, 3],
      rest: 'x',
    });
    expect(heard.map(({ url }) => url)).toEqual([
      '/v1/missions/minusma%202/bases?validAt=2023-08-13&knownAt=41&limit=500',
      '/v1/missions/minusma%202/bases?validAt=2023-08-13&knownAt=41&limit=500&after=c',
    ]);
  });

  it('of the stored entries gives each byte as it is', async () => {
    const text = '{"revision":0,"data":{"n":1.0}}\n';
    answers = [(reply) => reply.end(text)];
    for await (const found of clientOf().mission('m').envelopes({ base: 'ber' }))
      expect(found).toEqual({ text, entries: [{ revision: 0, data: { n: 1 } }] });
    expect(heard[0]).toMatchObject({ headers: { accept: 'application/x-ndjson' } });
  });

  it('has an address of HTTP, or none is asked', () =>
    expect(() => new DrawdownClient({ url: 'ftp://127.0.0.1' })).toThrow(TypeError));
});

describe('a stream', () => {
  const frame = (id: string, event: string, data: object): string =>
    `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  const summary = frame('4.0', 'snapshot', { view: 'summary', document: { revision: 4 } });
  const patch = frame('5.1', 'patch', { view: 'summary', ops: [{ op: 'replace', path: '/revision', value: 5 }] });
  const unfit = frame('6.1', 'patch', { view: 'bases', ops: [{ op: 'remove', path: '/items/0/name' }] });
  const streaming =
    (...pieces: string[]): Answering =>
    (reply) => {
      reply.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of pieces) reply.write(piece);
    };
  const ending =
    (...pieces: string[]): Answering =>
    (reply) => {
      streaming(...pieces)(reply);
      reply.end();
    };

  /** Follows until the views have this revision; answers why lines were lost, and the entries told. */
  async function follow(until: number, silenceMsMax?: number): Promise<{ lost: string[]; entries: number[] }> {
    const lost: string[] = [];
    const entries: number[] = [];
    await new Promise<void>((resolve) => {
      const stream = clientOf({ ...(silenceMsMax !== undefined && { silenceMsMax }) })
        .mission('m')
        .live(['summary', 'bases'], {
          onEntry: ({ revision }) => void entries.push(revision),
          onViews: ({ summary: seen }) => {
            if (seen?.revision !== until) return;
            stream.close();
            resolve();
          },
          onLost: (why) => {
            lost.push((why as Error).name);
            // Nobody waits for the time that is left between.
            queueMicrotask(() => stream.look());
          },
        });
    });
    return { lost, entries };
  }
  const idsSent = (): unknown[] => heard.map(({ headers }) => headers['last-event-id']);

  it('goes on after the last event when its line is lost, in the middle of an event too', async () => {
    const entry = frame('5.0', 'entry', { data: { revision: 5 } });
    answers = [ending(summary, entry, patch.slice(0, 20)), streaming(patch.slice(0, 9), patch.slice(9))];
    expect(await follow(5)).toEqual({ lost: ['Unreachable'], entries: [5] });
    expect(idsSent()).toEqual([undefined, '5.0']);
    expect(heard[0]?.url).toBe('/v1/missions/m/live?views=summary%2Cbases');
  });

  it('is made again if nothing comes, though the clock is put back meanwhile', async () => {
    let now = Date.now();
    const last = Array.from({ length: 99 }, () => streaming(summary, patch));
    answers = [streaming(summary), ...last];
    const { lost } = await besideClock(
      () => (now -= 60_000),
      () => follow(5, 100),
    );
    expect(new Set(lost)).toEqual(new Set(['Silent']));
  });

  it('begins anew when a change does not fit what is held', async () => {
    answers = [streaming(summary, unfit), streaming(summary, patch)];
    expect((await follow(5)).lost).toEqual(['Error']);
    expect(idsSent()).toEqual([undefined, undefined]);
  });

  it('begins anew after the server said no, and says why', async () => {
    answers = [ending(summary), problem(404, 'unknown-mission'), gateway, streaming(summary, patch)];
    expect((await follow(5)).lost).toEqual(['Unreachable', 'NotFound', 'Unreachable']);
    expect(idsSent()).toEqual([undefined, '4.0', undefined, undefined]);
  });
});
