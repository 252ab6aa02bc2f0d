import type { ForecastInputs } from './inputs.js';
import { pastDays } from './past-days.js';

const start = 19_540;
const inputs = (more: Partial<ForecastInputs> = {}): ForecastInputs => ({
  mission: 'm',
  today: start + 5,
  deadlines: [{ since: start, day: start + 180, revision: 0 }],
  bases: [{ id: 'a', name: 'a', liquidation: false, since: start, plans: [] }],
  totals: [],
  establishment: 10_000,
  ...more,
});
const left = (day: number): ForecastInputs['bases'] =>
  inputs().bases.map((base) => ({ ...base, exit: { day, revision: 1 } }));

describe('the days whose forecasts are recalled', () => {
  it.each([
    [1, 'day', 0],
    [5, 'day', 4],
    [14, 'day', 13],
    [15, 'week', 2],
    [190, 'half-month', 12],
    [300, 'month', 9],
    [900, 'quarter', 9],
    [3000, 'year', 8],
    [100_000, 'year', 10],
  ])('after %d days lie a %s apart, and are %d', (after, every, count) => {
    const found = pastDays(inputs({ today: start + after }));
    expect([found.every, found.days.length]).toEqual([every, count]);
  });

  it('are the same ones a day later', () =>
    expect(pastDays(inputs({ today: start + 121 })).days).toEqual(pastDays(inputs({ today: start + 120 })).days));

  it('end when the deadline has passed and the last base was left', () => {
    const last = (day: number) => pastDays(inputs({ today: start + 5000, bases: left(day) })).days.at(-1) ?? '';
    expect([last(start + 20), last(start + 400)]).toEqual(['2023-12-16', '2024-08-01']);
  });

  it('end with what is known', () =>
    expect(pastDays(inputs({ today: start + 10 }), start + 3).days).toEqual([
      '2023-07-03',
      '2023-07-04',
      '2023-07-05',
    ]));
});
