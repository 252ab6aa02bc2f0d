import type { Forecast, Quantiles } from './forecast.js';
import { graded, recordOf } from './grade.js';
import { numberOf, type ForecastInputs } from './inputs.js';

const between = <T>(p10: T, p50: T, p90: T): Quantiles<T> => ({
  p10,
  p50,
  p80: p90,
  p95: p90,
  quantiles: { '0.10': p10, '0.50': p50, '0.90': p90 },
});
const band = between('2023-11-17', '2023-12-01', '2023-12-22');
const base = { id: 'a', name: 'A', liquidation: false, window: { from: '', to: '', isPlanned: false }, ...band };
const made: Forecast = {
  method: 'm',
  seed: 1,
  draws: 100,
  deadline: '2023-12-31',
  completion: { ...band, isOver: false },
  meetsDeadline: 0.8,
  presentOnDeadline: between(100, 500, 900),
  bases: [base],
  strayDays: 10,
  tempo: 1,
  closingsSeen: 0,
  closingsExpected: 0,
  priorWeight: 1,
  peopleTempo: 1,
  peoplePriorWeight: 1,
};

const now = (today: string, left?: string, totals: ForecastInputs['totals'] = []): ForecastInputs => ({
  mission: 'm',
  today: numberOf(today),
  deadlines: [{ since: 0, day: numberOf('2023-12-31'), revision: 0 }],
  bases: [
    {
      id: 'a',
      name: 'A',
      liquidation: false,
      since: 0,
      plans: [],
      ...(left !== undefined && { exit: { day: numberOf(left), revision: 1 } }),
    },
  ],
  totals,
  establishment: 1000,
});
const gradedNow = (...given: Parameters<typeof now>) => graded(made, '2023-10-01', now(...given));

describe('a forecast of the past', () => {
  it.each([
    ['2023-12-08', 'within'],
    ['2023-11-17', 'within'],
    ['2023-11-16', 'earlier'],
    ['2023-12-23', 'later'],
    ['2023-09-30', 'already'],
  ])('of a base that was left on %s is graded %s', (left, grade) => {
    const { bases, completion } = gradedNow('2024-02-01', left);
    expect([bases[0]?.grade, completion?.grade, completion?.came]).toEqual([grade, grade, left]);
  });

  it('is open until its band is over, and then it came later, whenever it comes', () => {
    expect(gradedNow('2023-12-22').bases[0]).toMatchObject({ came: null, grade: null, daysOff: null });
    expect(gradedNow('2023-12-23').bases[0]).toMatchObject({ came: null, grade: 'later', daysOff: null });
  });

  it('of the deadline is open until that has passed or the last base was left', () => {
    expect(gradedNow('2023-12-31').meetsDeadline).toEqual({ said: 0.8, came: null });
    expect(gradedNow('2024-01-01').meetsDeadline).toEqual({ said: 0.8, came: false });
    expect(gradedNow('2023-12-09', '2023-12-08').meetsDeadline).toEqual({ said: 0.8, came: true });
    expect(gradedNow('2024-01-09', '2024-01-08').meetsDeadline).toEqual({ said: 0.8, came: false });
  });

  it('of people is held against the last total before the deadline, if one came since, and says of which day that is', () => {
    const totals = [
      { day: numberOf('2023-12-08'), departed: 700, present: 300 },
      { day: numberOf('2024-01-08'), departed: 1000, present: 0 },
    ];
    expect(gradedNow('2024-02-01', undefined, totals).presentOnDeadline).toMatchObject({
      came: 300,
      asOf: '2023-12-08',
      grade: 'within',
    });
    expect(gradedNow('2023-12-20', undefined, totals).presentOnDeadline).toMatchObject({
      came: null,
      asOf: null,
      grade: null,
    });
    expect(graded(made, '2023-12-08', now('2024-02-01', undefined, totals)).presentOnDeadline.came).toBeNull();
  });
});

describe('the record', () => {
  it('counts what has come out of bases that are not for liquidation, beside what the plan was off', () => {
    const then = now('2024-02-01', '2023-12-08');
    const days = ['2023-10-01', '2023-11-01', '2023-12-20'].map((on) => graded(made, on, then));
    expect(recordOf(days, then)).toEqual({
      count: 2,
      within: 1,
      meanDaysOff: 7,
      meanPlanDaysOff: 23,
      brierOfDeadline: 0.04,
    });
  });

  it('is empty before anything came', () =>
    expect(recordOf([gradedNow('2023-10-02')], now('2023-10-02'))).toEqual({
      count: 0,
      within: null,
      meanDaysOff: null,
      meanPlanDaysOff: null,
      brierOfDeadline: null,
    }));
});
