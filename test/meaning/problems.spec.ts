import type { FastifyReply, FastifyRequest } from 'fastify';
import { Socket } from 'node:net';
import { drawToken } from '#libs/access';
import { refusals } from '#libs/domain';
import { InMemoryStore, OutcomeUnknown, Scrub, StoreFull, StoreUnavailable } from '#libs/event-store';
import { isAccepted, Logbook, Missions, MissionStopped, MissionWriter, TooLittleMemory } from '#libs/timeline';
import { AccessLog } from '../../apps/server/src/access/access-log.js';
import { LocalAccess } from '../../apps/server/src/access/local-access.js';
import { TokenAccess } from '../../apps/server/src/access/token-access.js';
import { TokensController } from '../../apps/server/src/access/tokens.controller.js';
import { Provider } from '../../apps/server/src/oidc/provider.js';
import { problemOf } from '../../apps/server/src/commands/answers.js';
import { People } from '../../apps/server/src/people/people.js';
import { Connections } from '../../apps/server/src/http/connections.js';
import { LongQuestions } from '../../apps/server/src/http/long-questions.js';
import { demand } from '../../apps/server/src/http/permission.js';
import { problemCodes } from '../../apps/server/src/http/problems.js';
import { tooManyStreams } from '../../apps/server/src/live/live-streams.js';
import { ClusterCondition } from '../../apps/server/src/operation/cluster-condition.js';
import { MeteredStore } from '../../apps/server/src/operation/metered-store.js';
import { Metrics } from '../../apps/server/src/operation/metrics.js';
import { OperationController } from '../../apps/server/src/operation/operation.controller.js';
import { opening } from '../support/beside.js';
import { answerToBytes, injectedFaults, injectedServer, type Answered, type Injected } from '../support/injected.js';
import { testConfig } from '../support/settings.js';
import { badRequests } from './rows/problems.js';
import { FullStore, row, signedAs, watchOf } from './troubled.js';

const problem = (code: string, status: number): Answered => ({
  status,
  type: `/problems/${code}`,
  detail: expect.any(String) as string,
});

