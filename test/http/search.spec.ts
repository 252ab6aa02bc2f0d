import { path, Searching, type Item, type Page } from '../support/searching.js';
import type { TestServer } from '../support/server.js';

let searching: Searching;
let server: TestServer;
let all: Item[];

const search = (query: Record<string, string>): Promise<Page> => searching.search(query);
const revisions = (query: Record<string, string>): Promise<number[]> => searching.revisions(query);
const pages = (query: Record<string, string>, between?: () => Promise<unknown>): Promise<number[]> =>
  searching.pages(query, between);
const those = (is: (item: Item) => boolean): number[] => all.filter(is).map(({ revision }) => revision);

beforeAll(async () => {
  searching = await Searching.start();
  server = searching.server;
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
    const told = await revisions({ text: 'communique' });
    expect(told).toEqual(
      those(({ sentence, data, source }) =>
        JSON.stringify([sentence, data, source]).toLowerCase().includes('communique'),
      ),
    );
    expect(told.length).toBeGreaterThan(2);
    const press = await revisions({ source: 'press.un.org' });
    expect(press).toEqual(those(({ source }) => JSON.stringify(source ?? '').includes('press.un.org')));
    expect(press.length).toBeGreaterThan(3);
    expect(await revisions({ type: 'ConvoyAttacked', convoy: 'ber-timbuktu-1', to: '2023-08-13' })).toHaveLength(2);
  });

  it('says so where no entry names a base or convoy of that id, and not where it is only not known yet', async () => {
    for (const slip of ['base=bur', 'convoy=ber-timbuktu-9', 'base=bur&knownAt=3']) {
      const { status, body } = await server.get(`${path}?${slip}`);
      expect([slip, status, body.type]).toEqual([slip, 404, '/problems/unknown-reference']);
      expect([slip, /Known: .*ber/.test(body.detail)]).toEqual([slip, true]);
    }
    expect(await revisions({ base: 'ber', knownAt: '0' })).toEqual([]);
  });

  it('refuses what is not percent-encoded UTF-8, of which nobody knows what was meant', async () => {
    for (const text of ['%zz', '100%', '%ff', '%ED%A0%80']) {
      const { status, body } = await server.get(`${path}?text=${text}`);
      expect([text, status, body.type]).toEqual([text, 400, '/problems/url-invalid']);
    }
    expect((await server.get(`${path}?text=m%C3%A9naka+caf%C3%A9`)).status).toBe(200);
  });

  it('finds what differs in accents, marks and capital letters alone', async () => {
    const [plain] = await revisions({ text: 'tessalit' });
    expect(plain).toBeDefined();
    const ways = ['TESSALIT', 'Téssalit', 'te\u0301ssali\u0307t', '\uFF34essalit'];
    for (const text of ways) expect(await revisions({ text })).toEqual(await revisions({ text: 'tessalit' }));
    const french = { 'accept-language': 'fr' };
    const found = async (text: string): Promise<unknown[]> =>
      (await server.get(server.at(`/entries?text=${encodeURIComponent(text)}`), french)).body.items;
    expect(await found('EVACUATION sanitaire')).toEqual(await found('évacuation sanitaire'));
    expect(await found('EVACUATION sanitaire')).not.toEqual([]);
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
    expect(await revisions({ recordedFrom: last })).toEqual(
      those(({ recordedAt }) => Date.parse(recordedAt) >= Date.parse(last)),
    );
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
    [{ text: '\u0301' }, 'text'],
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
