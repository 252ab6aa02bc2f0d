import fc from 'fast-check';
import { fold, views, type MissionState } from '#libs/domain';
import { ber, day, gao, open, stateOf, troops } from './support/given.js';
import { record, recordedAt, type TestCommand } from './support/log.js';
import { commandsOfMission } from './support/why-logs.js';
import { rounds } from './support/rounds.js';

const on = (state: MissionState, text: string) => views.summary(state, day(text));
const base = (id: string, more: object = {}): TestCommand => ({ ...ber, base: id, name: id, ...more });
const departed = (occurredAt: string, count: number): TestCommand => ({
  command: 'report-strength',
  measure: 'departed',
  component: 'uniformed',
  count,
  occurredAt,
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
      { numRuns: rounds(15) },
    );
  }, 60_000);

  it('and who is at none is as uncertain as those present and those at places', () => {
    const garrison = troops({ about: 100 });
    const state = stateOf(open, base('ber', { garrison }), { ...departed('2023-08-01', 0), count: { about: 300 } });
    expect(views.bases(state, day('2023-08-02')).rest.notPlaced).toEqual({ low: 12_560, best: 12_600, high: 12_640 });
    const { accounts } = views.ledger(state, day('2023-08-02'));
    expect(accounts['unallocated']?.['all']).toEqual({ low: 12_560, best: 12_600, high: 12_640 });
  });

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
