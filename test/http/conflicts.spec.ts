import { conflictSentences } from '#libs/planning';
import { openingOf } from '../support/opening.js';
import { startTestServer, type TestServer } from '../support/server.js';

type Order = { command: string } & Record<string, unknown>;

const on = '2023-08-01';
const reason = 'r';
const order = (command: string, body: object): Order => ({ command, occurredAt: on, ...body });
const base = (id: string, more: object = {}): Order =>
  order('establish-base', { base: id, name: id, kind: 'camp', occurredAt: '2023-07-01', ...more });
const [ber, gao] = [base('ber'), base('gao')];
/** From Ber to Gao in a day, three at most, 100 people at a time. */
const road = order('plan-route', {
  route: 'ber-gao',
  from: 'ber',
  to: 'gao',
  mode: 'road',
  travelDays: { low: 1, best: 1, high: 3 },
  turnRoundDays: 4,
  peoplePerConvoy: 100,
});
const load = (people: number, more: object = {}): Order =>
  order('plan-load', { base: 'ber', people, route: 'ber-gao', ...more });
const escorts = order('set-capacity', { resource: 'escort', atOnce: 1, from: '2023-07-01' });
const scheduled = (id: string, day: string): Order => order('schedule-withdrawal', { base: id, on: day });
const convoy = (id: string, more: object): Order =>
  order('plan-convoy', { convoy: id, mode: 'road', from: 'ber', to: 'gao', ...more });
const waits = (before: string, after: string, lagDays: number): Order =>
  order('set-dependency', { before, after, kind: 'finish-to-start', lagDays });

/** A plan that breaks a rule, and what is said of it on 2 August (or another day): on which base, by which entries, why. */
interface Broken {
  given: Order[];
  shownOn?: string;
  base: string;
  entries: number[];
  says: string;
}

/** Revision 0 opens the mission; the given orders follow. */
const broken: Record<keyof typeof conflictSentences, Broken> = {
  cycle: {
    given: [
      ber,
      gao,
      waits('ber', 'gao', 0),
      order('lift-dependency', { before: 'ber', after: 'gao' }),
      waits('gao', 'ber', 0),
      { command: 'retract-entry', entry: 4, reason },
    ],
    base: 'ber',
    entries: [5],
    says: 'These bases wait for each other in a circle: ber, gao, ber. Lift a dependency, or name another hub.',
  },
  'hub-closes-first': {
    given: [
      gao,
      base('ber', { hub: 'gao' }),
      road,
      load(100),
      scheduled('ber', '2023-08-20'),
      scheduled('gao', '2023-08-20'),
    ],
    base: 'ber',
    entries: [5, 6],
    says: 'gao is to be left on 2023-08-20, before those of ber are there on 2023-08-21. Plan one of them anew.',
  },
  'past-deadline': {
    given: [ber, gao, road, waits('ber', 'gao', 60)],
    base: 'gao',
    entries: [0, 2, 4],
    says: 'gao is not done before 2023-10-02, after the deadline of 2023-08-31. Expedite it or what it waits for, or move the deadline.',
  },
  'earlier-than-possible': {
    given: [ber, gao, road, waits('ber', 'gao', 10), scheduled('gao', '2023-08-05')],
    base: 'gao',
    entries: [4, 5],
    says: 'gao is planned for 2023-08-05 and cannot be left before 2023-08-13. Postpone it, or shorten what it waits for.',
  },
  'route-closed': {
    given: [
      ber,
      gao,
      road,
      order('close-route', { route: 'ber-gao', from: '2023-08-10', to: '2023-08-20', reason: 'rain' }),
      scheduled('ber', '2023-08-15'),
    ],
    base: 'ber',
    entries: [3, 4],
    says: 'Route ber-gao from ber is closed when somebody is to leave by it: 2023-08-15. Move the departure, or reopen the route.',
  },
  'no-route': {
    given: [ber, gao, road],
    base: 'gao',
    entries: [2],
    says: 'No route is planned from gao. Plan one.',
  },
  'load-left-over': {
    given: [ber, gao, road, load(300), convoy('one', { departsOn: '2023-08-05' })],
    base: 'ber',
    entries: [4, 5],
    says: 'The load of ber makes 3 convoys, and 1 are planned. Plan the others, or let a convoy take more.',
  },
  'needs-too-much': {
    given: [ber, gao, road, escorts, load(100, { needs: [{ resource: 'Escort', amount: 2 }] })],
    base: 'ber',
    entries: [4, 5],
    says: 'Each convoy of ber needs 2 of escort, and there are never more than 1. Split the load, or set a larger capacity.',
  },
  'over-capacity': {
    given: [
      ber,
      gao,
      road,
      escorts,
      load(200, { needs: [{ resource: 'escort', amount: 1 }] }),
      convoy('one', { departsOn: '2023-08-05' }),
      convoy('two', { departsOn: '2023-08-07' }),
    ],
    base: 'ber',
    entries: [4, 6, 7],
    says: 'On 2023-08-07 the plan takes 2 of escort, and there are 1: taken by one, two. Move one of them, or set a larger capacity.',
  },
  'permit-missing': {
    given: [ber, scheduled('ber', '2023-08-10'), order('need-permit', { for: 'ber', kind: 'movement', leadDays: 5 })],
    shownOn: '2023-08-05',
    base: 'ber',
    entries: [2, 3],
    says: 'ber is to leave on 2023-08-10 and needs a permit (movement) by 2023-08-05, which was not requested. Obtain it, or move the departure.',
  },
  'convoy-too-large': {
    given: [ber, gao, road, convoy('one', { lines: [{ component: 'uniformed', count: 300 }] })],
    base: 'ber',
    entries: [3, 4],
    says: 'Convoy one is planned with 300 people, and route ber-gao allows 100. Split it.',
  },
  'arrived-late': {
    given: [
      ber,
      gao,
      road,
      convoy('one', { occurredAt: '2023-07-20' }),
      order('report-convoy-departed', { convoy: 'one', occurredAt: '2023-07-21' }),
      order('report-convoy-arrived', { convoy: 'one', occurredAt: '2023-07-28' }),
    ],
    base: 'ber',
    entries: [3, 6],
    says: 'Convoy one took 7 days, and route ber-gao is planned to take at most 3. Plan the route anew, or correct the arrival.',
  },
};

interface Found {
  rule: string;
  base: string;
  entries: number[];
  message: string;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(() => Date.parse('2023-09-03T12:00:00Z'));
});
afterAll(() => server.close());

describe('a plan that breaks a rule says by which entries, and what to do', () => {
  it.each(Object.entries(broken))('%s', async (rule, { given, shownOn = '2023-08-02', ...wanted }) => {
    const mission = `/v1/missions/${rule}`;
    const lines = [{ command: 'open-mission', ...openingOf(1000), deadline: '2023-08-31' }, ...given];
    for (const { command, ...body } of lines) {
      const reply = await server.post(`${mission}/commands/${command}`, JSON.stringify(body));
      expect([command, reply.status, reply.status === 201 ? '' : reply.text]).toEqual([command, 201, '']);
    }
    const { conflicts } = JSON.parse((await server.get(`${mission}/schedule?validAt=${shownOn}`)).text) as {
      conflicts: Found[];
    };
    const found = conflicts.filter((one) => one.rule === rule);
    expect(found.map(({ base: of, entries, message }) => ({ base: of, entries, says: message }))).toEqual([wanted]);
  });
});
