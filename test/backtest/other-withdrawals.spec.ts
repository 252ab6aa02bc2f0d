import { backtest } from './past-forecasts.js';
import { pastOfLines, reportOf } from './report.js';
import { withdrawals } from './withdrawals.js';

type Report = ReturnType<typeof reportOf>;
const shape = (name: string) => withdrawals[name]?.() ?? [];

function reported(name: string): Report {
  const past = pastOfLines(shape(name));
  return reportOf(backtest(past, undefined, 100), past);
}

/** All numbers of a report, wherever they stand. */
const numbersIn = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : Object.values(value !== null && typeof value === 'object' ? value : {}).flatMap(numbersIn);

describe('a made-up withdrawal is scored', () => {
  it.each(Object.keys(withdrawals))('%s: by numbers, or it is said why there is no score', (name) => {
    const report = reported(name);
    expect(numbersIn(report).every(Number.isFinite)).toBe(true);
    for (const scores of [report.bases, report.planned, report.liquidation, report.people])
      expect(scores.pairs > 0 !== 'note' in scores).toBe(true);
    expect(report.brierOfDeadline === null).toBe('noteOnDeadline' in report);
  });

  it('without a planned date: what is planned has no score', () => {
    const { bases, planned } = reported('without planned dates');
    expect(bases.pairs).toBeGreaterThan(100);
    expect(planned).toMatchObject({ pairs: 0, note: expect.stringContaining('planned date') });
  });

  it('whose log ends before anything closed: nobody knows whether the deadline was met, nor who was there', () => {
    const report = reported('whose log ends before anything closed');
    expect(report).toMatchObject({ days: 0, brierOfDeadline: null });
    expect(report.people).toMatchObject({ pairs: 0, note: 'the log ends before the deadline' });
  });

  it('all of whose bases were left on the planned day: no part of a plan that was never off', () => {
    const { planned } = reported('all left on one day');
    expect(planned).toMatchObject({ against: { 'plan, middle': { ratio: null, skill: null } } });
  });

  it('in years to come: a log is no less one for that', () =>
    expect(shape('two bases')[0]).toMatchObject({ occurredAt: '2030-01-01' }));
});
