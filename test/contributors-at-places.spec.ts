import { views } from '#libs/domain';
import { ber, day, gao, open, stateOf } from './support/given.js';
import type { TestCommand } from './support/log.js';

const total = (count: unknown, more: object = {}): TestCommand => ({
  command: 'report-strength',
  measure: 'present',
  component: 'uniformed/troops',
  contingent: 'GBR',
  count,
  occurredAt: '2023-07-10',
  ...more,
});
const booked = total(180, { base: 'ber' });

function shown(...commands: TestCommand[]) {
  const state = stateOf(open, ber, gao, ...commands);
  const { items } = views.discrepancies(state, day('2023-08-01'));
  const [gbr] = views.contingents(state, day('2023-08-01')).items;
  return { told: items.map(({ id, message }) => [id, message]), present: gbr?.present, state };
}

describe('a contributor of whom more are counted at places than a total says are present', () => {
  it('is shown with those at places, and a discrepancy names the total', () => {
    const { told, present, state } = shown(booked, total(0));
    expect(present).toEqual({ low: 180, best: 180, high: 180 });
    expect(told).toEqual([
      [
        'fewer-than-none:uniformed/troops@GBR:4',
        'The total of entry 4 leaves 180 fewer than nobody of uniformed/troops (GBR) beside those at places: it cannot be true with what else was reported. Correct, retract or dispute it, or the other.',
      ],
    ]);
    expect(views.summary(state, day('2023-08-01')).discrepancies).toBe(1);
  });

  it('is named whichever was recorded first, and if the total counts a component above', () => {
    expect(shown(total(0), booked).told).toHaveLength(1);
    expect(shown(booked, total(100, { component: 'uniformed' })).told.map(([id]) => id)).toEqual([
      'fewer-than-none:uniformed@GBR:4',
    ]);
  });

  it('is no contradiction if the total holds those at places, of another component, or nobody told a total', () => {
    for (const commands of [
      [booked],
      [booked, total(180)],
      [booked, total(250)],
      [booked, total({ about: 170 })],
      [booked, total({ atLeast: 100 })],
      [booked, total(0, { component: 'uniformed/police' })],
    ])
      expect(shown(...commands).told).toEqual([]);
  });

  it('is settled by a count at the place', () => {
    expect(shown(booked, total(0), total(0, { base: 'ber', occurredAt: '2023-07-12' })).told).toEqual([]);
  });
});
