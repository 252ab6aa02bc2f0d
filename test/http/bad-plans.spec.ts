import { rowsOf } from '../support/bad-input.js';
import { startTestServer, type TestServer } from '../support/server.js';

/** The rows of the page, by what is sent. */
const rows = rowsOf('Plans');

const on = '2023-08-01';
const reason = 'r';
const opening = {
  name: 'M',
  hostCountry: 'X',
  authority: 'A',
  startsOn: '2023-07-01',
  deadline: '2023-08-31',
  timeZone: 'UTC',
  strength: [{ component: 'uniformed', count: 1000 }],
  occurredAt: '2023-07-01',
};
type Order = [string, object];
const base = (id: string, more: object = {}): Order => [
  'establish-base',
  { base: id, name: id, kind: 'camp', occurredAt: '2023-07-01', ...more },
];
const two = [base('b0'), base('b1')];
const road: Order = [
  'plan-route',
  {
    route: 'b0-b1',
    from: 'b0',
    to: 'b1',
    mode: 'road',
    travelDays: { low: 1, best: 1, high: 1 },
    turnRoundDays: 2,
    peoplePerConvoy: 100,
    occurredAt: on,
  },
];
const waits = (before: string, after: string): Order => [
  'set-dependency',
  { before, after, kind: 'finish-to-start', occurredAt: on },
];
const load = (more: object): Order => [
  'plan-load',
  { base: 'b0', people: 100, route: 'b0-b1', occurredAt: on, ...more },
];
const capacity = (more: object): Order => [
  'set-capacity',
  { resource: 'escort', atOnce: 3, from: '2023-07-01', occurredAt: on, ...more },
];

/** A mission, and an order that is bad input, or a question. */
interface Case {
  given: Order[];
  order?: Order;
  ask?: string;
  /** Many of them are recorded at once. */
  atOnce?: true;
}
const cases: Record<string, Case> = {
  'a dependency that closes a circle': { given: [...two, waits('b0', 'b1')], order: waits('b1', 'b0') },
  'a hub that waits for its satellite, which waits for it': {
    given: [...two, waits('b0', 'b1')],
    order: ['redesignate-base', { base: 'b1', hub: 'b0', reason, occurredAt: on }],
  },
  'a load by a route that nobody planned': { given: two, order: load({ route: 'nowhere' }) },
  'a load of more convoys than one may make': { given: [...two, road], order: load({ people: 1_000_000_000 }) },
  'a route whose convoys take nobody': { given: two, order: ['plan-route', { ...road[1], peoplePerConvoy: 0 }] },
  'a capacity that ends before it begins': { given: two, order: capacity({ to: '2023-06-30' }) },
  'a capacity that is less than none': { given: two, order: capacity({ atOnce: -1 }) },
  'a comparison with a plan that there is not': { given: two, ask: '?compareTo=nothing' },
  'a load of which each convoy needs more than there is': {
    given: [...two, road, capacity({}), load({ needs: [{ resource: 'Escort', amount: 4 }] })],
    ask: '',
  },
  'a convoy that is larger than its route allows': {
    given: [
      ...two,
      road,
      [
        'plan-convoy',
        {
          convoy: 'one',
          mode: 'road',
          from: 'b0',
          to: 'b1',
          lines: [{ component: 'uniformed', count: 300 }],
          occurredAt: on,
        },
      ],
    ],
    ask: '',
  },
  'a plan whose every base lies past the deadline': { given: [base('b0'), base('b1')], ask: '?validAt=2023-09-03' },
  'a mission with one base': { given: [base('b0')], ask: '' },
  'a mission with none': { given: [], ask: '' },
  'a mission with 500 bases': {
    given: Array.from({ length: 500 }, (_, one) => base(`b${one}`)),
    ask: '',
    atOnce: true,
  },
};

interface Answered {
  feasibleBy: string | null;
  noEarlierThan: string | null;
  conflicts: { rule: string; message: string }[];
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(() => Date.parse('2023-09-03T12:00:00Z'));
});
afterAll(() => server.close());

const orderIn = (mission: string, [name, body]: Order) =>
  server.post(`/v1/missions/${mission}/commands/${name}`, JSON.stringify(body));

async function recordIn(mission: string, given: readonly Order[], atOnce = false): Promise<void> {
  const all: Order[] = [['open-mission', opening], ...given];
  if (!atOnce) {
    for (const one of all) expect([one[0], (await orderIn(mission, one)).status]).toEqual([one[0], 201]);
    return;
  }
  const lines = all.map(([command, body]) => ({ command, ...body }));
  const reply = await server.post(`/v1/missions/${mission}/commands`, JSON.stringify(lines), {
    'idempotency-key': `bad-plans-of-${mission}-at-once`,
  });
  expect(reply.status).toBe(201);
}

describe('bad plans are answered as the page says', () => {
  it('and every row of the page has a case', () => expect([...rows.keys()]).toEqual(Object.keys(cases)));

  it.each(Object.entries(cases))('%s', async (input, { given, order, ask, atOnce }) => {
    const mission = `m${Object.keys(cases).indexOf(input)}`;
    const row = rows.get(input);
    await recordIn(mission, given, atOnce);
    if (order) {
      const reply = await orderIn(mission, order);
      expect([reply.status, reply.text.includes(`/problems/${row?.code}`)]).toEqual([row?.status, true]);
      expect(reply.text.replaceAll('\\"', '"')).toContain(row?.sentence);
      return;
    }
    const shownOn = ask === '' ? '?validAt=2023-08-02' : (ask ?? '');
    const reply = await server.get(`/v1/missions/${mission}/schedule${shownOn}`);
    expect(reply.status).toBe(row?.status);
    if (reply.status !== 200) return expect(reply.text.replaceAll('\\"', '"')).toContain(row?.sentence);
    const { feasibleBy, noEarlierThan, conflicts } = JSON.parse(reply.text) as Answered;
    if (row?.code === 'none') {
      expect(conflicts).toEqual([]);
      expect(`Feasible by ${feasibleBy}, no earlier than ${noEarlierThan}.`).toBe(row.sentence);
    } else {
      expect(conflicts.map(({ rule }) => rule)).toContain(row?.code);
      expect(conflicts.map(({ message }) => message)).toContain(row?.sentence);
    }
  });
});
