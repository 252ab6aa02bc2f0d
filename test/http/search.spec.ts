import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { keeping, recordMinusma } from '../support/minusma.js';
import { startTestServer, type TestServer } from '../support/server.js';

const path = '/v1/missions/minusma/entries';
let server: TestServer;
let all: Item[];

interface Item {
  revision: number;
  type: string;
  occurredAt: string;
  placedAt: string;
  recordedAt: string;
  reportedAt?: string;
  late?: boolean;
  actor: { id: string };
  source?: { title: string; url?: string; ref?: string };
  sentence: string;
  marks: Record<string, unknown>;
  data: Record<string, unknown>;
}

interface Page {
  items: Item[];
  next?: string;
  order: string;
  revision: number;
}

const search = async (query: Record<string, string>): Promise<Page> => {
  const { status, text } = await server.get(`${path}?${new URLSearchParams(query).toString()}`);
  if (status !== 200) throw new Error(text);
  return JSON.parse(text) as Page;
};
const revisions = async (query: Record<string, string>): Promise<number[]> =>
  (await search({ limit: '500', ...query })).items.map(({ revision }) => revision);
const those = (is: (item: Item) => boolean): number[] => all.filter(is).map(({ revision }) => revision);

/** All pages of a search; between two of them something may be done. */
async function pages(query: Record<string, string>, between?: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  let after: string | undefined;
  do {
    const page = await search({ ...query, ...(after !== undefined && { after }) });
    found.push(...page.items.map(({ revision }) => revision));
    after = page.next;
    await between?.();
  } while (after !== undefined);
  return found;
}

beforeAll(async () => {
  server = await startTestServer();
  await recordMinusma(server);
  all = (await search({ limit: '500' })).items;
  const revisionOf = (type: string): number => all.find((item) => item.type === type)?.revision ?? -1;
  for (const [name, body] of keeping(revisionOf))
    expect([name, (await server.command(name, body, { 'x-actor': 'archivist' })).status]).toEqual([name, 201]);
  all = (await search({ limit: '500' })).items;
});
afterAll(() => server.close());

