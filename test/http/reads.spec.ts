import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '#libs/access';
import { canonical } from '#libs/canonical-json';
import { databaseFile, isWhole, verifyFile } from '#libs/event-store';
import { Frontier, leafHash, openCheckpoint } from '#libs/transparency';
import { removeAccessLog } from '../../apps/cli/src/commands/remove-access-log.js';
import { readLines, sheetBody } from '../../apps/server/src/reads/read-line.js';
import { ask, openMinusma, startTestServer, type Reply, type TestServer } from '../support/server.js';

let now = Date.parse('2026-11-30T23:59:00Z');
let server: TestServer;
const tokens: Record<string, string> = {};

const send = (
  as: string | undefined,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  ask(server.url, path, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(as !== undefined && { authorization: `Bearer ${tokens[as]}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
const lines = async (as: string, query = ''): Promise<Record<string, unknown>[]> =>
  (await send(as, `/v1/access-log?limit=500${query}`)).body.items;

/** The lines of a month as it is stored. */
const storedIn = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter(Boolean)
    .flatMap((sheet) => (JSON.parse(sheet) as { lines: Record<string, unknown>[] }).lines);

beforeAll(async () => {
  server = await startTestServer(() => now, { AUTH: 'tokens' });
  tokens.admin = readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim();
  for (const mission of ['mali', 'niger'])
    await openMinusma({
      ...server,
      mission,
      command: (name, body) => send('admin', `/v1/missions/${mission}/commands/${name}`, body),
    });
  for (const role of ['planner', 'auditor', 'viewer'] satisfies Grant['role'][]) {
    const grants = [{ role, mission: 'mali' }];
    tokens[role] = String((await send('admin', '/v1/tokens', { subject: role, grants })).body.token);
  }
  const everything = { subject: 'chief', grants: [{ role: 'auditor', mission: '*' }] };
  tokens.chief = String((await send('admin', '/v1/tokens', everything)).body.token);
});
afterAll(() => server.close());

it('has a line for each request: who asked for what, in which format, with what result, and its id', async () => {
  await send('planner', '/v1/missions/mali/bases?validAt=2023-08-13');
  await send('planner', '/v1/missions/mali/entries', undefined, { accept: 'text/csv' });
  await send('planner', '/v1/missions/niger');
  await send(undefined, '/v1/missions');
  const all = await lines('chief');
  const of = (path: string): unknown => all.find((line) => line.path === path);
  expect(of('/v1/missions/mali/bases')).toMatchObject({
    subject: 'planner',
    route: '/v1/missions/:mission/:view',
    mission: 'mali',
    query: 'validAt=2023-08-13',
    format: 'application/json',
    status: 200,
    what: 'read',
    rows: 2,
    requestId: expect.any(String),
  });
  expect(of('/v1/missions/mali/entries')).toMatchObject({ format: 'text/csv', what: 'exported', status: 200 });
  expect(of('/v1/missions/niger')).toMatchObject({ subject: 'planner', what: 'refused', status: 404 });
  expect(all.find(({ subject }) => subject === undefined)).toMatchObject({ what: 'refused', status: 401 });
});

it('says how many rows of a list were answered, not how many it has', async () => {
  for (const list of ['bases', 'entries', 'access-log']) await send('planner', `/v1/missions/mali/${list}?limit=1`);
  await send('planner', '/v1/missions/mali/entries?limit=1', undefined, { accept: 'text/csv' });
  const all = await lines('chief');
  expect(
    all.filter(({ query }) => query === 'limit=1').map(({ path, rows }) => [String(path).split('/').at(-1), rows]),
  ).toEqual([
    ['bases', 1],
    ['entries', 1],
    ['access-log', 1],
    ['entries', 1],
  ]);
});

it('has a line for whatever was refused: what is not valid, and what breaks a rule', async () => {
  const ordering = '/v1/missions/mali/commands/schedule-withdrawal';
  await send('planner', '/v1/missions/mali/bases?validAt=yesterday');
  await send('planner', ordering, { base: 'ber' });
  await send('planner', ordering, { base: 'ber', on: '2023-09-01', occurredAt: '2023-08-01' });
  const all = await lines('planner', '&what=refused');
  expect(all.filter(({ path, query }) => path === ordering || query === 'validAt=yesterday')).toMatchObject([
    { subject: 'planner', method: 'GET', status: 400 },
    { subject: 'planner', method: 'POST', status: 422 },
    { subject: 'planner', method: 'POST', status: 409 },
  ]);
});

it('has the line of an export on the disk before its first byte, streamed or not', async () => {
  for (const [path, accept] of [
    ['/v1/missions/mali/entries', 'application/x-ndjson'],
    ['/v1/missions/mali/entries', 'text/csv'],
    ['/v1/missions/mali/bases', 'text/csv'],
    ['/v1/missions/mali/evidence', 'application/zip'],
  ] as const) {
    const headers = { authorization: `Bearer ${tokens.auditor}`, accept };
    const response = await fetch(`${server.url}${path}`, { headers });
    await response.body?.getReader().read();
    // This page gives what is stored, and stores nothing before.
    const { text } = await send('chief', `/v1/access-log/${new Date(now).toISOString().slice(0, 7)}/lines`);
    const id = response.headers.get('x-request-id');
    const line = storedIn(text).find(({ requestId }) => requestId === id);
    expect([accept, line]).toMatchObject([accept, { path, format: accept, what: 'exported', status: 200 }]);
  }
});

it('has a line for who read it', async () => {
  await lines('chief');
  expect(await lines('chief', '&subject=chief')).toContainEqual(
    expect.objectContaining({ path: '/v1/access-log', what: 'read' }),
  );
});

it('has one line for a subscription, however much it tells', async () => {
  const stop = new AbortController();
  const response = await fetch(`${server.url}/v1/missions/mali/live`, {
    headers: { authorization: `Bearer ${tokens.planner}` },
    signal: stop.signal,
  });
  await response.body?.getReader().read();
  expect((await lines('chief', '&what=subscribed')).map(({ path }) => path)).toEqual(['/v1/missions/mali/live']);
  stop.abort();
});

it('shows auditors the lines of their missions, and others their own', async () => {
  await send('viewer', '/v1/missions/mali');
  await send('admin', '/v1/missions/niger');
  await send('auditor', '/v1/missions/mali');
  const seen = async (as: string): Promise<Set<unknown>> => new Set((await lines(as)).map(({ subject }) => subject));
  expect(await seen('viewer')).toEqual(new Set(['viewer']));
  expect(await seen('auditor')).toEqual(new Set(['viewer', 'planner', 'auditor']));
  expect((await lines('auditor')).some(({ mission }) => mission === 'niger')).toBe(false);
  const ofMission = (await send('auditor', '/v1/missions/mali/access-log?subject=viewer')).body.items;
  expect(new Set(ofMission.map(({ subject }) => subject))).toEqual(new Set(['viewer']));
});

it('comes in pages, and goes on in the next month', async () => {
  now = Date.parse('2026-12-01T00:01:00Z');
  await send('viewer', '/v1/missions/mali/bases');
  let path = '/v1/access-log?limit=5&subject=viewer';
  const months = new Set<unknown>();
  let count = 0;
  for (;;) {
    const { body } = await send('chief', path);
    for (const { month } of body.items) months.add(month);
    count += body.items.length;
    if (body.next === undefined) break;
    path = `/v1/access-log?limit=5&subject=viewer&after=${body.next}`;
  }
  expect([...months]).toEqual(['2026-11', '2026-12']);
  expect(count).toBe((await lines('chief', '&subject=viewer')).length);
  expect((await send('chief', '/v1/access-log?after=x')).status).toBe(400);
});

it('keeps each of many lines that are as long as lines may be', async () => {
  const filter = 'x'.repeat(3000);
  const before = (await lines('planner', '&what=refused')).length;
  const count = 400;
  for (let at = 0; at < count; at += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, one) => send('planner', `/v1/missions/mali/bases?n=${at + one}&${filter}`)),
    );
  const all = (await lines('planner', '&what=refused')).slice(before);
  const numbers = all.map(({ query }) => Number(/^n=(\d+)&/.exec(String(query))?.[1]));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at));
});

it('is written by the sheet, and read on from any line of one: each comes once', async () => {
  await Promise.all(Array.from({ length: 250 }, (_, n) => send('viewer', `/v1/missions/mali/bases?sheet=${n}`)));
  const found: Record<string, unknown>[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const query = `limit=37&subject=viewer${after && `&after=${after}`}`;
    const { body } = await send('chief', `/v1/access-log?${query}`);
    found.push(...body.items.filter((line) => String(line.query).startsWith('sheet=')));
    after = body.next;
  }
  expect(found.length).toBe(250);
  expect(new Set(found.map(({ query }) => query)).size).toBe(250);
  expect(new Set(found.map(({ revision }) => revision)).size).toBeLessThan(100);
});

it('is read on with the lines that earlier versions stored each by itself', () => {
  const line = { at: '2026-10-01T00:00:00Z', method: 'GET', path: '/v1/missions', status: 200, what: 'read' };
  expect(readLines(JSON.stringify(line))).toEqual([line]);
  expect(readLines(sheetBody([canonical(line), canonical(line)]))).toEqual([line, line]);
  for (const body of ['7', '{"lines":7}', '{"at":"2026-10-01T00:00:00Z"}', sheetBody([canonical(line), 'null'])])
    expect(() => readLines(body)).toThrow('holds a line that cannot be read');
});

it('is signed as missions are: its lines are the leaves of the tree of its checkpoint', async () => {
  const [checkpoint, key, text] = await Promise.all(
    ['checkpoint', 'key', 'lines'].map(async (part) => (await send('chief', `/v1/access-log/2026-11/${part}`)).text),
  );
  const { size, root } = openCheckpoint(checkpoint ?? '', (key ?? '').trim());
  const tree = new Frontier();
  for (const line of (text ?? '').split('\n').slice(0, size)) tree.append(leafHash(line));
  expect(tree.root()).toEqual(root);
  expect((await send('auditor', '/v1/access-log/2026-11/lines')).status).toBe(403);
});

it('loses a month that is over to its administrator alone, while the server rests; the checkpoints of that stay', async () => {
  const [checkpoint, before] = await Promise.all(
    ['checkpoint', 'lines'].map(async (part) => (await send('chief', `/v1/access-log/2026-11/${part}`)).text),
  );
  expect(before?.length).toBeGreaterThan(100);
  expect(() => removeAccessLog('2026-11', server.dataDir, now)).toThrow('Stop it first');
  await server.restart(() => {
    expect(() => removeAccessLog('2026-12', server.dataDir, now)).toThrow('is not over yet');
    expect(() => removeAccessLog('2026-10', server.dataDir, now)).toThrow('access-log-2026-10 is not in this log');
    removeAccessLog('2026-11', server.dataDir, now);
    expect(isWhole(verifyFile(databaseFile(server.dataDir)))).toBe(true);
    expect(readFileSync(databaseFile(server.dataDir)).includes(before?.split('\n')[0] ?? '')).toBe(false);
  });
  expect((await send('chief', '/v1/access-log/2026-11/lines')).text).toBe('');
  expect((await send('chief', '/v1/access-log/2026-11/checkpoint')).text).toBe(checkpoint);
  const { body } = await send('chief', '/v1/access-log?limit=500');
  expect(new Set(body.items.map(({ month }) => month))).toEqual(new Set(['2026-12']));
  expect((await send('planner', '/v1/missions/mali')).status).toBe(200);
});

it('is not kept where nobody is told from another, unless that is asked for', async () => {
  for (const [env, isOn] of [
    [{}, false],
    [{ ACCESS_LOG: 'true' }, true],
  ] as const) {
    const open = await startTestServer(Date.now, env);
    await open.get('/v1/missions');
    const { body } = await open.get('/v1/access-log');
    expect([body.isOn, body.items.length > 0]).toEqual([isOn, isOn]);
    await open.close();
  }
});
