import { ber, berScheduledFor, gao, open, troops, yearLong } from '../../support/given.js';
import { exactly, given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';

const reason = 'r';
/** Ber is empty, and 13,000 have left. */
const over: TestCommand[] = [
  open,
  gao,
  { ...ber, garrison: undefined },
  { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-08-13' },
  { command: 'report-repatriation', lines: troops(13_000), occurredAt: '2023-12-30' },
];
/** The withdrawal is over. */
export const closed: TestCommand[] = [
  ...over,
  { command: 'close-mission', reason, occurredAt: '2023-12-31T12:00:00Z' },
];

/** What the orders about a mission as a whole do. */
export const missions: Statements = {
  'MissionOpened: all 13,000 are present at no known place, 153 days before the deadline': given()
    .when(open)
    .thenRecorded({ revision: 0, occurredAt: '2023-07-01', placedAt: '2023-07-01T00:00:00Z' })
    .thenShows(
      'summary',
      {
        name: 'MINUSMA',
        deadline: { date: '2023-12-31', timeZone: 'Africa/Bamako', daysLeft: 153, history: [{ date: '2023-12-31' }] },
        strength: { baseline: exactly(13_000), present: exactly(13_000), departed: exactly(0) },
        lastChangedBy: 0,
      },
      '2023-07-31',
    )
    .thenShows('ledger', {
      0: {
        postings: [
          { account: 'establishment', node: 'uniformed', best: -13_000 },
          { account: 'unallocated', node: 'uniformed', best: 13_000 },
        ],
        sum: 0,
      },
    })
    .thenLeavesOpen(),
  'MissionOpened: an even pace leaves 642.5 of 910 people on a day, which is 643': given()
    .when(yearLong(troops(910)))
    .thenShows('burndown', { '2022-04-18': { straightLine: 643 }, '2022-12-31': { straightLine: 0 } }),
  'DeadlineMoved: a month later there are 31 days more, and the first deadline stays in the history': given(open)
    .when({ command: 'move-deadline', to: '2024-01-31', authority: 'council', reason, occurredAt: '2023-11-01' })
    .thenShows('summary', {
      deadline: {
        date: '2024-01-31',
        daysLeft: 61,
        history: [
          { date: '2023-12-31', revision: 0 },
          { date: '2024-01-31', authority: 'council', reason, revision: 1 },
        ],
      },
      lastChangedBy: 1,
    }),
  'DeadlineMoved: a month earlier the base planned for December is planned after it': given(
    open,
    ber,
    berScheduledFor('2023-12-20'),
  )
    .when({ command: 'move-deadline', to: '2023-11-30', authority: 'council', reason, occurredAt: '2023-11-01' })
    .thenShows('summary', { deadline: { daysLeft: -1 }, status: 'late' })
    .thenShows('schedule', { ber: { planSlackDays: -20 } })
    .thenLeavesOpen('scheduled-after-deadline:ber:2-3'),
  'MissionClosed: no order but one that keeps the log is taken after it': given(...over)
    .when({ command: 'close-mission', reason, occurredAt: '2023-12-31T12:00:00Z' })
    .thenRecorded({ revision: 5 })
    .thenShows('summary', { status: 'complete', strength: { present: exactly(0) }, lastChangedBy: 5 })
    .thenRefuses({ command: 'plan-convoy', convoy: 'two', mode: 'air', from: 'gao', to: 'abroad' }, 'mission-closed', {
      closedAt: '2023-12-31T12:00:00Z',
    }),
  'MissionArchived: it says so, and is archived once': given(open, ber)
    .when({ command: 'archive-mission', reason, occurredAt: '2023-08-01T12:00:00Z' })
    .thenRecorded({ revision: 2 })
    .thenShows('summary', { archivedAt: '2023-08-01T12:00:00Z', lastChangedBy: 2 })
    .thenRefuses({ command: 'archive-mission', reason }, 'mission-already-archived', {
      archivedAt: '2023-08-01T12:00:00Z',
    }),
};
