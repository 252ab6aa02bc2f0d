import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Webhook as Receiver } from 'standardwebhooks';
import type { Alert } from '#libs/alerts';
import { nextAlertMessage, nothingSent, type Sent } from '../apps/server/src/webhooks/alert-messages.js';
import { alertsMessage, type Message } from '../apps/server/src/webhooks/messages.js';
import type { Posted } from '../apps/server/src/webhooks/poster.js';
import { delayAfter, delaysMs } from '../apps/server/src/webhooks/schedule.js';
import { overlapMs, publicKeyOf, secretOf, signaturesOf } from '../apps/server/src/webhooks/signatures.js';
import { WebhookState, type Failing, type Webhook } from '../apps/server/src/webhooks/webhook-state.js';
import { WebhookWorker } from '../apps/server/src/webhooks/worker.js';
import { ToldTime } from './support/timers.js';

const start = Date.parse('2023-08-13T12:00:00Z');
const master = randomBytes(32);

describe('the signatures of a message', () => {
  const signer = { id: 'hook', generation: 1, rotatedAt: new Date(start).toISOString() };
  /** What a receiver reads that has the secret of a generation, of which the newest was made so long ago. */
  const verified = (generation: number, rotatedMsAgo: number): unknown => {
    const at = Date.now();
    const rotated = { ...signer, rotatedAt: new Date(at - rotatedMsAgo).toISOString() };
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at / 1000)),
      'webhook-signature': signaturesOf(master, rotated, 'msg_1', at, '{"a":1}'),
    };
    return new Receiver(secretOf(master, { id: 'hook', generation })).verify('{"a":1}', headers);
  };

  it('are checked by whoever has the secret, as Standard Webhooks has it', () =>
    expect(verified(1, 2 * overlapMs)).toEqual({ a: 1 }));

  it('are of the former secret too for a day after it was made anew', () => {
    const count = (at: number): number => signaturesOf(master, signer, 'm', at, '').split(' ').length;
    expect([count(start), count(start + overlapMs - 1), count(start + overlapMs)]).toEqual([4, 4, 2]);
    expect([verified(0, 0), verified(1, 0)]).toEqual([{ a: 1 }, { a: 1 }]);
    expect(() => verified(0, overlapMs)).toThrow('No matching signature');
  });

  it('are checked by anybody with the public key', () => {
    const raw = Buffer.from(publicKeyOf(master, signer).replace('whpk_', ''), 'base64');
    const key = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]),
      format: 'der',
      type: 'spki',
    });
    const signed = signaturesOf(master, signer, 'msg_1', start, 'body').split(' ');
    const own = signed.find((one) => one.startsWith('v1a,'))?.slice(4) ?? '';
    const text = Buffer.from(`msg_1.${start / 1000}.body`);
    expect(verify(null, text, key, Buffer.from(own, 'base64'))).toBe(true);
  });
});

it('attempts follow the schedule of the standard, spread by up to a fifth, and end', () => {
  expect(delayAfter(1, 0)).toBe(5000);
  expect(delayAfter(2, 1)).toBe(360_000);
  expect(delayAfter(delaysMs.length, 0)).toBe(86_400_000);
  expect(delayAfter(delaysMs.length + 1, 0)).toBeUndefined();
});

