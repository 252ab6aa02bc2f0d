import { levels } from '#libs/forecast';
import { record } from '../support/log.js';
import { openingOf } from '../support/opening.js';
import { backtest, pastOf } from './past-forecasts.js';
import { coverage, crps } from './score.js';

const days = (first: number): number[] => levels.map((_, one) => first + one);

describe('a forecast of what is known by its month alone', () => {
  it('is not off by any day on which it may have been', () => {
    expect(crps(15, { truth: 1, until: 31 })).toBe(0);
    expect([crps(40, { truth: 1, until: 31 }), crps(-3, { truth: 1, until: 31 })]).toEqual([9, 4]);
    expect(crps(days(5), { truth: 1, until: 31 })).toBe(0);
    expect(crps(days(40), { truth: 1, until: 31 })).toBeGreaterThan(crps(days(40), { truth: 31, until: 50 }));
  });

  it('holds it in its band if the band touches the month', () => {
    const pair = { whose: 'ber', ours: days(1), others: {}, isPlanned: true };
    expect(coverage([{ ...pair, truth: 16, until: 45 }], 0.1, 0.9)).toBe(1);
    expect(coverage([{ ...pair, truth: 25, until: 45 }], 0.1, 0.9)).toBe(0);
  });

  it('counts from the first to the last day of its month', () => {
    const base = (id: string) => ({
      command: 'establish-base',
      base: id,
      name: id,
      kind: 'camp',
      occurredAt: '2023-07-01',
    });
    const past = pastOf(
      record([
        { command: 'open-mission', ...openingOf(500) },
        base('ber'),
        base('tessalit'),
        { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-09' },
        { command: 'report-base-vacated', base: 'tessalit', occurredAt: '2023-09-12' },
      ]),
    );
    const [ber, tessalit] = ['ber', 'tessalit'].map((id) => past.exits.get(id));
    expect((ber?.until ?? 0) - (ber?.truth ?? 0)).toBe(29);
    expect([tessalit?.until, tessalit?.day]).toEqual([undefined, tessalit?.truth]);
  });
});

describe('a log is scored', () => {
  const opening = { command: 'open-mission', ...openingOf(500) };
  const base = { command: 'establish-base', base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-01' };
  const left = { command: 'report-base-vacated', base: 'ber', occurredAt: '2024-01-20' };

  it.each([
    ['without bases', [opening], 0, 0],
    ['of whose bases none was left', [opening, base], 0, 0],
    ['of one base that was left long after the deadline', [opening, base, left], 203, 203],
  ])('%s', (_, commands, forecasts, pairs) => {
    const known = commands.map((command) => ({ ...command, reportedAt: command.occurredAt }));
    const result = backtest(pastOf(record(known)), undefined, 100);
    expect([result.days, result.bases.length]).toEqual([forecasts, pairs]);
  });
});
