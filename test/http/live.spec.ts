import { connect } from 'node:net';
import { applyPatch, type Operation } from 'rfc6902';
import { eventsOf } from '#libs/client';
import { openMinusma, serverOfFile, startTestServer, type TestServer } from '../support/server.js';

const server = serverOfFile();

interface SentEvent {
  id: string;
  event: string;
  data: { view?: string; ops?: Operation[]; revisions?: number[]; document?: object; type?: string; reason?: string };
}

/** Reads events until there are so many, or until a test of them holds, then hangs up. */
async function read(
  path: string,
  wanted: number | ((events: readonly SentEvent[]) => boolean),
  headers: Record<string, string> = {},
  onOpen: () => Promise<unknown> = async () => undefined,
  from: TestServer = server(),
): Promise<SentEvent[]> {
  const hangUp = new AbortController();
  const response = await from.client.transport.open(path, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: hangUp.signal,
  });
  const opened = onOpen();
  const areAll = (some: readonly SentEvent[]): boolean =>
    typeof wanted === 'number' ? some.length >= wanted : wanted(some);
  const events: SentEvent[] = [];
  if (response.body)
    for await (const { id, event, data } of eventsOf(response.body)) {
      events.push({ id, event, data: JSON.parse(data) as SentEvent['data'] });
      if (areAll(events)) break;
    }
  hangUp.abort();
  await opened;
  return typeof wanted === 'number' ? events.slice(0, wanted) : events;
}

/** The documents that a client holds after some events. */
function held(events: readonly SentEvent[]): Record<string, { revision?: number }> {
  const documents: Record<string, { revision?: number }> = {};
  // Patches are applied in place.
  for (const { event, data } of JSON.parse(JSON.stringify(events)) as SentEvent[]) {
    if (data.view === undefined) continue;
    if (event === 'snapshot') documents[data.view] = data.document ?? {};
    else expect(applyPatch(documents[data.view], data.ops ?? []).every((error) => error === null)).toBe(true);
  }
  return documents;
}

/** The revisions of the entries told. */
const told = (events: readonly SentEvent[]): number[] =>
  events.flatMap(({ event, id }) => (event === 'entry' ? [Number(id.split('.')[0])] : []));

/** Whether a client holds both views at a revision. */
const holds =
  (revision: number, before: readonly SentEvent[] = []) =>
  (events: readonly SentEvent[]): boolean => {
    const documents = held([...before, ...events]);
    return documents.summary?.revision === revision && documents.bases?.revision === revision;
  };

const live = (): string => server().at('/live?views=summary,bases');
const report = (base = 'ber'): Promise<unknown> =>
  server().command('report-base-vacated', { base, occurredAt: '2023-08-13' });
const batchOf = (): string => server().at('/commands');
/** Both change both views. */
const two = JSON.stringify([
  { command: 'establish-base', base: 'gao', name: 'Gao', kind: 'camp', occurredAt: '2023-08-14' },
  { command: 'schedule-withdrawal', base: 'gao', on: '2023-10-01', occurredAt: '2023-08-14' },
]);
const key = { 'idempotency-key': 'two-at-once-of-the-test' };

describe('a HEAD', () => {
  it('of a stream is answered by its headers, and ends', async () => {
    const streams = [server().at('/live'), server().at('/entries'), '/v1/live'];
    for (const path of streams) {
      const reply = await fetch(server().url + path, { method: 'HEAD', headers: { accept: 'text/event-stream' } });
      expect([path, reply.status, reply.headers.get('content-type')]).toEqual([path, 200, 'text/event-stream']);
    }
    expect((await server().get('/metrics')).text).toMatch(/^drawdown_sse_clients 0$/m);
  });
});