describe('what is said of alerts', () => {
  const alert = (id: string, more: Partial<Alert> = {}): Alert => ({
    id,
    rule: 'planned-date-passed',
    subject: id,
    since: start,
    holdDays: 0,
    firingSince: start,
    entries: [1],
    figures: { kind: 'stopped', revision: 1 },
    ...more,
  });
  const silence = {
    revision: 9,
    until: start + 1000,
    at: start,
    occurredAt: '2023-08-13',
    reason: 'r',
    by: { id: 'k', role: 'planner' },
  };
  const said = (before: Sent, alerts: Alert[], day = '2023-08-13', at = start, silences = [silence].slice(1)) =>
    nextAlertMessage(before, { alerts, silences, at, day });

  it('is grouped by hub, and once a day', () => {
    const alerts = [alert('a', { hub: 'gao' }), alert('b', { hub: 'timbuktu' }), alert('c', { hub: 'gao' })];
    const first = said(nothingSent, alerts);
    expect([first?.hub, first?.firing.map(({ id }) => id)]).toEqual(['gao', ['a', 'c']]);
    const second = said(first?.sent ?? nothingSent, alerts);
    expect([second?.hub, second?.firing.map(({ id }) => id)]).toEqual(['timbuktu', ['b']]);
    const sent = second?.sent ?? nothingSent;
    expect(said(sent, alerts)).toBeUndefined();
    expect(said(sent, alerts, '2023-08-14')?.firing.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('is not repeated while somebody looks after it, and that it resolved is always said', () => {
    const { sent = nothingSent } = said(nothingSent, [alert('a')]) ?? {};
    const acknowledged = { ...silence, alert: 'a' };
    expect(said(sent, [alert('a', { acknowledged })], '2023-08-14')).toBeUndefined();
    expect(said(sent, [], '2023-08-14')?.resolved).toEqual(['a']);
    expect(said(said(sent, [])?.sent ?? sent, [])).toBeUndefined();
  });

  it('is nothing while it is silent, and then that the silence is over and what still fires', () => {
    const silent = said(nothingSent, [alert('a', { silenced: silence })], '2023-08-13', start, [silence]);
    expect([silent?.firing, silent?.resolved, silent?.silencesEnded]).toEqual([[], [], []]);
    const over = said(silent?.sent ?? nothingSent, [alert('a')], '2023-08-13', start + 1001, [silence]);
    expect([over?.firing.map(({ id }) => id), over?.silencesEnded]).toEqual([['a'], [9]]);
    // One that was ended by a retraction is over as well.
    expect(said(silent?.sent ?? nothingSent, [])?.silencesEnded).toEqual([9]);
  });

  it('that it fires and that it has resolved is two messages, of whichever revision and day', async () => {
    const of = { id: 'hook', replays: 0, role: 'viewer', body: 'thin' } as const;
    const sources = {
      missions: { entries: () => Promise.resolve([]) },
      withheld: () => Promise.resolve(new Set<string>()),
    };
    const idOf = async (firing: Alert[], resolved: string[]): Promise<string> =>
      (await alertsMessage(of, 'm', 4, { firing, resolved, silencesEnded: [], sent: nothingSent }, start, sources)).id;
    const fires = await idOf([alert('a')], []);
    expect(await idOf([], ['a'])).not.toBe(fires);
  });
});

/** An endpoint of a mission, and what it answers, in turn. */
function endpoint(answers: Posted[], heads: Record<string, number> = { m: 4 }, failing?: Failing) {
  const time = new ToldTime(start);
  const state = new WebhookState();
  const wanted = {
    id: 'hook',
    url: 'https://a.example',
    mission: 'm',
    events: ['entries'],
    body: 'thin',
    role: 'viewer',
  };
  state.take(
    JSON.stringify({ type: 'WebhookCreated', at: '2023-08-13T12:00:00Z', by: 'k', positions: { m: 2 }, ...wanted }),
  );
  if (failing) state.take(JSON.stringify({ type: 'WebhooksReached', at: '', reached: { hook: { failing } } }));
  const webhook = state.webhooks.get('hook') as Webhook;
  const posted: Message[] = [];
  const sender = { isThisServer: true };
  const worker = new WebhookWorker(webhook, {
    clock: time,
    timers: time,
    chance: () => 0,
    missions: { entries: () => Promise.resolve([]) },
    withheld: () => Promise.resolve(new Set<string>()),
    headsOf: () => Object.entries(heads),
    maySend: () => sender.isThisServer,
    taken: () => undefined,
    post: (_, message) => {
      posted.push(message);
      return Promise.resolve(answers.shift() ?? { status: 204 });
    },
    disable: (_, reason) => {
      state.take(JSON.stringify({ type: 'WebhookDisabled', at: '2023-08-13T12:00:00Z', id: 'hook', reason }));
      return Promise.resolve();
    },
    report: (error) => {
      throw error;
    },
  });
  /** Wakes it, and lets time pass. */
  const wake = async (ms = 0): Promise<void> => {
    worker.wake();
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    time.pass(ms);
    for (let turn = 0; turn < 5; turn++) await setImmediate();
  };
  const revisions = (): unknown[] =>
    posted.map(({ body }) => {
      const { data } = JSON.parse(body) as { data: { first: number; revision: number } };
      return [data.first, data.revision];
    });
  return { worker, webhook, state, posted, heads, wake, revisions, sender, time };
}

describe('an endpoint', () => {
  it('is sent nothing by a server that may not send, and what there is once it may', async () => {
    const { sender, wake, revisions } = endpoint([]);
    sender.isThisServer = false;
    await wake(60_000);
    expect(revisions()).toEqual([]);
    sender.isThisServer = true;
    await wake();
    expect(revisions()).toEqual([[3, 4]]);
  });

  it('is told of what was recorded since it was made, in order, and together what comes within a second', async () => {
    const { wake, revisions, heads, worker } = endpoint([]);
    await wake();
    heads.m = 5;
    await wake();
    heads.m = 9;
    await wake(1000);
    expect(revisions()).toEqual([
      [3, 4],
      [5, 9],
    ]);
    expect(worker.takeUnkept()).toEqual({ positions: { m: 9 }, sent: {} });
  });

  it('is told what comes next though the clock was put back by an hour, or by a year', async () => {
    const { heads, wake, revisions, time } = endpoint([{ status: 204 }, { status: 500 }, { status: 204 }]);
    await wake();
    time.set(-3_600_000);
    heads.m = 5;
    await wake(1000);
    time.set(-365 * 86_400_000);
    await wake(5000);
    expect(revisions()).toEqual([
      [3, 4],
      [5, 5],
      [5, 5],
    ]);
  });

  it('waits for no longer than by the schedule if what was kept is of a clock that was ahead', async () => {
    const next = '2024-08-13T12:00:00Z';
    const failing = { since: next, attempts: 1, at: next, reason: 'r', next };
    const { wake, revisions } = endpoint([], { m: 4 }, failing);
    await wake(4999);
    expect(revisions()).toEqual([]);
    await wake(1001);
    expect(revisions()).toEqual([[3, 4]]);
  });

  it('that fails is sent the same message again by the schedule, and then goes on', async () => {
    const { wake, revisions, heads, posted, worker } = endpoint([
      { status: 500 },
      { reason: 'refused' },
      { status: 200 },
    ]);
    await wake();
    expect(worker.failing).toMatchObject({ attempts: 1, reason: 'answered 500', next: '2023-08-13T12:00:05Z' });
    heads.m = 7;
    await wake(4999);
    expect(posted).toHaveLength(1);
    await wake(1);
    await wake(300_000);
    await wake(1000);
    expect(revisions()).toEqual([
      [3, 4],
      [3, 4],
      [3, 4],
      [5, 7],
    ]);
    expect(new Set(posted.slice(0, 3).map(({ id }) => id)).size).toBe(1);
    expect([worker.failing, worker.failures.length]).toEqual([null, 2]);
  });

  it('takes a message by 2xx alone: a redirect is a failure', async () => {
    const { wake, worker } = endpoint([{ status: 302 }]);
    await wake();
    expect(worker.failing?.reason).toBe('answered 302');
  });

  it('that is gone is not sent anything more, nor one that failed to the end of the schedule', async () => {
    const gone = endpoint([{ status: 410 }]);
    await gone.wake();
    await gone.wake(86_400_000);
    expect([gone.webhook.disabled?.reason, gone.posted.length]).toEqual(['gone', 1]);
    const dead = endpoint(Array.from({ length: 20 }, () => ({ reason: 'refused' })));
    await dead.wake();
    for (const delay of delaysMs) await dead.wake(delay);
    await dead.wake(86_400_000);
    expect([dead.webhook.disabled?.reason, dead.posted.length]).toEqual(['failing', delaysMs.length + 1]);
  });

  it('is told again from a revision on by messages of their own, though it was disabled', async () => {
    const { wake, state, worker, posted, revisions } = endpoint([{ status: 204 }, { status: 410 }]);
    await wake();
    state.take(JSON.stringify({ type: 'WebhookReplayed', at: '', by: 'k', id: 'hook', mission: 'm', from: 3 }));
    worker.restart();
    await wake();
    expect(revisions()).toEqual([
      [3, 4],
      [3, 4],
    ]);
    expect(posted[0]?.id).not.toBe(posted[1]?.id);
  });

  it('goes on where it was kept, also with the wait for its next attempt', async () => {
    const { state, webhook } = endpoint([]);
    const next = '2023-08-13T12:05:00Z';
    const failing = { since: next, attempts: 2, at: next, reason: 'r', next };
    const reached = { hook: { positions: { m: 4 }, sent: { m: nothingSent }, failing } };
    state.take(JSON.stringify({ type: 'WebhooksReached', at: '', reached }));
    expect(webhook).toMatchObject({ positions: { m: 4 }, failing });
  });
});
