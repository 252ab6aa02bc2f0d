import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
const now = Date.parse('2023-08-02T12:00:00Z');
const on = '2023-08-01';
const reason = 'r';

const mission = {
  name: 'M',
  hostCountry: 'X',
  authority: 'A',
  startsOn: '2023-07-01',
  deadline: '2023-08-31',
  timeZone: 'UTC',
  strength: [{ component: 'uniformed', count: 1000 }],
  occurredAt: '2023-07-01',
};
const base = (id: string, more: object = {}): [string, object] => [
  'establish-base',
  { base: id, name: id.toUpperCase(), kind: 'camp', occurredAt: '2023-07-01', ...more },
];
const road = (from: string, to: string, best: number): [string, object] => [
  'plan-route',
  {
    route: `${from}-${to}`,
    from,
    to,
    mode: 'road',
    travelDays: { low: 1, best, high: best + 2 },
    turnRoundDays: 2 * best,
    peoplePerConvoy: 100,
    occurredAt: on,
  },
];
const load = (of: string, to: string, people: number): [string, object] => [
  'plan-load',
  { base: of, people, route: `${of}-${to}`, needs: [{ resource: 'Escort', amount: 1 }], occurredAt: on },
];
/** Ber and Goundam go to Timbuktu, and that abroad: 8 convoys and one escort, four days there and back. */
const plan: [string, object][] = [
  base('timbuktu'),
  base('ber', { hub: 'timbuktu' }),
  base('goundam', { hub: 'timbuktu' }),
  road('ber', 'timbuktu', 2),
  road('goundam', 'timbuktu', 2),
  road('timbuktu', 'abroad', 3),
  load('ber', 'timbuktu', 250),
  load('goundam', 'timbuktu', 150),
  load('timbuktu', 'abroad', 300),
  ['set-capacity', { resource: 'escort', atOnce: 1, from: '2023-07-01', occurredAt: on }],
  ['schedule-withdrawal', { base: 'ber', on: '2023-08-20', reason, occurredAt: on }],
];

interface Row {
  id: string;
  earliest: string;
  latest: string;
  slackDays: number;
  freeSlackDays: number;
  critical: boolean;
  drivenBy: { by: string; base?: string };
  planSlackDays?: number;
  feasibleBy: string;
  conflicts: { rule: string; message: string; entries: number[]; days: string[] }[];
}
interface Answered {
  items: Row[];
  criticalPath: string[];
  feasibleBy: string | null;
  noEarlierThan: string;
  bindingResource: { resource: string; neededDays: number } | null;
}
const get = async <T>(query: string): Promise<T> => {
  const reply = await server.get(`/v1/missions/minusma/schedule${query}`);
  expect([reply.status, reply.status === 200 ? '' : reply.text]).toEqual([200, '']);
  return JSON.parse(reply.text) as T;
};
const order = async (name: string, body: object): Promise<number> => {
  const reply = await server.command(name, body);
  expect([name, reply.status, reply.status === 201 ? '' : reply.text]).toEqual([name, 201, '']);
  return (JSON.parse(reply.text) as { revision: number }).revision;
};

let planned = 0;
beforeAll(async () => {
  server = await startTestServer(() => now);
  await order('open-mission', mission);
  for (const [name, body] of plan) planned = await order(name, body);
});
afterAll(() => server.close());