describe('a live stream', () => {
  it('begins with each view whole, then tells of each entry and patches the views', async () => {
    const events = await read(live(), 5, {}, () => report());
    expect(events.map(({ event, data }) => [event, data.view ?? data.type])).toEqual([
      ['snapshot', 'summary'],
      ['snapshot', 'bases'],
      ['entry', 'org.drawdown.base-vacated.v1'],
      ['patch', 'summary'],
      ['patch', 'bases'],
    ]);
    expect(events.slice(2).map(({ id }) => id)).toEqual(['5.0', '5.1', '5.2']);
  });

  it('resumes inside a revision, without a gap or a repeat', async () => {
    await report();
    await server().command('add-note', { text: 'rain', base: 'ber', occurredAt: '2023-08-14' });
    const record = async (): Promise<void> => {
      await server().command('add-note', { text: 'dry again', base: 'ber', occurredAt: '2023-08-15' });
      await server().post(batchOf(), two, key);
    };
    const whole = await read(live(), holds(9), {}, record);
    expect(told(whole)).toEqual([7, 8, 9]);
    const last = held(whole);
    for (const [index, { id }] of whole.slice(0, -1).entries()) {
      const before = whole.slice(0, index + 1);
      const rest = await read(live(), holds(9, before), { 'last-event-id': id });
      expect([id, told([...before, ...rest])]).toEqual([id, [7, 8, 9]]);
      expect([id, held([...before, ...rest])]).toEqual([id, last]);
    }
  });

  it('joins in one patch what was recorded together', async () => {
    const events = await read(live(), holds(6), {}, () => server().post(batchOf(), two, key));
    expect(events.slice(2).map(({ event, data }) => [event, data.view ?? data.type, data.revisions])).toEqual([
      ['entry', 'org.drawdown.base-established.v1', undefined],
      ['entry', 'org.drawdown.withdrawal-scheduled.v1', undefined],
      ['patch', 'summary', [5, 6]],
      ['patch', 'bases', [5, 6]],
    ]);
  });

  it('never shows a part of what was recorded together, also not to whoever was cut inside it', async () => {
    const whole = await read(live(), holds(6), {}, () => server().post(batchOf(), two, key));
    const cut = whole.find(({ id }) => id.startsWith('5.'))?.id ?? '';
    const rest = await read(live(), holds(6), { 'last-event-id': cut });
    expect(rest.map(({ event, id }) => [event, id.split('.')[0]])).toEqual([
      ['entry', '6'],
      ['snapshot', '6'],
      ['snapshot', '6'],
    ]);
    // An id of which no server of this kind says that it stands inside a batch.
    const other = await read(live(), 3, { 'last-event-id': '5.2' });
    expect(other.filter(({ event }) => event !== 'entry').map(({ id }) => id.split('.')[0])).toEqual(['6', '6']);
  });

  it('says so where it cannot be resumed, and begins anew', async () => {
    const events = await read(live(), 3, { 'last-event-id': '99.0' });
    expect(events.map(({ event }) => event)).toEqual(['reset', 'snapshot', 'snapshot']);
  });

  it('says of a stream of entries, which has no snapshots, where to read those that it leaves out', async () => {
    const [reset] = await read(server().at('/entries'), 1, { 'last-event-id': '3' });
    expect([reset?.event, reset?.data.reason]).toEqual([
      'reset',
      expect.stringContaining('read /entries after the last'),
    ]);
  });

  it('streams entries alone, from a revision on', async () => {
    const events = await read(server().at('/entries?after=2'), 3, {}, () => report());
    expect(events.map(({ id }) => id)).toEqual(['3.0', '4.0', '5.0']);
  });

  it('tells of all missions', async () => {
    const events = await read('/v1/live', 2, {}, () => report());
    expect(events.map(({ event }) => event)).toEqual(['snapshot', 'patch']);
  });

  it('drops a reader that is too slow, and keeps the others', async () => {
    const { hostname, port } = new URL(server().url);
    const slow = connect(Number(port), hostname);
    // A socket that nobody reads from fills up: that is what a dashboard on a lost connection looks like.
    slow.pause();
    slow.write(`GET ${server().at('/entries')} HTTP/1.1\r\nHost: ${hostname}\r\nAccept: text/event-stream\r\n\r\n`);
    const note = { command: 'add-note', text: 'x'.repeat(2000), occurredAt: '2023-08-13' };
    const batch = JSON.stringify(Array.from({ length: 300 }, () => note));
    const dropped = async (): Promise<boolean> =>
      /^drawdown_sse_dropped_total 1$/m.test((await server().get('/metrics')).text);
    let batches = 0;
    while (!(await dropped()) && batches < 60) {
      await server().post(server().at('/commands'), batch, { 'idempotency-key': `a-batch-of-notes-${batches++}` });
    }
    expect(await dropped()).toBe(true);
    slow.destroy();
    expect(await read(live(), 2)).toHaveLength(2);
  });
});

describe('when a silence ends by itself', () => {
  it('those who follow the alerts are told, though nothing was recorded', async () => {
    const until = Date.parse('2023-08-20T10:00:00Z');
    let opened = Number.POSITIVE_INFINITY;
    const other = await startTestServer(() => until - 300 + Math.max(0, Date.now() - opened));
    await openMinusma(other);
    const { status } = await other.command('silence-alerts', { until: '2023-08-20T10:00:00Z', reason: 'known' });
    expect(status).toBe(201);
    const open = async (): Promise<void> => void (opened = Date.now());
    const [before, after] = await read(other.at('/live?views=alerts'), 2, {}, open, other);
    expect(before?.data.document).toMatchObject({ items: [{ silenced: {} }, { silenced: {} }] });
    expect(after?.data.ops).toEqual([0, 1].map((item) => ({ op: 'remove', path: `/items/${item}/silenced` })));
    await other.close();
  });
});

describe('at midnight in the zone of the mission', () => {
  it('the figures that the clock moves are patched', async () => {
    const midnight = Date.parse('2023-08-15T00:00:00Z');
    // The clock stands until the stream is open, however slow the machine is.
    let opened = Number.POSITIVE_INFINITY;
    const other = await startTestServer(() => midnight - 300 + Math.max(0, Date.now() - opened));
    await openMinusma(other);
    const open = async (): Promise<void> => void (opened = Date.now());
    const events = await read(other.at('/live'), 2, {}, open, other);
    expect(events.map(({ event }) => event)).toEqual(['snapshot', 'patch']);
    expect(events[0]?.data.document).toMatchObject({ deadline: { daysLeft: 139 } });
    expect(events[1]?.data.ops).toContainEqual({ op: 'replace', path: '/deadline/daysLeft', value: 138 });
    await other.close();
  });
});