describe('a search', () => {
  it('finds entries by type, base, convoy, actor, text and source, and by all of them together', async () => {
    expect(await revisions({ type: 'ConvoyAttacked,BaseVacated' })).toEqual(
      those(({ type }) => type === 'ConvoyAttacked' || type === 'BaseVacated'),
    );
    const ber = await revisions({ base: 'ber' });
    expect(ber).toEqual(those(({ data }) => [data.base, data.from, data.to, data.hub, data.for].includes('ber')));
    expect(ber.length).toBeGreaterThan(5);
    const convoy = await revisions({ convoy: 'ber-timbuktu-1' });
    expect(convoy).toEqual(those(({ data }) => [data.convoy, data.for, data.from].includes('ber-timbuktu-1')));
    expect(await revisions({ actor: 'archivist' })).toEqual(those(({ actor }) => actor.id === 'archivist'));
    expect(await revisions({ text: 'QUOTED"' })).toEqual([all.at(-2)?.revision]);
    expect(await revisions({ text: 'jihad' })).toEqual(
      those(({ sentence, data, source }) => JSON.stringify([sentence, data, source]).toLowerCase().includes('jihad')),
    );
    const press = await revisions({ source: 'press.un.org' });
    expect(press).toEqual(those(({ source }) => JSON.stringify(source ?? '').includes('press.un.org')));
    expect(press.length).toBeGreaterThan(3);
    expect(await revisions({ type: 'ConvoyAttacked', convoy: 'ber-timbuktu-1', to: '2023-08-13' })).toHaveLength(2);
  });

  it('finds entries by when they happened, were known and were recorded', async () => {
    const zone = (day: string, end: boolean): number => Date.parse(`${day}T${end ? '23:59:59' : '00:00:00'}Z`);
    expect(await revisions({ from: '2023-08-13', to: '2023-08-14' })).toEqual(
      those(({ placedAt }) => {
        const at = Date.parse(placedAt);
        return at >= zone('2023-08-13', false) && at <= zone('2023-08-14', true);
      }),
    );
    const known = ({ reportedAt, recordedAt }: Item): number =>
      reportedAt === undefined
        ? Date.parse(recordedAt)
        : reportedAt.length === 10
          ? zone(reportedAt, true)
          : Number.NaN;
    const late = await revisions({ knownFrom: '2023-10-01', knownTo: '2023-10-31' });
    expect(late).toEqual(
      those((item) => known(item) >= zone('2023-10-01', false) && known(item) <= zone('2023-10-31', true)),
    );
    expect(late.length).toBeGreaterThan(3);
    const [first, last] = [all[0]?.recordedAt ?? '', all.at(-1)?.recordedAt ?? ''];
    expect(await revisions({ recordedTo: '2023-12-31' })).toEqual([]);
    expect(await revisions({ recordedFrom: last })).toEqual(those(({ recordedAt }) => recordedAt >= last));
    expect(await revisions({ recordedFrom: first, recordedTo: last })).toHaveLength(all.length);
  });

  it('finds entries by what became of them, and shows the marks', async () => {
    for (const [filter, mark] of [
      ['corrected', 'correctedBy'],
      ['retracted', 'retractedBy'],
      ['disputed', 'disputedBy'],
      ['revised', 'revisedBy'],
      ['late', 'late'],
      ['reportedEarlier', 'reportedEarlier'],
    ] as const) {
      const { items } = await search({ [filter]: 'true', limit: '500' });
      expect([filter, items.map(({ revision }) => revision)]).toEqual([filter, those(({ marks }) => mark in marks)]);
      expect(items.length).toBeGreaterThan(0);
      for (const { marks } of items) expect(marks).toHaveProperty(mark);
      expect(await revisions({ [filter]: 'false' })).toEqual(those(({ marks }) => !(mark in marks)));
    }
    // As known before the last correction, what that corrects was not corrected.
    const last = those(({ type }) => type === 'EntryCorrected').at(-1) ?? 0;
    const before = await revisions({ corrected: 'true', knownAt: String(last - 1) });
    expect(before).toEqual(those(({ marks }) => ((marks.correctedBy ?? []) as number[]).some((by) => by < last)));
  });

  it('says its order, and newest first is oldest first the other way round', async () => {
    expect(await search({})).toMatchObject({ order: 'oldest' });
    expect(await search({ order: 'newest', limit: '1' })).toMatchObject({
      order: 'newest',
      items: [{ revision: all.at(-1)?.revision }],
    });
    const queries: Record<string, string>[] = [
      {},
      { base: 'ber' },
      { text: 'convoy' },
      { validAt: '2023-08-13', knownAt: '2023-08-18' },
    ];
    for (const query of queries) {
      const oldest = await pages({ ...query, limit: '7' });
      expect(await pages({ ...query, limit: '7', order: 'newest' })).toEqual(oldest.toReversed());
      expect(oldest).toEqual(await revisions(query));
    }
  });

  it('through a lens shows what was considered, and 404 before the opening was known', async () => {
    const { items, revision } = await search({ validAt: '2023-08-13', limit: '500' });
    expect(items.every(({ placedAt }) => placedAt <= '2023-08-13T23:59:59Z')).toBe(true);
    expect(revision).toBe(items.at(-1)?.revision);
    expect((await server.get(`${path}?knownAt=2023-01-01`)).status).toBe(404);
  });

  it.each([
    [{ type: 'ConvoyAttacked,Nothing' }, 'type'],
    [{ order: 'random' }, 'order'],
    [{ disputed: 'yes' }, 'disputed'],
    [{ from: 'yesterday' }, 'from'],
    [{ knownFrom: '2023-09', knownTo: '2023-08' }, 'knownFrom'],
    [{ text: ' ' }, 'text'],
    [{ after: 'nonsense' }, 'after'],
    [{ limit: '501' }, 'limit'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j and says which parameter', async (query, parameter) => {
    const { status, body } = await server.get(
      `${path}?${new URLSearchParams(query as Record<string, string>).toString()}`,
    );
    expect([status, body.type, body.parameter]).toEqual([400, '/problems/parameter-invalid', parameter]);
  });
});

describe('a cursor', () => {
  const note = (): Promise<unknown> =>
    server.command('add-note', { text: 'recorded meanwhile', base: 'ber', occurredAt: '2023-08-13' });
  const correct = (entry: number) => (): Promise<unknown> =>
    server.command('correct-entry', { entry, replacement: { occurredAt: '2023-08-12' }, reason: 'meanwhile' });

  it.each(['oldest', 'newest'])('stays where it is while entries are recorded, %s first', async (order) => {
    const queries: Record<string, string>[] = [
      { limit: '40' },
      { limit: '3', base: 'ber' },
      { limit: '2', corrected: 'true' },
    ];
    for (const query of queries) {
      const before = await revisions({ ...query, order, limit: '500' });
      expect(await pages({ ...query, order }, note)).toEqual(before);
    }
    const before = await revisions({ order, corrected: 'false' });
    const [some = 0] = await revisions({ type: 'BaseEstablished' });
    expect(
      await pages({ order, corrected: 'false', limit: '50' }, correct(some + (order === 'oldest' ? 1 : 2))),
    ).toEqual(before);
  });

  it('is of one state of the log; a new search is of the newest, whatever was corrected, retracted or disputed since', async () => {
    const [, note0 = 0, note1 = 0, note2 = 0] = await revisions({ type: 'NoteAdded', retracted: 'false' });
    const { next = '' } = await search({ limit: '1', type: 'NoteAdded' });
    for (const [name, entry, more, filter] of [
      ['correct-entry', note0, { replacement: { occurredAt: '2023-08-01' } }, 'corrected'],
      ['retract-entry', note1, {}, 'retracted'],
      [
        'dispute-entry',
        note2,
        { by: 'them', statement: 'no', occurredAt: '2023-08-20', reason: undefined },
        'disputed',
      ],
    ] as const) {
      expect(await revisions({ type: 'NoteAdded', [filter]: 'true' })).not.toContain(entry);
      expect((await server.command(name, { entry, reason: 'meanwhile', ...more })).status).toBe(201);
      expect(await revisions({ type: 'NoteAdded', [filter]: 'true' })).toContain(entry);
      const then = (await search({ limit: '500', type: 'NoteAdded', after: next })).items;
      const { marks = {} } = then.find(({ revision }) => revision === entry) ?? {};
      expect(Object.keys(marks).filter((mark) => mark.startsWith(filter))).toEqual([]);
    }
  });

  it('gives the very same page again, with its tag', async () => {
    const { next = '' } = await search({ limit: '5', base: 'ber' });
    const query = `${path}?limit=5&base=ber&after=${next}`;
    const first = await server.get(query);
    await note();
    const again = await server.get(query);
    expect([again.text, again.headers.get('etag')]).toEqual([first.text, first.headers.get('etag')]);
    const tag = first.headers.get('etag') ?? '';
    expect((await server.get(query, { 'if-none-match': tag })).status).toBe(304);
  });

  it('of another search is refused, and says so', async () => {
    const { next = '' } = await search({ limit: '5', base: 'ber' });
    for (const other of ['', 'base=timbuktu', 'base=ber&order=newest', 'base=ber&validAt=2023-08-13']) {
      const { status, body } = await server.get(`${path}?limit=5&after=${next}&${other}`);
      expect([other, status, body.detail]).toEqual([other, 400, expect.stringContaining('another search')]);
    }
    expect((await search({ base: 'ber', after: next, limit: '9', order: 'oldest' })).items.length).toBeGreaterThan(0);
  });

  it('that was altered is refused or gives a page, and never fails', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), fc.json().map(toCursor)), async (after) => {
        const { status } = await server.get(`${path}?${new URLSearchParams({ after }).toString()}`);
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 100 },
    ));

  it('may be a bare revision', async () => {
    expect((await search({ after: '41', limit: '2' })).items.map(({ revision }) => revision)).toEqual([42, 43]);
    const newest = await search({ after: '41', limit: '2', order: 'newest' });
    expect(newest.items.map(({ revision }) => revision)).toEqual([40, 39]);
  });
});

