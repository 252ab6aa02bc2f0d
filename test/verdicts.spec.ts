import { readFileSync } from 'node:fs';
import { endOf, fold, views, type MissionState } from '#libs/domain';
import { ber, day, gao, open, stateOf, troops } from './support/given.js';
import { record, type TestCommand } from './support/log.js';

const zone = 'Africa/Bamako';
const on = (state: MissionState, text: string) => views.summary(state, day(text));
const verdictsOn = (text: string, ...commands: TestCommand[]) => on(stateOf(...commands), text).verdicts;

const departed = (occurredAt: string, count: unknown, more: object = {}): TestCommand => ({
  command: 'report-strength',
  measure: 'departed',
  component: 'uniformed',
  count,
  occurredAt,
  ...more,
});
const left = (occurredAt: string, count: number): TestCommand => ({
  command: 'report-repatriation',
  lines: troops(count),
  occurredAt,
});
const base = (id: string, more: object = {}): TestCommand => ({ ...ber, base: id, name: id, ...more });
const scheduled = (id: string, date: unknown): TestCommand => ({
  command: 'schedule-withdrawal',
  base: id,
  on: date,
  occurredAt: '2023-07-02',
});
const vacated = (id: string, occurredAt: string): TestCommand => ({
  command: 'report-base-vacated',
  base: id,
  occurredAt,
});

describe('the verdicts on the MINUSMA log', () => {
  const log = record(
    readFileSync('docs/examples/minusma-2023.ndjson', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TestCommand),
  );
  const asKnownOn = (text: string) => {
    const at = endOf(text, zone);
    return on(fold(log, { validAt: at, knownAt: at }).state, text);
  };

  it('on 13 August 2023: people will miss the deadline', () =>
    expect(asKnownOn('2023-08-13')).toMatchObject({
      status: 'at-risk',
      statusReason: expect.stringContaining('people remain on the deadline'),
      verdicts: { people: { verdict: 'will-miss', reachedPerDay: 19.9, neededPerDay: 83.4, asOf: '2023-08-04' } },
    }));

  it('on 3 November 2023: people are tight by the total of 24 October', () => {
    const { people } = asKnownOn('2023-11-03').verdicts;
    expect(people).toMatchObject({ verdict: 'tight', asOf: '2023-10-24', ageDays: 10, departed: 5802 });
    expect([Math.round(people.reachedPerDay ?? 0), Math.round(people.neededPerDay ?? 0)]).toEqual([90, 131]);
    expect(people.leftOnDeadline).toBe(2798);
  });

  it('when all is over: complete, without a pace, and who is not accounted for is said beside it', () =>
    expect(on(fold(log).state, '2025-06-01')).toMatchObject({
      status: 'complete',
      pace: null,
      unaccountedFor: { low: 0 },
      statusReason: expect.stringContaining('not accounted for'),
    }));
});

