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
