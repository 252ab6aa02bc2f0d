import fc from 'fast-check';
import { eventsOf } from '#libs/client';
import { path, Searching, type Page } from '../support/searching.js';
import type { TestServer } from '../support/server.js';
import { rounds } from '../support/rounds.js';

let searching: Searching;
let server: TestServer;

const search = (query: Record<string, string>): Promise<Page> => searching.search(query);
const revisions = (query: Record<string, string>): Promise<number[]> => searching.revisions(query);
const pages = (query: Record<string, string>, between?: () => Promise<unknown>): Promise<number[]> =>
  searching.pages(query, between);

beforeAll(async () => {
  searching = await Searching.start();
  server = searching.server;
});
afterAll(() => server.close());

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
      { numRuns: rounds(100) },
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
      json.items.map(({ sentence: _sentence, parts: _parts, marks: _marks, ...envelope }) => envelope),
    );
    const [, next] = /^<([^>]+)>; rel="next"$/.exec(reply.headers.get('link') ?? '') ?? [];
    expect(next === undefined).toBe(json.next === undefined);
    if (next !== undefined)
      expect((await server.get(next)).body.items[0]?.revision).toBeGreaterThan(json.items.at(-1)?.revision ?? 0);
  });

  it('a stream tells the entries that pass, those to come included, and refuses what it cannot know', async () => {
    const query = `${path}?base=ber&type=NoteAdded&late=false`;
    const { body: stream } = await server.client.open(query, { accept: 'text/event-stream' });
    const before = await revisions({ base: 'ber', type: 'NoteAdded' });
    await server.command('add-note', { text: 'elsewhere', base: 'gao', occurredAt: '2023-08-13' });
    const made = await server.command('add-note', { text: 'the last', base: 'ber', occurredAt: '2023-08-13' });
    const told: number[] = [];
    if (stream)
      for await (const { id, data } of eventsOf(stream)) {
        told.push(Number(id.split('.')[0]));
        if (data.includes('the last')) break;
      }
    expect(told).toEqual([...before, made.body.revision]);
    for (const parameter of ['disputed=true', 'order=newest', 'validAt=2023-08-13']) {
      const { status } = await server.get(`${path}?${parameter}`, { accept: 'text/event-stream' });
      expect([parameter, status]).toEqual([parameter, 400]);
    }
  });
});
