import { endOf, fold, views } from '#libs/domain';
import { ber, gao, open, troops } from './support/given.js';
import { record, type TestCommand } from './support/log.js';

const vacated: TestCommand = { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-08-01' };
const id = 'people-booked-after-vacated:ber:3';
const settled: TestCommand = { command: 'settle-discrepancy', discrepancy: id, reason: 'a rear party' };
const left = (count: number, occurredAt = '2023-08-03'): TestCommand => ({
  command: 'report-repatriation',
  from: 'ber',
  lines: troops(count),
  occurredAt,
});
const came: TestCommand = { command: 'report-arrival', base: 'ber', lines: troops(3), occurredAt: '2023-08-04' };

/** Whether the discrepancy is open, on a day, after these commands. */
const isOpen = (commands: TestCommand[], on = '2026-02-01'): boolean => {
  const { state } = fold(record([open, ber, gao, vacated, ...commands]));
  const at = endOf(on, 'Africa/Bamako');
  return views.discrepancies(state, { at }).items.some((one) => one.id === id);
};

describe('a settlement', () => {
  it('holds for the figures that were known when it was recorded', () => {
    expect(isOpen([])).toBe(true);
    expect(isOpen([settled])).toBe(false);
    expect(isOpen([left(3), settled])).toBe(false);
    expect(isOpen([left(3, '2023-08-20'), { ...settled, occurredAt: '2023-08-10' }])).toBe(false);
  });

  it.each<[string, TestCommand[]]>([
    ['that happened before it was settled', [left(3)]],
    ['that happened before what it is about', [left(3, '2023-07-15')]],
    [
      'that corrects what was known',
      [
        {
          command: 'correct-entry',
          entry: 1,
          replacement: { data: { base: 'ber', name: 'Ber', kind: 'camp', garrison: troops(190) } },
          reason: 'r',
        },
      ],
    ],
  ])('is opened again by what is recorded later and changes the figures, also %s', (_, later) =>
    expect(isOpen([settled, ...later])).toBe(true),
  );

  it('holds again when the figures come back, and for each of the figures that it was settled on', () => {
    expect(isOpen([settled, left(3), came])).toBe(false);
    expect(isOpen([settled, left(3), settled])).toBe(false);
    expect(isOpen([settled, left(3), settled, came])).toBe(false);
    expect(isOpen([settled, left(3), settled, came, left(1)])).toBe(true);
  });

  it('is not opened by entries about something else, nor by days that pass', () => {
    expect(isOpen([settled, { ...came, base: 'gao' }])).toBe(false);
    expect(isOpen([settled], '2031-01-01')).toBe(false);
  });

  it('is as it was, as known before the later entry', () => {
    const log = record([open, ber, gao, vacated, settled, left(3)]);
    const known = (revision: number): number =>
      views.discrepancies(fold(log, { revision }).state, { at: Date.parse('2026-02-01T00:00:00Z') }).items.length;
    expect([known(3), known(4), known(5)]).toEqual([1, 0, 1]);
  });
});