describe('the verdict on people', () => {
  const people = (text: string, ...commands: TestCommand[]) => verdictsOn(text, open, ...commands).people;

  it('is that of a total of at least four fifths of the baseline, what it leaves out taken from the books', () => {
    const civilian: TestCommand = { ...departed('2023-07-01', 3250, { measure: 'baseline', component: 'civilian' }) };
    const few = departed('2023-09-10', 900, { component: 'civilian' });
    const most = departed('2023-09-01', 2000);
    expect(people('2023-09-12', civilian, most, few)).toMatchObject({ asOf: '2023-09-01', departed: 2000 });
    const more = { ...civilian, count: 3251 };
    expect(people('2023-09-12', more, most)).toMatchObject({ asOf: null });
    const sameDay = departed('2023-09-01', 10, { component: 'civilian' });
    expect(people('2023-09-12', more, most, sameDay)).toMatchObject({ asOf: '2023-09-01', departed: 2010 });
  });

  it('is of a bounded total only where that moved the best figure', () => {
    const first = departed('2023-09-01', 2000);
    expect(people('2023-09-12', first, departed('2023-09-10', { atMost: 2500 }))).toMatchObject({ asOf: '2023-09-01' });
    expect(people('2023-09-12', first, departed('2023-09-10', { atLeast: 2500 }))).toMatchObject({
      asOf: '2023-09-10',
    });
    expect(people('2023-09-12', first, departed('2023-09-10', 2000))).toMatchObject({ asOf: '2023-09-10' });
  });

  it('compares with the latest total at least 7 days before, else with the start', () => {
    const [first, second] = [departed('2023-09-01', 620), departed('2023-09-07', 700)];
    expect(people('2023-09-12', first, second)).toMatchObject({ since: { date: '2023-07-01', departed: 0 } });
    const third = departed('2023-09-08', 760);
    expect(people('2023-09-12', first, second, third)).toMatchObject({
      since: { date: '2023-09-01', departed: 620 },
      reachedPerDay: 20,
    });
  });

  // 13,000 people from 1 July to 31 December: 62 days of them until 1 September, and 121 after it.
  const enough = Math.ceil((13_000 * 62) / (62 + 121));
  const half = Math.ceil((13_000 * 62) / (62 + 2 * 121));

  it.each([
    ['on-track', enough],
    ['tight', enough - 1],
    ['tight', half],
    ['will-miss', half - 1],
  ])('is on-track where as many a day have left as need to, tight where half as many: %s with %i', (verdict, count) =>
    expect(people('2023-09-02', departed('2023-09-01', count))).toMatchObject({ verdict }),
  );

  it('needs nothing of those who are meant to stay, as far as somebody counted them', () => {
    const total = departed('2023-09-01', 2000);
    const stays = { ...base('gao'), liquidation: true, garrison: troops(1000) };
    expect(people('2023-09-02', stays, total)).toMatchObject({ staying: 1000, neededPerDay: 82.6 });
    const arrived: TestCommand = { command: 'report-arrival', base: 'gao', lines: troops(5), occurredAt: '2023-08-01' };
    expect(people('2023-09-02', gao, arrived, total)).toMatchObject({ staying: 0 });
  });

  it('needs nothing of those who are planned to stay beyond the deadline, whoever is at liquidation bases', () => {
    const total = departed('2023-09-01', 2000);
    const liquidated = { ...base('gao'), liquidation: true, garrison: troops(1000) };
    const stay = (more: object): TestCommand => ({
      command: 'plan-stay',
      base: 'gao',
      people: { about: 300 },
      occurredAt: '2023-08-01',
      ...more,
    });
    const staying = (...commands: TestCommand[]) =>
      people('2023-09-02', liquidated, { ...ber, occurredAt: '2023-07-01' }, ...commands, total).staying;
    expect(staying(stay({}))).toBe(300);
    expect(staying(stay({}), stay({ people: 200, until: '2023-12-31' }))).toBe(200);
    expect(staying(stay({}), stay({ base: 'ber', people: 20 }))).toBe(320);
    expect(staying(stay({ until: '2023-12-30' }))).toBe(1000);
    const isLeft = vacated('ber', '2023-08-02');
    expect(staying(stay({ base: 'ber' }), isLeft)).toBe(1000);
  });

  it('is starting in the first tenth of the time', () => {
    expect(people('2023-07-19', left('2023-07-05', 1))).toMatchObject({ verdict: 'starting' });
    expect(people('2023-07-20', left('2023-07-05', 1))).toMatchObject({ verdict: 'will-miss' });
  });

  it('says after 21 days that no figure is recent, with the last verdict, by which the status goes', () => {
    const log = [open, departed('2023-09-01', 100)];
    expect(on(stateOf(...log), '2023-09-22').verdicts.people.verdict).toBe('will-miss');
    expect(on(stateOf(...log), '2023-09-23')).toMatchObject({
      status: 'at-risk',
      verdicts: { people: { verdict: 'no-recent-figure', last: 'will-miss', ageDays: 22 } },
    });
  });

  it('goes by the last entry that moved people where no total was ever stated, and is no risk where there is none', () => {
    expect(people('2023-09-05', left('2023-08-01', 31), left('2023-08-31', 30))).toMatchObject({
      verdict: 'will-miss',
      asOf: '2023-08-31',
      reachedPerDay: 1,
    });
    const none = on(stateOf(open, ber), '2023-09-05');
    expect(none).toMatchObject({ status: 'on-track', verdicts: { people: { verdict: 'no-recent-figure' } } });
    expect(none.verdicts.people).not.toHaveProperty('last');
  });
});

