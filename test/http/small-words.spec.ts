import { hasAlready } from '../../apps/server/src/http/answering.js';
import { pageFor } from '../../apps/server/src/queries/pages.js';
import { csvRows, parseGeoJson } from '../support/formats.js';
import { openMinusma, startTestServer, type TestServer } from '../support/server.js';

describe('a cursor', () => {
  const next = (ids: string[], after?: string): { items: readonly string[]; next?: string } =>
    pageFor('application/json', ids, (id) => id, { list: 'bases', after, limit: '2' });
  const ids = ['a', 'b', 'c', 'd', 'e'];

  it('goes on behind its item, also when that has gone', () => {
    const { next: cursor } = next(ids);
    expect(next(ids, cursor).items).toEqual(['c', 'd']);
    expect(next(['a', 'c', 'd', 'e'], cursor).items).toEqual(['c', 'd']);
    expect(next(['c', 'd', 'e'], cursor).items).toEqual(['c', 'd']);
    expect(next(['z', 'a', 'c', 'd', 'e'], cursor).items).toEqual(['c', 'd']);
    expect(next(['0', 'a', 'b', 'c', 'd', 'e'], cursor).items).toEqual(['c', 'd']);
    expect(next(['a'], cursor)).toEqual({ items: [] });
  });

  it('of another list is none of this one', () => {
    const { next: cursor } = next(ids);
    expect(() => pageFor('application/json', ids, (id) => id, { list: 'convoys', after: cursor })).toThrow('no cursor');
  });
});

it.each<[string | undefined, boolean]>([
  ['W/"41.2023-08-13"', true],
  ['"41.2023-08-13"', true],
  ['"x", W/"a,b" , "41.2023-08-13"', true],
  ['*', true],
  [' * ', true],
  ['"41"', false],
  ['41.2023-08-13', false],
  ['', false],
  [undefined, false],
])('If-None-Match: %s compares weakly (%s)', (header, has) => {
  expect(hasAlready(header, 'W/"41.2023-08-13"')).toBe(has);
});

describe('over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    await openMinusma(server);
  });
  afterAll(() => server.close());

  it('answers 304 to a tag given as a strong one, and takes a body that is encoded as it is', async () => {
    const path = '/v1/missions/minusma/bases';
    const tag = (await server.get(path)).headers.get('etag') ?? '';
    expect((await server.get(path, { 'if-none-match': `"other", ${tag.replace('W/', '')}` })).status).toBe(304);
    const note = { text: 'x', occurredAt: '2023-08-01' };
    expect((await server.command('add-note', note, { 'content-encoding': 'Identity' })).status).toBe(201);
  });

  it('begins CSV with a byte order mark where that is asked for, and nothing else', async () => {
    const asCsv = { accept: 'text/csv' };
    for (const page of [
      '',
      '/minusma',
      '/minusma/bases',
      '/minusma/bases/ber',
      '/minusma/entries',
      '/minusma/replay',
    ]) {
      const path = `/v1/missions${page}`;
      const bytesOf = async (query: string): Promise<Uint8Array> =>
        new Uint8Array(await (await server.client.open(`${path}${query}`, asCsv)).arrayBuffer());
      expect([path, ...(await bytesOf('?bom=true')).subarray(0, 3)]).toEqual([path, 0xef, 0xbb, 0xbf]);
      expect(await bytesOf('?bom=false')).toEqual(await bytesOf(''));
    }
    const problem = { status: 400, body: { detail: expect.stringContaining('bom') } };
    expect(await server.get('/v1/missions/minusma/bases?bom=yes', asCsv)).toMatchObject(problem);
    expect(await server.get('/v1/missions/minusma/bases?bom=true')).toMatchObject(problem);
  });

  it('keeps numbers that are written with an exponent in every format', async () => {
    const location = { lat: 1e-7, lon: -2.5e-8 };
    const base = { base: 'null-island', name: 'Null', kind: 'camp', location };
    expect((await server.command('establish-base', base)).status).toBe(201);
    const path = '/v1/missions/minusma/bases';
    const isIt = (row: { id?: unknown }): boolean => row.id === 'null-island';
    const { items } = (await server.get(path)).body;
    expect(items.find(isIt)?.location).toEqual(location);
    const lines = (await server.get(path, { accept: 'application/x-ndjson' })).text.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as { id: string; location: unknown }).find(isIt)?.location).toEqual(
      location,
    );
    const row = csvRows((await server.get(path, { accept: 'text/csv' })).text).find(isIt);
    expect([Number(row?.['location.lat']), Number(row?.['location.lon'])]).toEqual([1e-7, -2.5e-8]);
    const features = parseGeoJson((await server.get(path, { accept: 'application/geo+json' })).text);
    expect(features.find(isIt)?.geometry?.coordinates).toEqual([-2.5e-8, 1e-7]);
  });

  it('names a field that is not valid once, at its place', async () => {
    const told = await server.command('set-capacity', { resource: 'escort', atOnce: -1, from: '2023-08-01' });
    expect([told.status, told.body.detail]).toEqual([422, '/atOnce must be a whole number from 0']);
    const lines = [{ component: 'civilian', count: -1 }];
    const nested = await server.command('report-repatriation', { lines, occurredAt: '2023-08-01' });
    expect(nested.body.detail).toMatch(/^\/lines\/0\/count must be a count: /);
  });
});