const toCursor = (text: string): string => Buffer.from(text).toString('base64url');

describe('the other formats of a search', () => {
  const queries: Record<string, string>[] = [
    { base: 'ber' },
    { type: 'ConvoyAttacked', order: 'newest' },
    { text: 'convoy', limit: '3' },
    { retracted: 'true' },
  ];
  it.each(queries)('%j: NDJSON is the same entries, and its link leads to the next page', async (query) => {
    const json = await search({ limit: '500', ...query });
    const reply = await server.get(`${path}?${new URLSearchParams(query).toString()}`, {
      accept: 'application/x-ndjson',
    });
    const envelopes = reply.text.trimEnd().split('\n');
    expect(envelopes.map((line) => JSON.parse(line) as object)).toEqual(
      json.items.map(({ sentence: _sentence, marks: _marks, ...envelope }) => envelope),
    );
    const [, next] = /^<([^>]+)>; rel="next"$/.exec(reply.headers.get('link') ?? '') ?? [];
    expect(next === undefined).toBe(json.next === undefined);
    if (next !== undefined)
      expect((await server.get(next)).body.items[0]?.revision).toBeGreaterThan(json.items.at(-1)?.revision ?? 0);
  });

  it('a stream tells the entries that pass, those to come included, and refuses what it cannot know', async () => {
    const hangUp = new AbortController();
    const response = await fetch(new URL(`${path}?base=ber&type=NoteAdded&late=false`, server.url), {
      headers: { accept: 'text/event-stream' },
      signal: hangUp.signal,
    });
    const before = await revisions({ base: 'ber', type: 'NoteAdded' });
    await server.command('add-note', { text: 'elsewhere', base: 'gao', occurredAt: '2023-08-13' });
    const made = await server.command('add-note', { text: 'the last', base: 'ber', occurredAt: '2023-08-13' });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      if (text.includes('the last')) break;
    }
    hangUp.abort();
    const told = [...text.matchAll(/^id: (\d+)\./gm)].map(([, revision]) => Number(revision));
    expect(told).toEqual([...before, made.body.revision]);
    for (const parameter of ['disputed=true', 'order=newest', 'validAt=2023-08-13']) {
      const { status } = await server.get(`${path}?${parameter}`, { accept: 'text/event-stream' });
      expect([parameter, status]).toEqual([parameter, 400]);
    }
    await setImmediate();
  });
});