describe('the verdict on sites', () => {
  const sites = (text: string, ...commands: TestCommand[]) => verdictsOn(text, open, ...commands).sites;

  it.each<[string, string, string, TestCommand[]]>([
    ['on-track', '2023-08-15', '', [ber, scheduled('ber', '2023-08-15')]],
    ['tight', '2023-08-16', 'planned-date-passed', [ber, scheduled('ber', '2023-08-15')]],
    ['on-track', '2023-08-18', '', [ber, scheduled('ber', { about: '2023-08-15' })]],
    ['tight', '2023-10-22', 'planned-date-passed', [ber, scheduled('ber', '2023-08-15')]],
    ['will-miss', '2023-10-23', 'overdue', [ber, scheduled('ber', '2023-08-15')]],
    ['on-track', '2023-11-30', '', [ber]],
    ['will-miss', '2023-12-01', 'unplanned', [ber]],
    [
      'will-miss',
      '2023-08-01',
      'planned-after-deadline',
      [
        ber,
        scheduled('ber', '2023-12-01'),
        { command: 'move-deadline', to: '2023-11-30', authority: 'a', reason: 'r', occurredAt: '2023-07-03' },
      ],
    ],
    ['on-track', '2023-12-30', '', [gao]],
    ['on-track', '2023-12-30', '', [gao, scheduled('gao', '2024-06-01')]],
    ['tight', '2023-12-30', 'planned-date-passed', [gao, scheduled('gao', '2023-08-15')]],
    ['on-track', '2023-12-30', '', [ber, vacated('ber', '2023-12-01')]],
  ])('is %s on %s: %s', (verdict, text, rule, commands) => {
    const found = sites(text, ...commands);
    expect([found.verdict, found.bases.map((one) => one.rule).join()]).toEqual([verdict, rule]);
  });

  it('says how many bases remain, and how old the last entry about one is', () =>
    expect(sites('2023-07-12', ber, gao, scheduled('ber', '2023-08-15'))).toMatchObject({
      remaining: 2,
      asOf: '2023-07-02',
      ageDays: 10,
    }));
});

describe('the verdict on permits', () => {
  const asked = (permit: string, more: object = {}): TestCommand => ({
    command: 'report-permit-requested',
    permit,
    kind: 'flight',
    authority: 'Mali',
    occurredAt: '2023-08-01',
    ...more,
  });
  const answered = (permit: string, answer: string): TestCommand => ({
    command: 'report-permit-answered',
    permit,
    answer,
    occurredAt: '2023-08-03',
  });
  const convoy: TestCommand = {
    command: 'plan-convoy',
    convoy: 'one',
    mode: 'road',
    from: 'ber',
    to: 'gao',
    occurredAt: '2023-07-03',
  };
  const berByMid = scheduled('ber', '2023-09-15');

  it.each<[string, string, TestCommand[]]>([
    ['clear', '2023-08-08', [asked('p')]],
    ['waiting', '2023-08-09', [asked('p')]],
    ['clear', '2023-08-20', [asked('p'), answered('p', 'partly')]],
    ['waiting', '2023-08-20', [asked('p'), answered('p', 'refused')]],
    ['clear', '2023-08-20', [asked('p'), answered('p', 'refused'), asked('q', { occurredAt: '2023-08-15' })]],
    [
      'waiting',
      '2023-08-20',
      [asked('p'), answered('p', 'refused'), asked('q', { kind: 'customs', occurredAt: '2023-08-15' })],
    ],
    ['waiting', '2023-08-15', [asked('p', { for: 'ber' }), berByMid]],
    ['blocking', '2023-08-16', [asked('p', { for: 'ber' }), berByMid]],
    ['blocking', '2023-08-16', [convoy, asked('p', { for: 'one' }), berByMid]],
    ['waiting', '2023-08-16', [asked('p'), berByMid]],
    ['waiting', '2023-08-16', [asked('p', { for: 'ber' }), berByMid, vacated('ber', '2023-08-10')]],
  ])('is %s on %s', (verdict, text, commands) =>
    expect(verdictsOn(text, open, ber, gao, ...commands).permits.verdict).toBe(verdict),
  );

  it('puts the mission at risk while it blocks', () =>
    expect(on(stateOf(open, ber, asked('p', { for: 'ber' }), berByMid), '2023-08-16')).toMatchObject({
      status: 'at-risk',
      statusReason: expect.stringContaining('Permit p'),
    }));
});

describe('a mission is complete', () => {
  const allLeft = departed('2023-12-01', 13_000);
  const statusOn = (text: string, ...commands: TestCommand[]) => on(stateOf(open, ...commands), text).status;

  it.each<[string, TestCommand[]]>([
    ['complete', [ber, allLeft, vacated('ber', '2023-12-31')]],
    ['late', [ber, allLeft, vacated('ber', '2024-01-01')]],
    ['late', [ber, allLeft]],
    ['late', [ber, departed('2023-12-01', 12_999), vacated('ber', '2023-12-02')]],
    ['complete', [ber, departed('2023-12-01', { atLeast: 12_000 }), vacated('ber', '2023-12-02')]],
    ['late', [ber, departed('2023-12-01', 12_000), vacated('ber', '2023-12-02'), base('gao', { liquidation: true })]],
    ['complete', [{ ...ber, garrison: undefined }, departed('2023-12-01', 12_000), vacated('ber', '2023-12-02'), gao]],
  ])('%s', (status, commands) => expect(statusOn('2024-01-02', ...commands)).toBe(status));
});
