import { ber, berScheduledFor, convoy, gao, open } from '../../support/given.js';
import { given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';
import { closed } from './missions.js';

const reason = 'r';
const scheduled = [open, ber, berScheduledFor('2023-08-15')];
const vacated: TestCommand = { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-08-13' };
const planned: TestCommand = { command: 'plan-convoy', convoy: 'one', mode: 'road', from: 'ber', to: 'gao' };
const archived: TestCommand = { command: 'archive-mission', reason, occurredAt: '2023-08-01T12:00:00Z' };
const moved = (to: string): TestCommand => ({ command: 'move-deadline', to, authority: 'council', reason });
const expedited = (on: string): TestCommand => ({ command: 'expedite-withdrawal', base: 'ber', on, reason });
const postponed = (on: string): TestCommand => ({ command: 'postpone-withdrawal', base: 'ber', on, reason });
const cancelled: TestCommand = { command: 'cancel-withdrawal', base: 'ber', reason };

/** Orders that break a rule, and the figures that broke it. */
export const refusals: Statements = {
  'a mission that is open is not opened again': given(open)
    .when(open)
    .thenRefused('mission-already-open', { mission: 'minusma' }),
  'a mission that is closed takes no order about its bases': given(...closed)
    .when(moved('2024-01-31'))
    .thenRefused('mission-closed', { closedAt: '2023-12-31T12:00:00Z' }),
  'a mission with a base that nobody has left is not closed': given(open, ber, gao)
    .when({ command: 'close-mission', reason })
    .thenRefused('mission-not-complete', {
      bases: ['ber'],
      lastLeftOn: null,
      lastTotalOn: null,
      leastPresent: 13_000,
      mostAtLiquidationBases: 12_800,
    }),
  'a mission that is archived is not archived again': given(open, archived)
    .when(archived)
    .thenRefused('mission-already-archived', { archivedAt: '2023-08-01T12:00:00Z' }),
  'a base of an id that another has is not established': given(open, ber)
    .when({ ...ber, name: 'Another' })
    .thenRefused('already-exists', { base: 'ber', revision: 1 }),
  'a base of an id that a convoy has is not established': given(open, ber, gao, convoy)
    .when({ ...ber, base: 'one' })
    .thenRefused('already-exists', { convoy: 'one', revision: 3 }),
  'a convoy that is on its way is not planned anew': given(open, ber, gao, convoy)
    .when(planned)
    .thenRefused('already-exists', { convoy: 'one', revision: 3 }),
  'a base that is scheduled is not scheduled again': given(...scheduled)
    .when(berScheduledFor('2023-08-20'))
    .thenRefused('base-already-scheduled', { base: 'ber', plannedOn: '2023-08-15' }),
  'a base that is not scheduled is not cancelled': given(open, ber)
    .when(cancelled)
    .thenRefused('base-not-scheduled', { base: 'ber' }),
  'a base that was vacated is not scheduled': given(open, ber, vacated)
    .when(berScheduledFor('2023-08-15'))
    .thenRefused('base-already-vacated', { base: 'ber', vacated: '2023-08-13' }),
  'a base is not expedited to the day planned now': given(...scheduled)
    .when(expedited('2023-08-15'))
    .thenRefused('expedite-must-be-earlier', { plannedOn: '2023-08-15', on: '2023-08-15' }),
  'a base is not postponed to the day planned now': given(...scheduled)
    .when(postponed('2023-08-15'))
    .thenRefused('postpone-must-be-later', { plannedOn: '2023-08-15', on: '2023-08-15' }),
  'a base is not scheduled for the day after the deadline': given(open, ber)
    .when(berScheduledFor('2024-01-01'))
    .thenRefused('date-after-deadline', { base: 'ber', on: '2024-01-01', deadline: '2023-12-31' }),
  'a base is not postponed beyond the deadline': given(...scheduled)
    .when(postponed('2024-01-15'))
    .thenRefused('date-after-deadline', { base: 'ber', on: '2024-01-15', deadline: '2023-12-31' }),
  'a deadline is not moved to where it is': given(open)
    .when(moved('2023-12-31'))
    .thenRefused('deadline-unchanged', { deadline: '2023-12-31' }),
  'a deadline is not moved before the start': given(open)
    .when(moved('2023-06-30'))
    .thenRefused('deadline-before-start', { startsOn: '2023-07-01', to: '2023-06-30' }),
  'a mission is not opened with a deadline before its start': given()
    .when({ ...open, deadline: '2023-06-30' })
    .thenRefused('deadline-before-start', { startsOn: '2023-07-01', deadline: '2023-06-30' }),
  'a convoy is not planned to where it is': given(open, ber)
    .when({ ...planned, to: 'ber' })
    .thenRefused('convoy-needs-two-places', { from: 'ber', to: 'ber' }),
  'what is no open discrepancy is not settled, and those that are open are named': given(open, ber, vacated)
    .when({ command: 'settle-discrepancy', discrepancy: 'people-booked-after-vacated:ber:1', reason })
    .thenRefused('discrepancy-not-open', {
      discrepancy: 'people-booked-after-vacated:ber:1',
      open: ['people-booked-after-vacated:ber:2'],
    }),
  'an entry that others rest on is not retracted': given(open, ber, gao, convoy)
    .when({ command: 'retract-entry', entry: 1, reason })
    .thenRefused('entry-rested-on', { entry: 1, by: [3] }),
  'a correction that replaces nothing is none': given(open, ber)
    .when({ command: 'correct-entry', entry: 1, replacement: {}, reason })
    .thenRefused('nothing-to-correct', { entry: 1 }),
};

/** Orders that just keep a rule, at its boundary. */
export const accepted: Statements = {
  'a base is scheduled for the deadline itself': given(open, ber).when(berScheduledFor('2023-12-31')).thenRecorded(),
  'a base is expedited by one day': given(...scheduled)
    .when(expedited('2023-08-14'))
    .thenRecorded(),
  'a base is postponed by one day': given(...scheduled)
    .when(postponed('2023-08-16'))
    .thenRecorded(),
  'a base for the liquidation is scheduled after the deadline': given(open, gao)
    .when({ command: 'schedule-withdrawal', base: 'gao', on: '2024-07', occurredAt: '2023-08-28' })
    .thenRecorded()
    .thenLeavesOpen(),
  'a deadline is moved to the day of the start': given(open).when(moved('2023-07-01')).thenRecorded(),
  'a mission that is closed takes reports': given(...closed)
    .when({ command: 'add-note', text: 'The archive is in Entebbe.', occurredAt: '2024-01-10' })
    .thenRecorded(),
  'a mission that is closed takes what keeps the log, such as the retraction of its closing': given(...closed)
    .when({ command: 'retract-entry', entry: 5, reason: 'too early' })
    .thenRecorded(),
  'an entry on which nothing rests is retracted': given(open, ber, gao)
    .when({ command: 'retract-entry', entry: 1, reason })
    .thenRecorded()
    .thenShows('summary', { bases: { total: 1 } }),
};

const source = { title: 'the order as filed', confidence: 'high' };
const late = { late: true, source };

const establishedLater: TestCommand = { ...ber, occurredAt: '2023-07-10' };

/** Where an entry stands, and on what an order that was given earlier is judged. */
export const placed: Statements = {
  'a day stands after what was recorded of it, else at its start': given(open, ber, {
    ...vacated,
    occurredAt: '2023-08-13T10:00:00Z',
  })
    .when({ command: 'report-camp-lost', base: 'ber', how: 'looted', occurredAt: '2023-08-13' })
    .thenRecorded({ occurredAt: '2023-08-13', placedAt: '2023-08-13T10:00:00Z' }),
  'an order entered late is judged at its own place: Ber was still held on 1 August': given(open, ber, vacated)
    .when({ ...berScheduledFor('2023-08-15'), occurredAt: '2023-08-01', ...late })
    .thenRecorded({ late: true, placedAt: '2023-08-01T00:00:00Z' })
    .thenShows('bases', { ber: { status: 'vacated', planned: '2023-08-15', actualShiftDays: -2 } })
    .thenShows('entries', { 3: { marks: { late: true } } }),
  'an order that is not entered late is judged now, whenever it was given: Ber is not held any more': given(
    open,
    ber,
    vacated,
  )
    .when({ ...berScheduledFor('2023-08-15'), occurredAt: '2023-08-01' })
    .thenRefused('base-already-vacated', { base: 'ber', vacated: '2023-08-13' }),
  'an order entered late is refused by what held then: Ber was planned for 15 August, not yet for 20 August': given(
    ...scheduled,
    { ...postponed('2023-08-20'), occurredAt: '2023-08-10' },
  )
    .when({ ...expedited('2023-08-18'), occurredAt: '2023-08-05', ...late })
    .thenRefused('expedite-must-be-earlier', { plannedOn: '2023-08-15', on: '2023-08-18' }),
  'an order entered late waits for its base, and is judged when that was established: nothing was scheduled': given(
    open,
    establishedLater,
  )
    .when({ ...expedited('2023-08-10'), occurredAt: '2023-07-05', ...late })
    .thenRefused('base-not-scheduled', { base: 'ber' }),
  'an order entered late that waits for its base is judged by the deadline': given(open, establishedLater)
    .when({ ...berScheduledFor('2024-01-15'), occurredAt: '2023-07-05', ...late })
    .thenRefused('date-after-deadline', { base: 'ber', on: '2024-01-15', deadline: '2023-12-31' }),
  'of two orders that wait for their base the later one is judged after the earlier one': given(
    open,
    establishedLater,
    { ...berScheduledFor('2023-08-15'), occurredAt: '2023-07-05', ...late },
  )
    .when({ ...berScheduledFor('2023-08-20'), occurredAt: '2023-07-06', ...late })
    .thenRefused('base-already-scheduled', { base: 'ber', plannedOn: '2023-08-15' }),
  'of two orders that wait for their base the earlier one is judged before the later one': given(
    open,
    establishedLater,
    { ...berScheduledFor('2023-08-15'), occurredAt: '2023-07-05', ...late },
  )
    .when({ ...expedited('2023-08-10'), occurredAt: '2023-07-04', ...late })
    .thenRefused('base-not-scheduled', { base: 'ber' }),
  'a plan entered late, for a convoy that has ended since, comes before its departure': given(open, ber, gao, convoy, {
    command: 'report-convoy-arrived',
    convoy: 'one',
    occurredAt: '2023-08-14',
  })
    .when({ ...planned, occurredAt: '2023-08-01', ...late })
    .thenRecorded()
    .thenLeavesOpen(),
  'a base that nobody established is unknown to orders': given(open)
    .when(berScheduledFor('2023-08-15'))
    .thenUnknown('base', 'ber'),
  'a convoy that nobody told of is unknown to reports': given(open)
    .when({ command: 'report-convoy-attacked', convoy: 'x', means: 'fire', occurredAt: '2023-08-13' })
    .thenUnknown('convoy', 'x'),
  'an entry that is not there yet is unknown': given(open)
    .when({ command: 'dispute-entry', entry: 9, by: 'army', statement: 's', occurredAt: '2023-08-13' })
    .thenUnknown('entry', '9'),
  'nothing happens in the future': given(open, ber)
    .when({ ...vacated, occurredAt: '2027-01-01' })
    .thenInvalid('/occurredAt'),
};
