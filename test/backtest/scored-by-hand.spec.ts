import { levels } from '#libs/forecast';
import { record } from '../support/log.js';
import { openingOf } from '../support/opening.js';
import { backtest, pastOf, uniformLeft, type Past } from './past-forecasts.js';
import { reportOf, someOf } from './report.js';
import type { Pair } from './score.js';

const nothing: Past = {
  days: [],
  exits: new Map(),
  liquidation: new Set(),
  deadline: 0,
  presentThen: undefined,
  told: 0,
  completed: 0,
};

describe('scores worked out by hand', () => {
  // Quantiles of 1 to 19 at the levels of 0.05 to 0.95.
  const pair = (whose: string, truth: number, other: number): Pair => ({
    whose,
    truth,
    ours: levels.map((_, one) => one + 1),
    others: { other },
    isPlanned: false,
  });
  const bases = [pair('ber', 10, 12), pair('kidal', 0, 4)];
  const deadline = [
    { said: 0.8, came: true },
    { said: 0.4, came: false },
  ];
  const report = reportOf({ bases, liquidation: [], people: [], deadline, days: 2 }, nothing);

  it('are twice the mean pinball loss, the error of the median, the bands, and the tenths that it fell in', () =>
    expect(report.bases).toMatchObject({
      // 2 x 16.5 / 19 for a truth in the middle, 2 x 66.5 / 19 for one below all.
      crps: expect.closeTo((33 / 19 + 7) / 2, 9),
      maeOfP50: 5,
      coverage50: 0.5,
      coverage80: 0.5,
      pitDeciles: [1, 0, 0, 0, 1, 0, 0, 0, 0, 0],
      against: { other: { ratio: expect.closeTo((33 / 19 + 7) / 6, 9) } },
    }));

  it('draw whole bases anew: with two of them each is left out at times', () => {
    const skill = 'note' in report.bases ? null : report.bases.against.other?.skill;
    expect(skill).toEqual([expect.closeTo(1 - 7 / 4, 9), expect.closeTo(1 - 33 / 19 / 2, 9)]);
  });

  it('square what a probability of the deadline was off by', () => expect(report.brierOfDeadline).toBeCloseTo(0.1, 9));
});

describe('what others would have said', () => {
  it.each([
    ['before its window', 19_355, '2022-12-31', '2023-01-09', [19_357, 19_361.5]],
    ['inside it, over what is left', 19_361, '2022-12-31', '2023-01-09', [19_361.75, 19_364]],
    ['after it, until the deadline', 19_370, '2022-12-31', '2023-01-09', [19_371, 19_375.5]],
  ])('uniform, %s', (_, today, from, to, [first, middle]) => {
    const said = uniformLeft(today, 19_380, { window: { from, to, isPlanned: true } });
    expect([said[0], said[9]]).toEqual([expect.closeTo(first as number, 9), expect.closeTo(middle as number, 9)]);
  });

  const base = (id: string) => ({ command: 'establish-base', base: id, name: id, kind: 'camp', occurredAt: start });
  const start = '2023-07-01';
  const known = [
    { command: 'open-mission', ...openingOf(500), occurredAt: start },
    base('ber'),
    base('kidal'),
    { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-07-11' },
    { command: 'report-base-vacated', base: 'kidal', occurredAt: '2023-07-31' },
  ].map((line) => ({ ...line, reportedAt: line.occurredAt }));

  it('by the trend each further base takes as long as those before', () => {
    const { bases } = backtest(pastOf(record(known)), undefined, 100);
    const trends = bases
      .filter(({ whose }) => whose === 'kidal')
      .map(({ truth, others }) => truth - Number(others.trend));
    // Nothing had gone by 10 July, so that it is the deadline; from 11 July on it is as many days ahead as have passed.
    expect(trends.slice(10)).toEqual(Array.from({ length: 20 }, (_, one) => 30 - 2 * (10 + one)));
  });

  it('is asked until a base was left, and of what was known: neither when that was reported, nor before', () => {
    const late = known.map((line) =>
      line.base === 'ber' && line.command !== 'establish-base' ? { ...line, reportedAt: '2023-07-21' } : line,
    );
    const { bases } = backtest(pastOf(record(late)), undefined, 100);
    const [ber, kidal] = ['ber', 'kidal'].map((id) => bases.filter(({ whose }) => whose === id));
    expect([ber?.length, kidal?.length]).toEqual([10, 30]);
    const trends = (kidal ?? []).map(({ truth, others }) => truth - Number(others.trend));
    expect(new Set(trends.slice(0, 20)).size).toBe(1);
    expect(trends.slice(20)).toEqual(Array.from({ length: 10 }, (_, one) => 30 - 2 * (20 + one)));
  });

  it('half and double of each parameter are tried on all days of a small log, and on days evenly apart of a large one', () => {
    const past = pastOf(record(known));
    expect(someOf(past, 100).days).toEqual(past.days);
    // Two bases are forecast on ten days, one on twenty: forty forecasts.
    expect(someOf(past, 10).days.map(({ today }) => today - (past.days[0]?.today ?? 0))).toEqual([
      0, 4, 8, 12, 16, 20, 24, 28,
    ]);
  });
});
