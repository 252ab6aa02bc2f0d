import { openingOf } from '../support/opening.js';
import { serverOfFile } from '../support/server.js';

const server = serverOfFile();

const vacated = { base: 'ber', occurredAt: '2023-08-13' };
const key = { 'idempotency-key': 'ber-was-vacated-1' };
const revision = async (): Promise<number> => (await server().get(server().at(''))).body.revision;

describe('a command with a key', () => {
  it('returns its first answer for ever, also after a restart', async () => {
    const first = await server().command('report-base-vacated', vacated, key);
    expect([first.status, first.headers.get('etag')]).toEqual([201, '"5"']);
    for (const restart of [false, true]) {
      if (restart) await server().restart();
      const again = await server().command('report-base-vacated', vacated, key);
      expect([again.status, again.headers.get('idempotency-replayed'), again.text]).toEqual([200, 'true', first.text]);
    }
    expect(await revision()).toBe(5);
  });

  it('is recorded once, however often it is sent at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => server().command('report-base-vacated', vacated, key)),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  });

  it('is refused where the key was used for another body', async () => {
    await server().command('report-base-vacated', vacated, key);
    const other = await server().command('report-base-vacated', { ...vacated, occurredAt: '2023-08-14' }, key);
    expect([other.status, other.body.type]).toEqual([422, '/problems/key-reused']);
  });

  it('is refused where somebody else has used the key, and shown nothing of the first answer, also after a restart', async () => {
    const [one, other] = ['k.diallo', 'p.okafor'].map((id) => ({ ...key, 'x-actor': id }));
    await server().command('report-base-vacated', vacated, one);
    for (const restart of [false, true]) {
      if (restart) await server().restart();
      const reply = await server().command('report-base-vacated', vacated, other);
      expect([reply.status, reply.body.type, reply.body.revision, reply.text.includes('k.diallo')]).toEqual([
        422,
        '/problems/key-reused',
        undefined,
        false,
      ]);
      expect((await server().command('report-base-vacated', vacated, one)).status).toBe(200);
    }
    expect(await revision()).toBe(5);
  });
});

describe('If-Match', () => {
  it('refuses where the base has changed since, and names the entries in between', async () => {
    await server().command('report-base-vacated', vacated);
    const reply = await server().command('cancel-withdrawal', { base: 'ber', reason: 'r' }, { 'if-match': '"4"' });
    expect([reply.status, reply.body.entries.map(({ type }) => type)]).toEqual([412, ['BaseVacated']]);
  });

  it('refuses where a convoy that was planned from the base has taken its people since, without naming it', async () => {
    const planned = { convoy: 'c9', mode: 'road', from: 'ber', to: 'timbuktu', occurredAt: '2023-08-01' };
    await server().command('plan-convoy', { ...planned, lines: [{ component: 'uniformed', count: 100 }] });
    await server().command('report-convoy-departed', { convoy: 'c9', occurredAt: '2023-08-13' });
    const { body } = await server().get(server().at('/bases/ber'));
    const reply = await server().command('cancel-withdrawal', { base: 'ber', reason: 'r' }, { 'if-match': '"5"' });
    expect([body.lastChangedBy, reply.status]).toEqual([6, 412]);
    expect(reply.body.entries.map((one) => one.revision)).toEqual([6]);
  });

  it('refuses a revision that is not there yet, and of the mission only what changes the mission', async () => {
    const deadline = { to: '2024-01-31', authority: 'a', reason: 'r' };
    await server().command('report-base-vacated', vacated);
    const ahead = await server().command('move-deadline', deadline, { 'if-match': '"99"' });
    expect([ahead.status, ahead.body.detail]).toEqual([
      412,
      expect.stringContaining('does not have: its newest is 5.'),
    ]);
    const notOpened = await server().post('/v1/missions/other/commands/open-mission', JSON.stringify(openingOf(100)), {
      'if-match': '"0"',
    });
    expect([notOpened.status, notOpened.headers.get('etag'), notOpened.body.detail]).toEqual([
      412,
      null,
      expect.stringContaining('Leave If-Match out'),
    ]);
    expect((await server().command('move-deadline', deadline, { 'if-match': '"0"' })).status).toBe(201);
    const again = await server().command('move-deadline', { ...deadline, to: '2024-02-01' }, { 'if-match': '"5"' });
    expect([again.status, again.body.entries.map(({ type }) => type)]).toEqual([412, ['DeadlineMoved']]);
  });

  it('refuses a correction where what the entry was about has changed since', async () => {
    await server().command('report-base-vacated', vacated);
    const correction = { entry: 4, replacement: { occurredAt: '2023-07-02' }, reason: 'r' };
    expect((await server().command('correct-entry', correction, { 'if-match': '"4"' })).status).toBe(412);
    expect((await server().command('correct-entry', correction, { 'if-match': '"5"' })).status).toBe(201);
  });

  it('goes ahead where only something else has changed', async () => {
    await server().command('add-note', { text: 'rain', base: 'timbuktu', occurredAt: '2023-08-13' });
    expect((await server().command('report-base-vacated', vacated, { 'if-match': '"4"' })).status).toBe(201);
  });
});

describe('what was recorded', () => {
  it('says where it is read; of several entries where the first is, which names the others', async () => {
    const one = await server().command('report-base-vacated', vacated, key);
    expect(one.headers.get('location')).toBe(server().at('/entries/5'));
    expect((await server().command('report-base-vacated', vacated, key)).headers.get('location')).toBeNull();
    const notes = ['a', 'b'].map((text) => ({ command: 'add-note', text, occurredAt: '2023-08-13' }));
    const several = await server().post(server().at('/commands'), JSON.stringify(notes), {
      'idempotency-key': 'two-notes-at-once',
    });
    const first = await server().get(several.headers.get('location') ?? '');
    expect([first.body.revision, first.body.causedBy]).toMatchObject([6, { recordedWith: [{ revision: 7 }] }]);
  });
});

describe('a dry run', () => {
  it('ignores its key, also one that is none', async () => {
    for (const path of ['/commands/report-base-vacated', '/scenarios/apply']) {
      const body = path.startsWith('/scen') ? { commands: [{ command: 'report-base-vacated', ...vacated }] } : vacated;
      const sent = (query: string) =>
        server().post(server().at(`${path}${query}`), JSON.stringify(body), { 'idempotency-key': 'short' });
      expect([path, (await sent('?dryRun=true')).status, (await sent('')).status]).toEqual([path, 200, 400]);
    }
  });

  it('answers what would be recorded and records nothing', async () => {
    const reply = await server().post(
      server().at('/commands/report-base-vacated?dryRun=true'),
      JSON.stringify(vacated),
    );
    expect([reply.status, reply.body.entries[0]?.type, await revision()]).toEqual([200, 'BaseVacated', 4]);
    // Of a revision that somebody else may record: as an If-Match it would let through what was never seen.
    expect(reply.headers.get('etag')).toBeNull();
  });
});

describe('a batch', () => {
  const batch = [
    { command: 'report-base-vacated', ...vacated },
    {
      command: 'report-camp-handed-over',
      base: 'ber',
      to: { name: 'Governor', kind: 'civilian' },
      occurredAt: '2023-08-17',
    },
  ];

  it('is recorded whole, as JSON or as NDJSON, once', async () => {
    const first = await server().post(server().at('/commands'), JSON.stringify(batch), {
      'idempotency-key': 'batch-of-two-lines',
    });
    expect([first.status, first.body.entries.map((entry) => entry.revision)]).toEqual([201, [5, 6]]);
    const lines = batch.map((one) => JSON.stringify(one)).join('\n');
    const again = await server().post(server().at('/commands'), lines, {
      'idempotency-key': 'batch-of-two-lines',
      'content-type': 'application/x-ndjson',
    });
    expect([again.status, again.text]).toEqual([200, first.text]);
  });

  it('is known by its media type in capital letters too, and is no single command', async () => {
    const note = JSON.stringify({ command: 'add-note', text: 'x', occurredAt: '2023-08-13' });
    const headers = { 'content-type': 'Application/X-NDJSON', 'idempotency-key': 'batch-in-capital-letters' };
    const both = await server().post(server().at('/commands'), `${note}\n${note}`, headers);
    expect([both.status, both.body.entries.length]).toEqual([201, 2]);
    expect((await server().post(server().at('/commands/add-note'), note, headers)).status).toBe(415);
  });
});

describe('queries', () => {
  it('have a tag of their own in each format, so that no browser takes one for another', async () => {
    const path = server().at('/bases');
    const json = (await server().get(path)).headers.get('etag') ?? '';
    const csv = await server().get(path, { accept: 'text/csv', 'if-none-match': json });
    expect([csv.status, csv.headers.get('vary')]).toEqual([200, 'accept, accept-language']);
    const tag = csv.headers.get('etag') ?? '';
    expect((await server().get(path, { accept: 'text/csv', 'if-none-match': tag })).status).toBe(304);
  });

  it('come as JSON to whoever wishes for nothing in particular', async () => {
    for (const accept of ['', '*/*']) {
      const { status, headers } = await server().get(server().at('/bases'), { accept });
      expect([accept, status, headers.get('content-type')]).toEqual([accept, 200, 'application/json; charset=utf-8']);
    }
  });

  it('read your own writes, carry tags, and answer 304', async () => {
    const { body } = await server().command('report-base-vacated', vacated);
    const read = await server().get(server().at(`?atLeast=${body.revision}`));
    expect(read.body.bases).toMatchObject({ total: 2, vacated: 1 });
    const tag = read.headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"5\.\d{4}-\d{2}-\d{2}"$/);
    expect((await server().get(server().at(''), { 'if-none-match': tag })).status).toBe(304);
  });

  it('say when a revision does not come', async () => {
    const reply = await server().get(server().at('?atLeast=99'));
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it.each([
    'bases',
    'convoys',
    'burndown',
    'schedule',
    'incidents',
    'permits',
    'plan',
    'equipment',
    'counters',
    'contingents',
    'ledger',
    'discrepancies',
    'entries',
  ])('%s travels in time', async (view) => {
    await server().command('report-base-vacated', vacated);
    for (const lens of ['validAt=2023-07-31', 'knownAt=2', 'recordedAt=2999-01-01', 'validAt=2023-08&knownAt=2999']) {
      const reply = await server().get(server().at(`/${view}?${lens}`));
      expect([lens, reply.status]).toEqual([lens, 200]);
    }
    expect((await server().get(server().at(`/${view}?knownAt=2`))).body.revision).toBe(2);
  });

  it('page through lists, and give the same rows as CSV', async () => {
    const first = await server().get(server().at('/bases?limit=1'));
    const second = await server().get(server().at(`/bases?limit=1&after=${first.body.next}`));
    expect([first.body.items[0]?.id, second.body.items[0]?.id, second.body.next]).toEqual([
      'timbuktu',
      'ber',
      undefined,
    ]);
    const csv = await server().get(server().at('/bases'), { accept: 'text/csv' });
    // The head, two bases, and those on the road, in medical care and at no place.
    expect(csv.text.trim().split('\r\n')).toHaveLength(6);
  });

  it('export the stored envelopes', async () => {
    const reply = await server().get(server().at('/entries'), { accept: 'application/x-ndjson' });
    const entries = reply.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { revision: number });
    expect(entries.map((entry) => entry.revision)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('descriptions', () => {
  it('describe every command with a schema and an example that is accepted', async () => {
    const { body } = await server().get('/openapi.json');
    const paths = Object.keys(body.paths as object).filter((path) => path.includes('/commands/'));
    expect(body.openapi).toBe('3.1.0');
    expect(paths).toHaveLength(62);
  });

  it.each(['/', '/docs', '/asyncapi.json', '/healthz', '/readyz', '/metrics', '/v1/missions'])('GET %s', async (path) =>
    expect((await server().get(path)).status).toBe(200),
  );
});
