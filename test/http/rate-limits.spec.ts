import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readConfig } from '../../apps/server/src/config.js';
import { LongQuestions } from '../../apps/server/src/http/long-questions.js';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';
import { testConfig } from '../support/settings.js';
import { besideClock } from '../support/timers.js';

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startTestServer(Date.now, {
    AUTH: 'tokens',
    REQUESTS_PER_MINUTE_MAX: '20',
    STRANGER_REQUESTS_PER_MINUTE_MAX: '10',
    SIGN_INS_PER_MINUTE_MAX: '5',
  });
  admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
});
afterAll(() => server.close());

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** How often something is answered otherwise than that it is asked too often, of so many times, and the last answer. */
async function answered(times: number, asking: () => Promise<Reply>): Promise<[number, Reply]> {
  const replies: Reply[] = [];
  for (let n = 0; n < times; n++) replies.push(await asking());
  return [replies.filter(({ status }) => status !== 429).length, replies.at(-1)!];
}

it('lets each person ask so often in a minute, and nobody pay for another', async () => {
  const given = { subject: 'k.diallo', grants: [{ role: 'planner', mission: '*' }] };
  const { token } = (await server.post('/v1/tokens', JSON.stringify(given), bearer(admin))).body;
  const other = (await server.post('/v1/tokens', JSON.stringify(given), bearer(admin))).body.token;
  const [taken, last] = await answered(25, () => server.get('/v1/missions', bearer(String(token))));
  expect([taken, last.status, last.body.type]).toEqual([20, 429, '/problems/too-many-requests']);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  // Another token of the same person is the same person.
  expect((await server.get('/v1/missions', bearer(String(other)))).status).toBe(429);
  expect((await server.get('/v1/missions', bearer(admin))).status).toBe(200);
});

it('holds nobody longer than a minute because the clock was put back', async () => {
  const given = { subject: 'a.traore', grants: [{ role: 'planner', mission: '*' }] };
  const { token } = (await server.post('/v1/tokens', JSON.stringify(given), bearer(admin))).body;
  await answered(20, () => server.get('/v1/missions', bearer(String(token))));
  const anHourAgo = Date.now() - 3_600_000;
  const last = await besideClock(
    () => anHourAgo,
    () => server.get('/v1/missions', bearer(String(token))),
  );
  expect(last.status).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeLessThanOrEqual(60);
});

it('counts who brings no token, or a wrong one, by their address, and signing in by itself and more strictly', async () => {
  const signIn = (): Promise<Reply> => server.post('/v1/sign-in', '{"token": "dwd_wrong"}');
  expect((await answered(8, signIn))[0]).toBe(5);
  expect((await answered(15, () => server.get('/v1/missions', bearer('dwd_wrong'))))[0]).toBe(10);
  expect((await server.get('/v1/missions')).status).toBe(429);
  // Whoever is known goes on.
  expect((await server.get('/v1/missions', bearer(admin))).status).toBe(200);
});

it('takes the word of a proxy for an address only where it is trusted', async () => {
  for (const [TRUST_PROXY, taken] of [
    ['', 1],
    ['127.0.0.1', 3],
  ] as const) {
    const proxied = await startTestServer(Date.now, { AUTH: 'tokens', SIGN_INS_PER_MINUTE_MAX: '1', TRUST_PROXY });
    let client = 0;
    const from = (): Promise<Reply> =>
      ask(proxied.url, '/v1/sign-in', {
        method: 'POST',
        body: '{"token": "dwd_wrong"}',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${++client}` },
      });
    expect([TRUST_PROXY, (await answered(3, from))[0]]).toEqual([TRUST_PROXY, taken]);
    await proxied.close();
  }
});

it('has limits where nothing is said, and none that are no numbers', () => {
  expect(readConfig({}).limits).toMatchObject({ requests: 12_000, strangers: 1200, signIns: 30, questionsEach: 2 });
  expect(readConfig({ REQUESTS_PER_MINUTE_MAX: '0' }).limits.requests).toBe(0);
  for (const wrong of ['-1', 'many', '1.5', '12345678'])
    expect(() => readConfig({ REQUESTS_PER_MINUTE_MAX: wrong })).toThrow('REQUESTS_PER_MINUTE_MAX');
});

describe('long questions', () => {
  const settings = { QUESTIONS_MAX: '4', QUESTIONS_EACH_MAX: '2', QUESTIONS_WAITING_MAX: '6' };

  it('are answered two at once for each person; others do not wait for theirs', async () => {
    const long = new LongQuestions(testConfig(settings));
    const begun: string[] = [];
    const end = new Map<string, () => void>();
    const asking = (key: string, who: string): Promise<void> =>
      long.answer(
        key,
        () => {
          begun.push(key);
          return new Promise((resolve) => end.set(key, resolve));
        },
        who,
      );
    const all = ['k1', 'k2', 'k3', 'k4'].map((key) => asking(key, 'k'));
    all.push(asking('p1', 'p'));
    await Promise.resolve();
    expect(begun).toEqual(['k1', 'k2', 'p1']);
    for (const key of ['k1', 'k2', 'k3', 'k4', 'p1']) {
      end.get(key)?.();
      await all[['k1', 'k2', 'k3', 'k4', 'p1'].indexOf(key)];
    }
    expect(begun).toEqual(['k1', 'k2', 'p1', 'k3', 'k4']);
  });

  it('of one person fill half of the room at most', () => {
    const long = new LongQuestions(testConfig(settings));
    const asking = (who: string, n: number): unknown =>
      long.answer(`${who}${n}`, () => new Promise(() => undefined), who);
    for (let n = 0; n < 5; n++) void asking('k', n);
    expect(() => asking('k', 5)).toThrow('Ask again after');
    expect(() => void asking('p', 0)).not.toThrow();
  });

  it('whose answer is sent as it is taken, as evidence is, are two at once of one person, however slowly they take it', async () => {
    const long = new LongQuestions(testConfig(settings));
    const sending = (who?: string): Promise<PassThrough> => {
      const made = new PassThrough();
      return long.sent(() => Promise.resolve(made), who).then(() => made);
    };
    const [first] = [await sending('k'), await sending('k')];
    await expect(sending('k')).rejects.toThrow('Ask again after');
    await expect(sending('p')).resolves.toBeDefined();
    first?.destroy();
    await new Promise(setImmediate);
    await expect(sending('k')).resolves.toBeDefined();
    await expect(long.sent(() => Promise.reject(new Error('no')), 'q')).rejects.toThrow('no');
    for (const who of ['q', 'q', undefined, undefined, undefined]) await expect(sending(who)).resolves.toBeDefined();
  });
});

it('gives nobody more packages of evidence at once than long questions', async () => {
  const small = await startTestServer(Date.now, { AUTH: 'tokens', QUESTIONS_EACH_MAX: '1' });
  const by = bearer(readFileSync(join(small.dataDir, 'admin.token'), 'utf8').trim());
  await openMinusma({
    ...small,
    command: (name, body) => small.post(small.at(`/commands/${name}`), JSON.stringify(body), by),
  });
  const asked = Array.from({ length: 10 }, () => small.get(small.at('/evidence'), by));
  const found = (await Promise.all(asked)).map(({ status, body }) => [status, body.type]);
  await small.close();
  expect(found).toContainEqual([429, '/problems/too-many-requests']);
  expect(found).toContainEqual([200, undefined]);
});