describe('a client that asks wrongly is told so', () => {
  let server: Injected;
  beforeAll(async () => {
    server = await injectedServer();
    const headers = { 'content-type': 'application/json' };
    const open = { method: 'POST', path: '/v1/missions/minusma/commands/open-mission', headers } as const;
    expect(await server.ask({ ...open, body: JSON.stringify(opening) })).toEqual({ status: 201 });
    const base = { base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-01' };
    const established = { ...open, path: '/v1/missions/minusma/commands/establish-base', body: JSON.stringify(base) };
    expect(await server.ask(established)).toEqual({ status: 201 });
  });
  afterAll(() => server.close());

  for (const [code, { words, status, before, asks }] of Object.entries(badRequests)) {
    it(`${code}: ${words} (${status})`, async () => {
      if (before) expect((await server.ask(before)).status).toBe(201);
      expect(await server.ask(asks)).toMatchObject(problem(code, status));
    });
  }
});

/** What goes wrong in the server or around it, by the code that clients are told. */
const faults: Readonly<Record<string, { words: string; status: number; happens: () => unknown }>> = {
  'not-signed': {
    words: 'a proof of a log that no key signs',
    status: 404,
    happens: async () => (await signedAs('{}', undefined)).provable('minusma'),
  },
  'log-altered': {
    words: 'a proof of a log that is not what was signed',
    status: 500,
    happens: async () => (await signedAs('{"text":"altered"}', '{"text":"as signed"}')).provable('minusma'),
  },
  internal: {
    words: 'an error that nobody foresaw',
    status: 500,
    happens: () => {
      throw new TypeError('of undefined');
    },
  },
  'not-ready': {
    words: 'whether commands are taken, after one was not for want of room',
    status: 503,
    async happens() {
      const [store, metrics] = [new FullStore(), new Metrics()];
      const metered = new MeteredStore(store, metrics);
      await expect(metered.append('mission-minusma', -1, [row('{}')])).rejects.toThrow(StoreFull);
      const missions = new Missions(store, new Logbook(store), Date.now, () => undefined);
      const scrub = new Scrub(store, Date.now, () => undefined);
      const condition = new ClusterCondition(metrics, { now: Date.now });
      return new OperationController(
        metrics,
        missions,
        metered,
        scrub,
        condition,
        new LocalAccess(),
        watchOf(0),
      ).readyz({ headers: {} } as FastifyRequest);
    },
  },
  'clock-leapt': {
    words: 'a token to be issued while the clock is a year ahead',
    status: 503,
    happens: () => watchOf(365 * 86_400_000).check(),
  },
  'not-signed-in': {
    words: 'a token that nobody issued',
    status: 401,
    happens: async () => {
      const log = new AccessLog(new InMemoryStore());
      const config = testConfig({ AUTH: 'tokens' });
      const headers = { authorization: `Bearer ${drawToken().token}` };
      const request = { headers, raw: { socket: new Socket() } } as FastifyRequest;
      new TokenAccess(log, { now: Date.now }, config).identify(request);
    },
  },
  forbidden: {
    words: 'an order by somebody who may only look on',
    status: 403,
    happens: () => demand({ subject: 'k', grants: [{ role: 'viewer', mission: 'minusma' }] }, 'order', 'minusma'),
  },
  'last-admin': {
    words: 'the last token of an administrator to be revoked',
    status: 409,
    happens: async () => {
      const log = new AccessLog(new InMemoryStore());
      const controller = new TokensController(log, new LocalAccess(), { now: Date.now }, watchOf(0), testConfig());
      const body = Buffer.from(JSON.stringify({ subject: 'k', grants: [{ role: 'admin', mission: '*' }] }));
      const request = { headers: {}, body } as FastifyRequest;
      const reply = {} as FastifyReply;
      reply.header = () => reply;
      const { id } = (await controller.issue(request, reply)) as { id: string };
      await controller.revoke(id, request, reply);
    },
  },
  'access-unreadable': {
    words: 'an entry about who may be let in that nobody understands',
    status: 503,
    happens: async () => {
      const store = new InMemoryStore();
      await store.append('access', -1, [row('{"type":"KeyCut"}')]);
      const log = new AccessLog(store);
      await log.onModuleInit();
      return log.state;
    },
  },
  'provider-unreachable': {
    words: 'a sign-in by an identity provider at whose address nobody answers',
    status: 503,
    happens: () => {
      const oidc = { OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_CLIENT_ID: 'drawdown', OIDC_AUDIENCE: 'drawdown' };
      return new Provider(testConfig({ AUTH: 'oidc', ...oidc }), { now: Date.now }).facts();
    },
  },
  'people-unreadable': {
    words: 'a directory of names that is a folder',
    status: 503,
    happens: () => new People({ ...testConfig({}), peopleFile: '/' }).of('k'),
  },
  'mission-stopped': {
    words: 'an entry that cannot be read',
    status: 503,
    happens: () => Promise.reject(new MissionStopped('minusma', 5, 'its type is SatelliteLaunched')),
  },
  'too-busy': {
    words: 'a long question while another is answered and one waits',
    status: 503,
    happens: () => {
      const long = new LongQuestions(testConfig({ QUESTIONS_MAX: '1', QUESTIONS_WAITING_MAX: '1' }));
      const unanswered = (): Promise<never> => new Promise(() => undefined);
      for (const key of ['first', 'second']) void long.answer(key, unanswered);
      return long.answer('third', unanswered);
    },
  },
  'too-little-memory': {
    words: 'a question about a log that is longer than the memory',
    status: 503,
    happens: () => Promise.reject(new TooLittleMemory('247 MiB are needed')),
  },
  'too-many-requests': {
    words: 'a long question of somebody whose questions fill half of the room',
    status: 429,
    happens: () => {
      const long = new LongQuestions(testConfig({ QUESTIONS_MAX: '1', QUESTIONS_WAITING_MAX: '2' }));
      const unanswered = (): Promise<never> => new Promise(() => undefined);
      for (const key of ['first', 'second']) void long.answer(key, unanswered, 'k.diallo');
      return long.answer('third', unanswered, 'k.diallo');
    },
  },
  'too-many-streams': {
    words: 'one stream more than are taken',
    status: 503,
    happens: () => Promise.reject(tooManyStreams()),
  },
  'store-unavailable': {
    words: 'a store that does not answer',
    status: 503,
    happens: () => Promise.reject(new StoreUnavailable('it does not answer')),
  },
  'outcome-unknown': {
    words: 'a store that broke off in the middle of an append',
    status: 503,
    happens: () => Promise.reject(new OutcomeUnknown('the connection broke')),
  },
  'store-full': {
    words: 'a disk without room',
    status: 507,
    happens: async () => {
      const command = { command: 'open-mission', body: opening };
      const actor = { id: 'test', role: 'admin' } as const;
      const writer = new MissionWriter(new FullStore(), Date.now);
      const answer = await writer.submit({
        mission: 'minusma',
        commands: [command],
        batch: false,
        dryRun: false,
        actor,
      });
      if (!isAccepted(answer)) throw problemOf(answer, false);
    },
  },
};

describe('a client is told what went wrong on the other side', () => {
  let server: Injected;
  beforeAll(async () => {
    server = await injectedFaults(
      Object.fromEntries(Object.entries(faults).map(([code, { happens }]) => [code, happens])),
    );
  });
  afterAll(() => server.close());

  for (const [code, { words, status }] of Object.entries(faults)) {
    it(`${code}: ${words} (${status})`, async () =>
      expect(await server.ask({ path: `/faults/${code}` })).toMatchObject(problem(code, status)));
  }
});

/** What shows only at the ends of a connection, or of the server. */
const atTheEnds: Readonly<Record<string, { words: string; status: number; answer: () => Promise<Answered> }>> = {
  'request-invalid': { words: 'bytes that are not HTTP', status: 400, answer: () => answerToBytes('HELLO\r\n\r\n') },
  'too-slow': {
    words: 'a head that does not end in time',
    status: 408,
    answer: () => answerToBytes('GET / HTTP/1.1\r\nhost: x\r\n', 20),
  },
  'head-too-large': {
    words: 'a header of 20,000 characters',
    status: 431,
    answer: () => answerToBytes(`GET / HTTP/1.1\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`),
  },
  closing: {
    words: 'a request to a server that is ending',
    status: 503,
    async answer() {
      const server = await injectedFaults({});
      server.app.get(Connections).onModuleDestroy();
      const answer = await server.ask({ path: '/faults/none' });
      await server.close();
      return answer;
    },
  },
};

describe('a client is told so at the ends of a connection, or of the server', () => {
  for (const [code, { words, status, answer }] of Object.entries(atTheEnds))
    it(`${code}: ${words} (${status})`, async () => expect(await answer()).toMatchObject(problem(code, status)));
});

describe('the table of problems', () => {
  const rows = [...Object.keys(badRequests), ...Object.keys(faults), ...Object.keys(atTheEnds)];
  const without = (codes: readonly string[], said: readonly string[]): string[] =>
    codes.filter((code) => !said.includes(code) && !(code in refusals));

  it('has a row for each code; refusals have theirs in their own table', () =>
    expect(without(problemCodes, rows)).toEqual([]));

  it('names what has no row', () => {
    expect(without([...problemCodes, 'on-fire'], rows)).toEqual(['on-fire']);
    expect(
      without(
        problemCodes,
        rows.filter((code) => code !== 'too-slow'),
      ),
    ).toEqual(['too-slow']);
  });
});