describe('GET .../schedule', () => {
  it('says when each base can be left, what drives it, and which of them decide the end', async () => {
    const { items, criticalPath } = await get<Answered>('');
    const row = (id: string): Row | undefined => items.find((one) => one.id === id);
    expect(row('ber')).toMatchObject({
      earliest: '2023-08-02',
      latest: '2023-08-26',
      slackDays: 24,
      freeSlackDays: 0,
      planSlackDays: 11,
      drivenBy: { by: 'today' },
      critical: true,
    });
    expect(row('timbuktu')).toMatchObject({
      earliest: '2023-08-04',
      latest: '2023-08-28',
      slackDays: 24,
      drivenBy: { by: 'hub', base: 'ber' },
      critical: true,
    });
    expect(criticalPath).toEqual(['ber', 'timbuktu']);
  });

  it('names the resource that makes the whole longer than its critical path, and both answers', async () => {
    const { feasibleBy, noEarlierThan, bindingResource } = await get<Answered>('');
    expect(bindingResource).toMatchObject({ resource: 'escort', neededDays: 38 });
    expect([noEarlierThan <= (feasibleBy ?? ''), noEarlierThan > '2023-08-31']).toEqual([true, true]);
  });

  it('looks at other times: before the loads were planned nobody needs an escort', async () => {
    expect(await get<Answered>('?knownAt=6')).toMatchObject({ feasibleBy: '2023-08-07', bindingResource: null });
  });

  it('does not call feasible what nobody said how to do: of bases without a load and a way it is unknown', async () => {
    const { feasibleBy, noEarlierThan, items } = await get<Answered>('?knownAt=3');
    expect([feasibleBy, noEarlierThan]).toEqual([null, '2023-08-02']);
    expect(items.map((item) => item.feasibleBy)).toEqual([null, null, null]);
  });

  it('does not know of a base when it can be left if it waits for one of which nobody said it', async () => {
    // Ber has its way, Goundam has not, and Timbuktu waits for both.
    const { feasibleBy, items } = await get<Answered>('?knownAt=4');
    expect([feasibleBy, items.map(({ id, feasibleBy: by }) => [id, by === null])]).toEqual([
      null,
      [
        ['timbuktu', true],
        ['ber', false],
        ['goundam', true],
      ],
    ]);
  });

  it('shows a base past the deadline on its row, with the entries behind it', async () => {
    const revision = await order('move-deadline', { to: '2023-08-05', authority: 'a', reason, occurredAt: on });
    const { items } = await get<Answered>('');
    const hub = items.find(({ id }) => id === 'timbuktu');
    expect(hub?.slackDays).toBe(-2);
    expect(hub?.conflicts.map(({ rule }) => rule)).toContain('past-deadline');
    expect(hub?.conflicts.find(({ rule }) => rule === 'past-deadline')?.entries).toContain(revision);
    await order('move-deadline', { to: '2023-08-31', authority: 'a', reason, occurredAt: on });
  });

  it('says which departures take more than there is, and whose they are', async () => {
    for (const from of ['ber', 'goundam'])
      await order('plan-convoy', {
        convoy: `${from}-1`,
        mode: 'road',
        from,
        to: 'timbuktu',
        departsOn: '2023-08-10',
        occurredAt: on,
      });
    const { items } = await get<Answered>('');
    const found = items.flatMap(({ id, conflicts }) =>
      conflicts.filter(({ rule }) => rule === 'over-capacity').map(({ days }) => [id, days]),
    );
    expect(found).toEqual([
      ['ber', ['2023-08-10']],
      ['goundam', ['2023-08-10']],
    ]);
  });

  it('says how far the plan moved since a baseline, who moved it and why', async () => {
    await order('name-baseline', { name: 'Approved plan', revision: planned, approvedBy: 'SRSG', occurredAt: on });
    const revision = await order('postpone-withdrawal', {
      base: 'ber',
      on: '2023-08-25',
      reason: 'rain',
      occurredAt: on,
    });
    const {
      items,
      comparedTo,
      plan: moved,
    } = await get<{
      items: { id: string; shiftDays?: number; movedBy: { revision: number; reason: string }[] }[];
      comparedTo: object;
      plan: { id: string }[];
    }>('?compareTo=approved%20plan');
    expect(comparedTo).toEqual({ revision: planned, baseline: 'Approved plan', approvedBy: 'SRSG' });
    expect(items.find(({ id }) => id === 'ber')).toMatchObject({
      shiftDays: 5,
      movedBy: [{ revision, reason: 'rain' }],
    });
    expect(moved).toEqual([]);
    const reply = await server.get('/v1/missions/minusma/schedule?compareTo=nothing');
    expect([reply.status, reply.text.includes('Approved plan')]).toEqual([404, true]);
  });

  it('says who lifted a dependency, reopened a route, retracted an order and moved the deadline since', async () => {
    const note = async (name: string, body: object): Promise<number> =>
      order(name, { ...body, reason, occurredAt: on });
    await note('set-dependency', { before: 'ber', after: 'goundam', kind: 'start-to-start' });
    await note('close-route', { route: 'ber-timbuktu', from: '2023-09-01' });
    const before = await note('postpone-withdrawal', { base: 'ber', on: '2023-08-27' });
    const lifted = await note('lift-dependency', { before: 'ber', after: 'goundam' });
    const reopened = await note('reopen-route', { route: 'ber-timbuktu', from: '2023-09-05' });
    const retracted = await order('retract-entry', { entry: before, reason });
    const moved = await note('move-deadline', { to: '2023-09-30', authority: 'a' });
    interface By {
      movedBy: { revision: number }[];
    }
    const {
      items,
      plan: parts,
      deadline,
    } = await get<{
      items: (By & { id: string; shiftDays?: number })[];
      plan: (By & { id: string; change: string })[];
      deadline: By & { shiftDays: number };
    }>(`?compareTo=${before}`);
    const by = ({ movedBy }: By): number[] => movedBy.map(({ revision }) => revision);
    expect(items.flatMap((one) => (one.movedBy.length > 0 ? [[one.id, one.shiftDays, by(one)]] : []))).toEqual([
      ['ber', -2, [retracted]],
    ]);
    expect(parts.map((one) => [one.id, one.change, by(one)])).toEqual([
      ['dependency/ber/goundam/start-to-start', 'removed', [lifted]],
      ['closure/route/ber-timbuktu/2023-09-01', 'changed', [reopened]],
    ]);
    expect([deadline.shiftDays, by(deadline)]).toEqual([30, [moved]]);
    await order('move-deadline', { to: '2023-08-31', authority: 'a', reason, occurredAt: on });
  });

  it('says why a figure is what it is: its formula, what goes into it, and the entries', async () => {
    const why = await get<{ formula: string; inputs: { pointer: string }[]; value: unknown; entries: number[] }>(
      '?why=/items/timbuktu/earliest',
    );
    expect(why).toMatchObject({ value: '2023-08-04', formula: expect.stringContaining('last convoy') as string });
    expect(why.inputs.map(({ pointer }) => pointer)).toContain('/items/ber/arrives');
    expect(why.entries).toContain(2);
    expect(await get('?why=/items/ber/planned')).toMatchObject({ kind: 'fact' });
    const french = await server.get('/v1/missions/minusma/schedule?why=/feasibleBy', { 'accept-language': 'fr' });
    expect((JSON.parse(french.text) as { formula: string }).formula).toMatch(/^le jour de la dernière arrivée/);
    expect((await server.get('/v1/missions/minusma/schedule?why=/nothing')).status).toBe(404);
  });

  it('is a list as CSV and a calendar too', async () => {
    const csv = await server.get('/v1/missions/minusma/schedule', { accept: 'text/csv' });
    expect(csv.text.split('\n')[0]).toContain('slackDays');
    const calendar = await server.get('/v1/missions/minusma/schedule', { accept: 'text/calendar' });
    expect(calendar.text).toContain('BEGIN:VCALENDAR');
  });
});

describe('GET .../schedule/quality', () => {
  it('lists loose ends with their offenders', async () => {
    const { checks, items } = await get<{
      checks: Record<string, number>;
      items: { check: string; subject: string }[];
    }>('/quality');
    expect(checks).toMatchObject({ 'no-planned-date': 2, 'hard-date': 1, 'no-load': 0, 'no-route': 0 });
    expect(items).toContainEqual(expect.objectContaining({ check: 'hard-date', subject: 'ber' }));
  });
});
