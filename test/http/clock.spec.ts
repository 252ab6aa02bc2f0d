import { openMinusma, startTestServer, type TestServer } from '../support/server.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.parse('2023-08-14T12:00:00Z');

/** A server, its clock, and how long its machine has been up: `now` is set, `up` passes. */
interface Timed {
  server: TestServer;
  time: { now: number; up: number; start: string };
  /** Records a note; answers when it was recorded, or what the problem is. */
  noted: (headers?: Record<string, string>) => Promise<string | undefined>;
}

async function timed(env: Record<string, string> = {}): Promise<Timed> {
  const time = { now: start, up: 0, start: 'one' };
  const uptime = {
    sinceStart: () => time.up,
    get start() {
      return time.start;
    },
  };
  const server = await startTestServer(() => time.now, env, uptime);
  await openMinusma(server);
  const noted = async (headers?: Record<string, string>): Promise<string | undefined> => {
    const body = { text: 'The road is dry.', occurredAt: '2023-08-14' };
    const reply = await server.command('add-note', body, headers);
    return reply.status < 300 ? reply.body.entries[0]?.recordedAt : `${reply.status} ${reply.body.type}`;
  };
  return { server, time, noted };
}

const refused = '503 /problems/clock-leapt';

describe('a clock that is set', () => {
  it('back, or stands still, or on by less than a day never takes the time of recording back, over restarts too', async () => {
    const { server, time, noted } = await timed();
    const times = [await noted()];
    for (const change of [-hourMs, 0, -24 * hourMs, 20 * hourMs, 24 * hourMs, -365 * dayMs]) {
      time.now += change;
      times.push(await noted());
      await server.restart();
      times.push(await noted());
    }
    expect(times).toEqual(times.toSorted((a = '', b = '') => (a < b ? -1 : Number(a > b))));
    expect(new Set(times)).toEqual(new Set(['2023-08-14T12:00:00Z', '2023-08-15T07:00:00Z']));
    expect((await server.get('/v1/missions/minusma')).body.revision).toBe(17);
    await server.close();
  });
});

describe('a clock that leaps forward by more than a day', () => {
  let here: Timed;
  beforeEach(async () => (here = await timed()));
  afterEach(() => here.server.close());
  const leap = (ms: number): void => void (here.time.now += ms);
  const pass = (ms: number): void => {
    here.time.up += ms;
    leap(ms);
  };

  it('records nothing, says what to do, and lets people read, until it is set right', async () => {
    const { server, noted } = here;
    leap(365 * dayMs);
    expect(await noted()).toBe(refused);
    const reply = await server.command('add-note', { text: 'The road is dry.', occurredAt: '2023-08-14' });
    expect(reply.body.detail).toContain('2024-08-13T12:00:00Z');
    expect(reply.body.detail).toContain('2023-08-14T12:00:00Z');
    expect(reply.body.detail).toContain('ACCEPT_CLOCK=true');
    expect(reply.headers.get('retry-after')).toBe('60');
    const ready = await server.get('/readyz');
    expect([ready.status, ready.body.type]).toEqual([503, '/problems/not-ready']);
    expect(ready.body.detail).toBe(reply.body.detail);
    expect((await server.get('/v1/missions/minusma')).status).toBe(200);
    leap(-365 * dayMs);
    expect(await noted()).toBe('2023-08-14T12:00:00Z');
    expect((await server.get('/readyz')).status).toBe(200);
  });

  it('still answers what was recorded before', async () => {
    const key = { 'idempotency-key': 'recorded-before-it-leapt' };
    const recordedAt = await here.noted(key);
    leap(2 * dayMs);
    expect(await here.noted(key)).toBe(recordedAt);
  });

  it('is no leap where the machine was up or suspended for as long', async () => {
    pass(400 * dayMs);
    expect(await here.noted()).toBe('2024-09-17T12:00:00Z');
    leap(23 * hourMs);
    expect(await here.noted()).toBe('2024-09-18T11:00:00Z');
    leap(2 * hourMs);
    expect(await here.noted()).toBe(refused);
  });

  it('is found by the next start, until one confirms it', async () => {
    const { server, noted } = here;
    await noted();
    await server.restart(() => leap(2 * dayMs));
    expect(await noted()).toBe(refused);
    await server.restart();
    expect(await noted()).toBe(refused);
    await server.restart(undefined, { ACCEPT_CLOCK: 'true' });
    expect(await noted()).toBe('2023-08-16T12:00:00Z');
    await server.restart();
    expect(await noted()).toBe('2023-08-16T12:00:00Z');
    leap(2 * dayMs);
    expect(await noted()).toBe(refused);
  });

  it('is no leap where the machine was started in between: it may have been off for as long', async () => {
    await here.server.restart(() => {
      leap(90 * dayMs);
      here.time.start = 'another';
    });
    expect(await here.noted()).toBe('2023-11-12T12:00:00Z');
  });

  it('is none up to the times that are in the log: they are there already', async () => {
    const { server, time, noted } = here;
    await server.restart(() => leap(30 * dayMs), { ACCEPT_CLOCK: 'true' });
    expect(await noted()).toBe('2023-09-13T12:00:00Z');
    await server.restart(() => {
      time.now = start;
      time.start = 'another';
    });
    time.now = start + 30.5 * dayMs;
    expect(await noted()).toBe('2023-09-14T00:00:00Z');
    time.now = start + 32 * dayMs;
    expect(await noted()).toBe(refused);
  });
});

describe('whoever administers a server whose clock has leapt', () => {
  it('can give no token, which would be good for too long', async () => {
    const time = { now: start };
    const server = await startTestServer(() => time.now, {}, { sinceStart: () => 0, start: 'one' });
    const body = JSON.stringify({ subject: 'k', grants: [{ role: 'viewer', mission: '*' }] });
    expect((await server.post('/v1/tokens', body)).status).toBe(201);
    time.now += 365 * dayMs;
    expect((await server.post('/v1/tokens', body)).body).toMatchObject({
      type: '/problems/clock-leapt',
      detail: expect.stringContaining('2024-08-13T12:00:00Z') as string,
    });
    await server.close();
  });
});
