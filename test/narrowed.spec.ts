import {
  decide,
  emptyFacts,
  endOf,
  fold,
  incomingWith,
  noteEntry,
  typeOfCommand,
  views,
  type EntryType,
} from '#libs/domain';
import { ber, berScheduledFor, day, gao, open, stateOf } from './support/given.js';
import { record, recordedAt, type TestCommand } from './support/log.js';
import { faultsIn } from './support/why-checks.js';

const move = (command: string, on: unknown, occurredAt = '2023-07-03'): TestCommand => ({
  command,
  base: 'ber',
  on,
  reason: 'the day is known',
  occurredAt,
});
const expedite = (on: unknown): TestCommand => move('expedite-withdrawal', on);
const postpone = (on: unknown): TestCommand => move('postpone-withdrawal', on);
const scheduled = (on: unknown): TestCommand => ({ ...berScheduledFor(''), on });

function verdictOn(given: readonly TestCommand[], { command, occurredAt, ...data }: TestCommand): object {
  const entries = record(given);
  const facts = emptyFacts();
  for (const entry of entries) noteEntry(facts, entry);
  const type = typeOfCommand(command) as EntryType;
  return decide({ entries, folded: fold(entries), facts }, incomingWith(type, data, { occurredAt }), recordedAt);
}

const planOf = (...steps: TestCommand[]) =>
  views.schedule(stateOf(open, ber, gao, ...steps), day('2023-12-01')).items.find(({ id }) => id === 'ber');

describe('a planned period that is given a narrower date within it', () => {
  it.each<[string, unknown, unknown]>([
    ['a day of a month', '2023-08', '2023-08-10'],
    ['a late day of a month', '2023-08', '2023-08-31'],
    ['the middle day of a month', '2023-08', '2023-08-16'],
    ['some days of a month', '2023-08', { from: '2023-08-01', to: '2023-08-10' }],
    ['a day of some', { from: '2023-08-01', to: '2023-08-10' }, '2023-08-10'],
    ['the day itself', { about: '2023-08-15' }, '2023-08-15'],
  ])('is narrowed by either order, and no shift: %s', (_, period, narrower) => {
    for (const order of [expedite(narrower), postpone(narrower)]) {
      expect(verdictOn([open, ber, gao, scheduled(period)], order)).toMatchObject({ kind: 'accepted' });
      const plan = planOf(scheduled(period), order);
      expect(plan).toMatchObject({ planned: narrower, shiftDays: 0 });
      expect(plan?.history.at(-1)).toMatchObject({ change: 'narrowed', shiftDays: 0, reason: 'the day is known' });
      expect([plan?.expedited, plan?.postponed]).toEqual([undefined, undefined]);
    }
  });

  it('is moved within "about a day", which names a day', () => {
    const plan = planOf(scheduled({ about: '2023-08-15' }), expedite('2023-08-13'));
    expect(plan).toMatchObject({ shiftDays: -2, expedited: { byDays: 2 } });
    expect(verdictOn([open, ber, gao, scheduled({ about: '2023-08-15' })], postpone('2023-08-13'))).toMatchObject({
      code: 'postpone-must-be-later',
    });
  });

  it('counts later shifts from the narrower date, and the day it was left too', () => {
    const vacated: TestCommand = { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-08-21' };
    expect(planOf(scheduled('2023-08'), expedite('2023-08-10'), postpone('2023-08-20'), vacated)).toMatchObject({
      shiftDays: 10,
      actualShiftDays: 11,
      postponed: { byDays: 10 },
    });
  });

  it('is refused a date that is as wide, and one beyond it by the wrong order', () => {
    const given = [open, ber, gao, scheduled('2023-08')];
    expect(verdictOn(given, expedite('2023-08'))).toMatchObject({ code: 'expedite-must-be-earlier' });
    expect(verdictOn(given, postpone({ from: '2023-08-01', to: '2023-08-31' }))).toMatchObject({
      code: 'postpone-must-be-later',
    });
    expect(verdictOn(given, expedite('2023-09-01'))).toMatchObject({ code: 'expedite-must-be-earlier' });
  });

  it('says why of each of its figures', () => {
    const entries = record([open, ber, gao, scheduled('2023-08'), expedite('2023-08-10'), postpone('2023-08-20')]);
    const at = endOf('2023-12-01', 'Africa/Bamako');
    expect(faultsIn(entries, {}, at, ['schedule', 'bases'])).toEqual([]);
  });
});
