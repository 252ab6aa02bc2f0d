import { views } from '#libs/domain';
import { ber, convoy, day, gao, open, stateOf, summaryOf, troops } from './support/given.js';
import type { TestCommand } from './support/log.js';

describe('the log is kept, not edited', () => {
  const attack: TestCommand = {
    command: 'report-convoy-attacked',
    convoy: 'one',
    means: 'm',
    casualties: [{ side: 'peacekeeper', wounded: 3 }],
    occurredAt: '2023-08-13T08:00:00Z',
  };
  const given = [open, ber, gao, convoy, attack];

  it('a correction shows the corrected truth, a retracted correction the original', () => {
    const correct: TestCommand = {
      command: 'correct-entry',
      entry: 4,
      replacement: { data: { convoy: 'one', means: 'm', casualties: [{ side: 'peacekeeper', wounded: 5 }] } },
      reason: 'r',
    };
    expect(summaryOf(...given, correct).casualties.wounded).toBe(5);
    expect(summaryOf(...given, correct, { command: 'retract-entry', entry: 5, reason: 'r' }).casualties.wounded).toBe(
      3,
    );
    expect(
      summaryOf(
        ...given,
        correct,
        { command: 'retract-entry', entry: 5, reason: 'r' },
        { command: 'retract-entry', entry: 6, reason: 'r' },
      ).casualties.wounded,
    ).toBe(5);
  });

  it('a retracted entry counts as if it had not been', () =>
    expect(summaryOf(...given, { command: 'retract-entry', entry: 4, reason: 'r' }).convoys.attacks).toBe(0));

  it('a toll is added to, or replaced whole', () => {
    const revise = (effect: string): TestCommand => ({
      command: 'revise-toll',
      entry: 4,
      effect,
      casualties: [{ side: 'peacekeeper', killed: 1, wounded: 1 }],
      occurredAt: '2023-08-17',
    });
    expect(summaryOf(...given, revise('adds')).casualties).toEqual({ killed: 1, wounded: 4 });
    expect(summaryOf(...given, revise('replaces')).casualties).toEqual({ killed: 1, wounded: 1 });
    expect(summaryOf(...given, revise('adds')).strength.died.best).toBe(1);
  });

  it('of the evacuated, one who is known later to have died is not evacuated as well', () => {
    const evacuated: TestCommand = {
      command: 'report-casualties-evacuated',
      from: 'one',
      to: 'gao',
      lines: troops(3),
      occurredAt: '2023-08-13T10:00:00Z',
    };
    const died: TestCommand = {
      command: 'revise-toll',
      entry: 4,
      effect: 'replaces',
      casualties: [{ side: 'peacekeeper', killed: 1, wounded: 2 }],
      occurredAt: '2023-08-14',
    };
    const { accounts } = views.ledger(stateOf(...given, evacuated, died), day('2023-12-01'));
    expect(accounts['medical/gao']?.all?.best).toBe(2);
    expect(accounts['convoy/one']?.all?.best).toBe(197);
  });

  describe('people killed in words', () => {
    const killed = (count: unknown): TestCommand => ({
      ...attack,
      casualties: [{ side: 'peacekeeper', killed: count }],
    });
    const revised = (count: unknown, effect = 'replaces'): TestCommand => ({
      command: 'revise-toll',
      entry: 4,
      effect,
      casualties: [{ side: 'peacekeeper', killed: count }],
      occurredAt: '2023-08-14',
    });
    const figures = (...commands: TestCommand[]) => {
      const state = stateOf(open, ber, gao, convoy, ...commands);
      const { strength } = views.summary(state, day('2023-12-01'));
      return [strength.died, views.ledger(state, day('2023-12-01')).accounts['convoy/one']?.all, strength.present];
    };
    const is = (low: number, best: number, high: number | null) => ({ low, best, high });

    it('are as uncertain in the books as they are told, and so are those who are left', () => {
      expect(figures(killed({ about: 10 }))).toEqual([is(9, 10, 11), is(189, 190, 191), is(12_989, 12_990, 12_991)]);
      expect(figures(killed({ from: 0, to: 1 }))).toEqual([is(0, 0, 1), is(199, 200, 200), is(12_999, 13_000, 13_000)]);
      expect(figures(killed({ atLeast: 3 }))).toEqual([is(3, 3, null), is(0, 197, 197), is(0, 12_997, 12_997)]);
    });

    it('are as a revised toll has them, whatever was told before', () => {
      for (const before of [0, 7, { about: 20 }, { atLeast: 3 }, { atMost: 5 }])
        for (const after of [4, { about: 10 }, { atLeast: 6 }])
          expect([before, after, figures(killed(before), revised(after))]).toEqual([
            before,
            after,
            figures(killed(after)),
          ]);
      expect(figures(killed({ atLeast: 3 }), revised({ atLeast: 9 }), revised(4))).toEqual(figures(killed(4)));
      expect(figures(killed({ about: 10 }), revised({ about: 10 }, 'adds'))).toEqual([
        is(18, 20, 22),
        is(178, 180, 182),
        is(12_978, 12_980, 12_982),
      ]);
    });

    it('are taken from a base as it was told to be there', () => {
      const incident = { command: 'report-incident', incident: 'mine', kind: 'mine', summary: 's', base: 'ber' };
      const counted = {
        command: 'report-strength',
        base: 'ber',
        measure: 'present',
        component: 'uniformed',
        count: 80,
      };
      const harm = (count: unknown) => [{ side: 'peacekeeper', killed: count }];
      const atBer = (...commands: TestCommand[]) =>
        views.bases(stateOf(open, ber, ...commands), day('2023-12-01')).items[0]?.people;
      const told = [
        { ...counted, occurredAt: '2023-08-01' },
        { ...incident, casualties: harm({ atLeast: 2 }), occurredAt: '2023-08-02' },
      ];
      expect(atBer(...told)).toEqual(is(0, 78, 78));
      const revision = { command: 'revise-toll', entry: 3, effect: 'replaces', occurredAt: '2023-08-03' };
      expect(atBer(...told, { ...revision, casualties: harm({ about: 10 }) })).toEqual(is(69, 70, 71));
      expect(atBer(...told, { ...revision, casualties: harm(80) })).toEqual(is(0, 0, 0));
    });
  });

  describe('of the evacuated, whoever did not die after all', () => {
    const evacuated = (lines: object[] = troops(3)): TestCommand => ({
      command: 'report-casualties-evacuated',
      from: 'one',
      to: 'gao',
      lines,
      occurredAt: '2023-08-13T10:00:00Z',
    });
    const killed = (count: number): TestCommand => ({
      command: 'revise-toll',
      entry: 4,
      effect: 'replaces',
      casualties: [{ side: 'peacekeeper', killed: count }],
      occurredAt: '2023-08-14',
    });
    const inCare = (...commands: TestCommand[]) =>
      views.ledger(stateOf(...given, ...commands), day('2023-12-01')).accounts['medical/gao']?.all;

    it('is evacuated: a toll that is lowered again leaves nobody out', () => {
      expect(inCare(evacuated(), killed(2))?.best).toBe(1);
      expect(inCare(evacuated(), killed(2), killed(0))?.best).toBe(3);
      expect(inCare(evacuated(), killed(2), killed(1))?.best).toBe(2);
    });

    it('is evacuated: those who died were people in uniform, not civilians', () =>
      expect(inCare(evacuated([{ component: 'civilian', count: 3 }]), killed(2))?.best).toBe(3));

    it('keeps the words of the count', () =>
      expect(inCare(evacuated(troops({ about: 20 })), killed(2))).toEqual({ low: 16, best: 18, high: 20 }));
  });
});
