import { decide, emptyFacts, fold, noteEntry, typeOfCommand, views, type Entry, type EntryType } from '#libs/domain';
import { berScheduledFor, ber, convoy, day, gao, open, stateOf, summaryOf, troops } from './support/given.js';
import { record, recordedAt, type TestCommand } from './support/log.js';

/** Given these entries, when this command, then this verdict. */
function when(given: readonly TestCommand[], { command, occurredAt, ...data }: TestCommand) {
  const entries: Entry[] = record(given);
  const facts = emptyFacts();
  for (const entry of entries) noteEntry(facts, entry);
  const type = typeOfCommand(command) as EntryType;
  return decide({ entries, folded: fold(entries), facts }, { type, data, occurredAt }, recordedAt);
}
const refusedAs = (code: string): object => ({ kind: 'refused', code });

describe('orders are judged', () => {
  it.each<[string, TestCommand[], TestCommand]>([
    ['mission-already-open', [open], open],
    ['already-exists', [open, ber], ber],
    ['base-already-scheduled', [open, ber, berScheduledFor('2023-08-15')], berScheduledFor('2023-08-16')],
    ['base-not-scheduled', [open, ber], { command: 'cancel-withdrawal', base: 'ber', reason: 'r' }],
    [
      'expedite-must-be-earlier',
      [open, ber, berScheduledFor('2023-08-15')],
      { command: 'expedite-withdrawal', base: 'ber', on: '2023-08-20', reason: 'r' },
    ],
    [
      'postpone-must-be-later',
      [open, ber, berScheduledFor('2023-08-15')],
      { command: 'postpone-withdrawal', base: 'ber', on: '2023-08-10', reason: 'r' },
    ],
    ['date-after-deadline', [open, ber], berScheduledFor('2024-01-01')],
    [
      'date-after-deadline',
      [open, ber, berScheduledFor('2023-08-15')],
      { command: 'postpone-withdrawal', base: 'ber', on: '2024-01-15', reason: 'r' },
    ],
    [
      'base-already-vacated',
      [open, ber, { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-08-13' }],
      berScheduledFor('2023-08-15'),
    ],
    ['deadline-unchanged', [open], { command: 'move-deadline', to: '2023-12-31', authority: 'a', reason: 'r' }],
    ['deadline-before-start', [open], { command: 'move-deadline', to: '2023-06-01', authority: 'a', reason: 'r' }],
    ['mission-not-complete', [open, ber], { command: 'close-mission', reason: 'r' }],
    [
      'convoy-needs-two-places',
      [open, ber],
      { command: 'plan-convoy', convoy: 'two', mode: 'road', from: 'ber', to: 'ber' },
    ],
    ['discrepancy-not-open', [open], { command: 'settle-discrepancy', discrepancy: 'nothing:at:all', reason: 'r' }],
    ['entry-rested-on', [open, ber, gao, convoy], { command: 'retract-entry', entry: 1, reason: 'r' }],
    ['nothing-to-correct', [open, ber], { command: 'correct-entry', entry: 1, replacement: {}, reason: 'r' }],
  ])('%s', (code, given, command) => expect(when(given, command)).toMatchObject(refusedAs(code)));

  it('a liquidation base may be scheduled after the deadline', () =>
    expect(
      when([open, gao], { command: 'schedule-withdrawal', base: 'gao', on: '2024-07', occurredAt: '2023-08-28' }),
    ).toMatchObject({ kind: 'accepted' }));

  it('dangling references are unknown, in orders and reports alike', () => {
    expect(when([open], berScheduledFor('2023-08-15'))).toMatchObject({ kind: 'unknown', what: 'base', id: 'ber' });
    expect(
      when([open], { command: 'report-convoy-attacked', convoy: 'x', means: 'm', occurredAt: '2023-08-13' }),
    ).toMatchObject({ kind: 'unknown', what: 'convoy' });
    expect(
      when([open], { command: 'dispute-entry', entry: 9, by: 'b', statement: 's', occurredAt: '2023-08-13' }),
    ).toMatchObject({ kind: 'unknown', what: 'entry' });
  });

  it('nothing happens in the future', () =>
    expect(when([open, ber], { command: 'report-base-vacated', base: 'ber', occurredAt: '2027-01-01' })).toMatchObject({
      kind: 'invalid',
      errors: [{ pointer: '/occurredAt' }],
    }));
});

describe('reports are recorded, and contradictions shown', () => {
  const rulesOf = (...commands: TestCommand[]): string[] =>
    views.discrepancies(stateOf(...commands), day('2023-12-01')).items.map(({ rule }) => rule);
  const vacated: TestCommand = { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-08-13' };

  it.each<[string, TestCommand[]]>([
    ['people-booked-after-vacated', [vacated]],
    [
      'attacked-when-not-under-way',
      [
        gao,
        convoy,
        { command: 'report-convoy-attacked', convoy: 'one', means: 'm', occurredAt: '2023-08-13T05:00:00Z' },
        { command: 'report-convoy-arrived', convoy: 'one', occurredAt: '2023-08-14' },
        { command: 'report-convoy-attacked', convoy: 'one', means: 'm', occurredAt: '2023-08-15' },
      ],
    ],
    [
      'arrived-with-other-numbers',
      [gao, convoy, { command: 'report-convoy-arrived', convoy: 'one', lines: troops(190), occurredAt: '2023-08-14' }],
    ],
    ['account-below-zero', [gao, { ...convoy, lines: troops(300) }]],
    ['planned-date-passed', [berScheduledFor('2023-08-15')]],
    [
      'scheduled-after-deadline',
      [
        berScheduledFor('2023-08-15'),
        { command: 'move-deadline', to: '2023-08-01', authority: 'a', reason: 'r', occurredAt: '2023-07-03' },
      ],
    ],
    [
      'different-receivers',
      ['Governor', 'army'].map((name) => ({
        command: 'report-camp-handed-over',
        base: 'ber',
        to: { name, kind: 'other' },
        occurredAt: '2023-08-13',
      })),
    ],
    [
      'permit-unanswered',
      [{ command: 'report-permit-requested', permit: 'p', kind: 'flight', authority: 'a', occurredAt: '2023-08-13' }],
    ],
    [
      'total-below-books',
      [900, 800].map((count, index) => ({
        command: 'report-strength',
        measure: 'departed',
        component: 'all',
        count,
        occurredAt: `2023-08-1${index}`,
      })),
    ],
    [
      'possible-duplicate',
      ['x', 'y'].map((title) => ({
        command: 'report-repatriation',
        from: 'ber',
        lines: troops(116),
        source: { title, confidence: 'low' },
        occurredAt: '2023-08-13',
      })),
    ],
    [
      'sources-disagree',
      ['x', 'y'].map((title, index) => ({
        ...vacated,
        source: { title, confidence: 'low' },
        occurredAt: `2023-08-1${index}`,
      })),
    ],
  ])('%s', (rule, commands) => expect(rulesOf(open, ber, ...commands)).toContain(rule));

  it('one disappears when a later entry removes the contradiction', () =>
    expect(rulesOf(open, ber, gao, vacated, convoy)).not.toContain('people-booked-after-vacated'));

  it('a settled one is hidden, and opens again when its figures change', () => {
    const settle: TestCommand = {
      command: 'settle-discrepancy',
      discrepancy: 'people-booked-after-vacated:ber:2',
      reason: 'guards',
      occurredAt: '2023-08-20',
    };
    expect(rulesOf(open, ber, vacated, settle)).not.toContain('people-booked-after-vacated');
    const some: TestCommand = {
      command: 'report-repatriation',
      from: 'ber',
      lines: troops(50),
      occurredAt: '2023-08-21',
    };
    expect(rulesOf(open, ber, vacated, settle, some)).toContain('people-booked-after-vacated');
  });
});

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
});
