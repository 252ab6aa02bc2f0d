import { balance, fold, views } from '#libs/domain';
import fc from 'fast-check';
import { ber, convoy, day, gao, open, summaryOf, troops } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { rounds } from './support/rounds.js';

describe('late and contradictory totals', () => {
  const total: TestCommand = {
    command: 'report-strength',
    measure: 'departed',
    component: 'uniformed',
    count: 675,
    since: '2023-07-01',
    occurredAt: '2023-08-04',
  };
  const departure: TestCommand = { command: 'report-repatriation', lines: troops(150), occurredAt: '2023-08-04' };

  it('both recording orders of "675 have left" and a departure of 150 that day give 675', () => {
    expect(summaryOf(open, total, departure).strength.departed.best).toBe(675);
    expect(summaryOf(open, departure, total).strength.departed.best).toBe(675);
  });

  it('a total since a later day counts on top of what the books held then', () =>
    expect(
      summaryOf(open, departure, { ...total, count: 100, since: '2023-09-01', occurredAt: '2023-09-30' }).strength
        .departed.best,
    ).toBe(250));

  it('and so it does for a contributor of whom those who left unnamed are taken to have been', () => {
    const someOf = (contingent: string | undefined, count: number): object => ({
      component: 'uniformed',
      ...(contingent && { contingent }),
      count,
    });
    const opened = { ...open, strength: [someOf(undefined, 900), someOf('BFA', 100)] };
    const left: TestCommand = { command: 'report-repatriation', lines: troops(100), occurredAt: '2023-07-05' };
    const since = { ...total, contingent: 'BFA', count: 20, since: '2023-08-01', occurredAt: '2023-09-01' };
    const { state } = fold(record([opened, left, since]));
    expect(views.contingents(state, day('2023-10-01')).items).toMatchObject([{ id: 'BFA', departed: { best: 30 } }]);
  });

  it('people who left untold may be nobody, where nobody knows how few were left in the books', () => {
    const asylum: TestCommand = {
      command: 'report-separation',
      lines: troops({ atLeast: 1 }),
      how: 'asylum',
      occurredAt: '2023-07-05',
    };
    const present = { ...total, measure: 'present', since: undefined, count: 2 };
    const { strength } = summaryOf(open, asylum, present);
    expect(strength.components['uniformed']).toMatchObject({
      departed: { low: 0, best: 12_997, high: 12_997 },
      present: { low: 2, best: 2, high: 2 },
    });
  });

  it('people who left untold are as many as the report leaves open, also where the books know better who is left', () => {
    const present = { ...total, measure: 'present', since: undefined };
    const { strength } = summaryOf({ ...open, strength: troops({ about: 115 }) }, { ...present, count: { about: 92 } });
    expect(strength.components['uniformed']).toMatchObject({
      // 103 to 127 in the books, 82 to 102 by the report.
      departed: { low: 1, best: 13, high: 45 },
      present: { low: 82, best: 102, high: 102 },
    });
    const counted = { command: 'report-arrival', base: 'ber', lines: troops({ atMost: 20 }), occurredAt: '2023-07-05' };
    const alike = summaryOf({ ...open, strength: troops(90) }, { ...ber, garrison: [] }, counted, {
      ...present,
      count: { about: 92 },
    });
    expect(alike.strength.components['uniformed']).toMatchObject({
      // 90 to 110 in the books.
      departed: { low: 0, best: 8, high: 28 },
      present: { low: 90, best: 102, high: 102 },
    });
  });

  it('a total since before the start is shown beside and posts nothing', () =>
    expect(summaryOf(open, { ...total, since: '2023-01-01' }).strength.departed.best).toBe(0));

  it('keeps the accounts at zero after every entry, for any order of late reports', () => {
    const late: TestCommand[] = [
      total,
      departure,
      convoy,
      { command: 'report-convoy-arrived', convoy: 'one', occurredAt: '2023-08-15' },
      { ...total, component: 'all', count: { atLeast: 900 }, occurredAt: '2023-08-20' },
      {
        command: 'report-strength',
        measure: 'present',
        component: 'all',
        count: { about: 11_000 },
        occurredAt: '2023-08-18',
      },
      {
        command: 'report-strength',
        measure: 'baseline',
        component: 'uniformed',
        count: 12_947,
        occurredAt: '2023-08-28',
      },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(late), (order) => {
        // A convoy cannot arrive before anything names it; the log would refuse that line.
        const named = order.filter(
          (one) => one.command !== 'report-convoy-arrived' || order.indexOf(convoy) < order.indexOf(one),
        );
        const possible = named.filter((one) => one.command !== 'report-convoy-arrived' || named.includes(convoy));
        const entries = record([open, ber, gao, ...possible]);
        for (const { revision } of entries) expect(balance(fold(entries, { revision }).state)).toBe(0);
      }),
      { numRuns: rounds(60) },
    );
  });
});
