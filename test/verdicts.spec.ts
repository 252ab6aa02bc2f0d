import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { daysBetween, daysOf, endOf, fold, shiftDay, views, type MissionState } from '#libs/domain';
import { ber, day, gao, open, stateOf, troops } from './support/given.js';
import { record, recordedAt, type TestCommand } from './support/log.js';
import { commandsOfMission } from './support/why-logs.js';

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

describe('nobody said is not zero', () => {
  it('of a base or a convoy that no entry gives a number of', () => {
    const state = stateOf(
      open,
      base('ber', { garrison: undefined }),
      gao,
      base('kidal', { garrison: troops(0) }),
      { command: 'report-convoy-departed', convoy: 'one', from: 'ber', to: 'gao', occurredAt: '2023-08-01' },
      {
        command: 'report-convoy-departed',
        convoy: 'two',
        from: 'kidal',
        to: 'gao',
        lines: troops(3),
        occurredAt: '2023-08-01',
      },
    );
    const people = (items: { id: string; people: unknown }[]) => items.map((item) => [item.id, item.people]);
    expect(people(views.bases(state, day('2023-08-02')).items)).toMatchObject([
      ['ber', { reported: false }],
      ['gao', { reported: false }],
      ['kidal', { best: -3 }],
    ]);
    expect(people(views.convoys(state, day('2023-08-02')).items)).toMatchObject([
      ['one', { reported: false }],
      ['two', { best: 3 }],
    ]);
  });

  it('and the people of the bases, with who is at none, add up to those present', () => {
    fc.assert(
      fc.property(commandsOfMission, (commands) => {
        const { state } = fold(record(commands, recordedAt, 'skip'));
        const { items, rest } = views.bases(state, day('2024-06-01'));
        const best = (people: object): number => ('best' in people ? Number(people.best) : 0);
        const all = [...items.map(({ people }) => people), ...Object.values(rest)];
        expect(all.reduce((sum, people) => sum + best(people), 0)).toBe(on(state, '2024-06-01').strength.present.best);
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('nor is a pace without two reports', () => {
    const state = stateOf(open, ber);
    expect(on(state, '2023-09-01').pace).toMatchObject({
      lastDays: { 7: null, 30: null },
      sinceStartPerDay: null,
      projectedCompletion: null,
      notes: {
        lastDays: { 7: expect.any(String), 30: expect.any(String) },
        sinceStartPerDay: expect.any(String),
        projectedCompletion: expect.any(String),
      },
    });
    const reported = stateOf(open, departed('2023-08-20', 100), departed('2023-09-01', 220));
    expect(on(reported, '2023-09-10').pace).toMatchObject({ lastDays: { 7: null }, sinceStartPerDay: 3.1 });
    expect(on(reported, '2023-09-04').pace).toMatchObject({ lastDays: { 7: 8 } });
  });
});

describe('a status changes only with an entry or on a day that is known beforehand', () => {
  /** The first days on which something is another than the day before, though nothing was recorded. */
  function daysKnown(state: MissionState): Set<string> {
    const { startsOn = '', deadline = '' } = state.mission ?? {};
    const days = [shiftDay(deadline, 1), shiftDay(deadline, -30)];
    days.push(shiftDay(startsOn, Math.ceil(daysBetween(startsOn, deadline) / 10)));
    for (const { plan } of state.bases.values()) {
      if (plan.state !== 'scheduled') continue;
      const { last } = daysOf(plan.on);
      days.push(shiftDay(last, 1), shiftDay(last, -30));
      days.push(shiftDay(last, Math.ceil(daysBetween(last, deadline) / 2)));
    }
    for (const { requested } of state.permits.values()) {
      const asked = daysOf(requested.occurredAt.slice(0, 10)).middle;
      days.push(shiftDay(asked, 8));
    }
    for (const { day: text } of state.figures.totals) days.push(shiftDay(text, 22));
    if (state.figures.lastMove) days.push(shiftDay(state.figures.lastMove.day, 22));
    return new Set(days);
  }

  it('in any mission, whatever was recorded', () => {
    fc.assert(
      fc.property(commandsOfMission, fc.integer({ min: 0, max: 190 }), (commands, start) => {
        const from = shiftDay('2023-07-01', start);
        const { state } = fold(record(commands, recordedAt, 'skip'), { validAt: endOf(from, zone) });
        const known = daysKnown(state);
        let before = on(state, from).status;
        for (let days = 1; days < 250; days++) {
          const date = shiftDay(from, days);
          const { status } = on(state, date);
          if (status !== before) expect([before, status, date, known.has(date)]).toEqual([before, status, date, true]);
          before = status;
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});
