import { ber, berScheduledFor, convoy, gao, open, troops } from '../../support/given.js';
import { exactly, given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';

const army = { name: 'Malian army', kind: 'military' };
const scheduled = [open, ber, berScheduledFor('2023-08-15')];
/** 200 people of Ber are in Gao. */
const emptied: TestCommand[] = [
  open,
  ber,
  gao,
  convoy,
  { command: 'report-convoy-arrived', convoy: 'one', occurredAt: '2023-08-13T09:00:00Z' },
];
const left = (command: string, more: object = {}): TestCommand => ({
  command,
  base: 'ber',
  occurredAt: '2023-08-14',
  ...more,
});

/** What orders and reports about bases do. */
export const bases: Statements = {
  'BaseEstablished: its garrison of 200 comes out of those at no known place': given(open)
    .when(ber)
    .thenShows('bases', {
      ber: { name: 'Ber', kind: 'camp', status: 'held', remaining: true, people: exactly(200), liquidation: false },
      rest: { notPlaced: exactly(12_800) },
    })
    .thenShows('summary', { bases: { total: 1, remaining: 1, held: 1 }, strength: { present: exactly(13_000) } }),
  'BaseEstablished: of one without a garrison nobody said how many are there': given(open)
    .when(gao)
    .thenShows('bases', {
      gao: { people: { reported: false }, liquidation: true },
      rest: { notPlaced: exactly(13_000) },
    }),
  'WithdrawalScheduled: Ber is planned for 15 August, 138 days before the deadline': given(open, ber)
    .when({ ...berScheduledFor('2023-08-15'), phase: 'phase 1' })
    .thenShows(
      'bases',
      { ber: { status: 'scheduled', planned: '2023-08-15', shiftDays: 0, lateDays: 0 } },
      '2023-08-01',
    )
    .thenShows('schedule', {
      ber: { phase: 'phase 1', firstPlanned: '2023-08-15', planSlackDays: 138, overdueDays: 108 },
    })
    .thenShows('burndown', { '2023-08-14': { plannedBases: 1 }, '2023-08-15': { plannedBases: 0 } }),
  'WithdrawalExpedited: two days earlier, with its reason': given(...scheduled)
    .when({ command: 'expedite-withdrawal', base: 'ber', on: '2023-08-13', reason: 'unsafe', occurredAt: '2023-08-01' })
    .thenShows('bases', {
      ber: { planned: '2023-08-13', shiftDays: -2, expedited: { byDays: 2, reason: 'unsafe', revision: 3 } },
    })
    .thenShows('schedule', { ber: { firstPlanned: '2023-08-15', planSlackDays: 140 } }),
  'WithdrawalPostponed: 15 days later, with its reason': given(...scheduled)
    .when({ command: 'postpone-withdrawal', base: 'ber', on: '2023-08-30', reason: 'trucks', occurredAt: '2023-08-01' })
    .thenShows('bases', {
      ber: { planned: '2023-08-30', shiftDays: 15, postponed: { byDays: 15, reason: 'trucks', revision: 3 } },
    })
    .thenShows('schedule', { ber: { firstPlanned: '2023-08-15', planSlackDays: 123 } }),
  'WithdrawalCancelled: Ber is held, nothing is planned and nothing overdue, and both steps stay': given(...scheduled)
    .when({ command: 'cancel-withdrawal', base: 'ber', reason: 'needed', occurredAt: '2023-08-01' })
    .thenShows('bases', { ber: { status: 'held', lateDays: 0 } })
    .thenShows('schedule', {
      ber: {
        history: [
          { change: 'scheduled', on: '2023-08-15' },
          { change: 'cancelled', reason: 'needed' },
        ],
      },
    })
    .thenShows('summary', { bases: { held: 1, scheduled: 0 } })
    .thenLeavesOpen(),
  'WithdrawalStarted: Ber is withdrawing since that day, and its 200 are still there': given(...scheduled)
    .when({ command: 'report-withdrawal-started', base: 'ber', occurredAt: '2023-08-10' })
    .thenShows('bases', {
      ber: {
        status: 'withdrawing',
        remaining: true,
        withdrawing: { revision: 3, occurredAt: '2023-08-10' },
        people: exactly(200),
      },
    })
    .thenShows('summary', { bases: { withdrawing: 1, scheduled: 0, remaining: 1 } }),
  'BaseVacated: a base that everybody had left is one less of those that remain': given(...emptied)
    .when(left('report-base-vacated'))
    .thenShows('bases', {
      ber: {
        status: 'vacated',
        remaining: false,
        vacated: { revision: 5, occurredAt: '2023-08-14' },
        people: exactly(0),
      },
    })
    .thenShows('summary', { bases: { vacated: 1, remaining: 1 } })
    .thenShows('burndown', { '2023-08-13': { bases: 2 }, '2023-08-14': { bases: 1 } })
    .thenLeavesOpen(),
  'BaseVacated: if the month alone is known, on the day on which it stands in that month': given(...emptied)
    .when({ ...left('report-base-vacated'), occurredAt: '2023-09' })
    .thenShows('schedule', { ber: { vacatedOn: '2023-09-01' } }, '2023-09-02')
    .thenShows('burndown', { '2023-08-31': { bases: 2 }, '2023-09-01': { bases: 1 } }),
  'CampHandedOver: the whole camp is the receiver’s, who is in it or not': given(...emptied)
    .when(left('report-camp-handed-over', { to: army, document: 'certificate' }))
    .thenShows('bases', {
      ber: {
        status: 'handed-over',
        remaining: false,
        handedOver: [{ to: army, document: 'certificate', occurredAt: '2023-08-14' }],
      },
    })
    .thenShows('summary', { bases: { handedOver: 1, vacated: 0, remaining: 1 } })
    .thenLeavesOpen(),
  'CampHandedOver: of a part, Ber is held as before': given(...emptied)
    .when(left('report-camp-handed-over', { to: army, part: 'the gate' }))
    .thenShows('bases', { ber: { status: 'held', remaining: true, handedOver: [{ to: army, part: 'the gate' }] } }),
  'CampOccupied: somebody else is in it, and that changes nothing about who holds it': given(open, ber)
    .when(left('report-camp-occupied', { by: army }))
    .thenShows('bases', { ber: { status: 'held', occupiedBy: [{ by: army, occurredAt: '2023-08-14' }] } })
    .thenShows('summary', { bases: { occupiedByOthers: 1, remaining: 1 } }),
  'CampLost: one that was held is lost, and no longer remains': given(open, ber, gao)
    .when(left('report-camp-lost', { how: 'seized' }))
    .thenShows('bases', { ber: { status: 'lost', remaining: false, lost: { how: 'seized', whileHeld: true } } })
    .thenShows('summary', { bases: { lost: 1, remaining: 1, total: 2 } }),
  'BaseVacated: before the camp was lost, also at a base that was typed late, so that it was not lost while held':
    given(
      open,
      { ...ber, garrison: undefined, occurredAt: '2023-08-14' },
      left('report-camp-lost', { how: 'looted', occurredAt: '2023-08-12' }),
    )
      .when(left('report-base-vacated', { occurredAt: '2023-08-11' }))
      .thenShows('bases', { ber: { status: 'vacated', lost: { how: 'looted', whileHeld: false } } }),
  'CampLost: of two reports of one day that say how otherwise the last recorded stands': given(
    open,
    ber,
    left('report-camp-lost', { how: 'looted' }),
  )
    .when(left('report-camp-lost', { how: 'destroyed' }))
    .thenShows('bases', { ber: { status: 'lost', lost: { how: 'destroyed', whileHeld: true, revision: 3 } } })
    .thenShows('summary', { bases: { lost: 1, remaining: 0 } }),
  'CampLost: one that was looted after everybody had left stays vacated': given(...emptied, left('report-base-vacated'))
    .when(left('report-camp-lost', { how: 'looted', occurredAt: '2023-08-20' }))
    .thenShows('bases', { ber: { status: 'vacated', lost: { how: 'looted', whileHeld: false, revision: 6 } } })
    .thenShows('summary', { bases: { lost: 0, vacated: 1 } }),
};

/** What reports about people do. */
export const people: Statements = {
  'PersonnelArrived: 12 more are at Ber, and the strength rises': given(open, ber)
    .when({ command: 'report-arrival', base: 'ber', lines: troops(12), occurredAt: '2023-08-01' })
    .thenShows('bases', { ber: { people: exactly(212) }, rest: { notPlaced: exactly(12_800) } })
    .thenShows('summary', { strength: { present: exactly(13_012), baseline: exactly(13_000) } }),
  'PersonnelRepatriated: 116 of Ber have left the country': given(open, ber)
    .when({ command: 'report-repatriation', from: 'ber', lines: troops(116), occurredAt: '2023-08-01' })
    .thenShows('bases', { ber: { people: exactly(84) } })
    .thenShows('summary', { strength: { departed: exactly(116), present: exactly(12_884) } }),
  'PersonnelRepatriated: without a place they were among those at no known place': given(open, ber)
    .when({ command: 'report-repatriation', lines: troops(116), occurredAt: '2023-08-01' })
    .thenShows('bases', { ber: { people: exactly(200) }, rest: { notPlaced: exactly(12_684) } }),
  'PersonnelReturned: two of three in medical care are back on duty at Gao': given(open, ber, gao, {
    command: 'report-casualties-evacuated',
    from: 'ber',
    to: 'gao',
    lines: troops(3),
    occurredAt: '2023-08-01',
  })
    .when({
      command: 'report-returned',
      from: 'medical/gao',
      base: 'gao',
      lines: troops(2),
      occurredAt: '2023-08-09',
    })
    .thenShows('bases', {
      gao: { people: exactly(2) },
      ber: { people: exactly(197) },
      rest: { inMedicalCare: exactly(1) },
    })
    .thenShows('summary', { strength: { present: exactly(13_000) } }),
  'PersonnelSeparated: 40 are not present any more, and have not left the country': given(open, ber)
    .when({ command: 'report-separation', from: 'ber', lines: troops(40), how: 'separated', occurredAt: '2023-08-01' })
    .thenShows('bases', { ber: { people: exactly(160) } })
    .thenShows('summary', {
      strength: { separated: exactly(40), present: exactly(12_960), departed: exactly(0), baseline: exactly(13_000) },
    }),
  'StrengthReported: 675 departed, whoever they were, are gone unattributed from no known place': given(open, ber)
    .when({
      command: 'report-strength',
      measure: 'departed',
      component: 'uniformed',
      count: 675,
      occurredAt: '2023-08-01',
    })
    .thenRecorded({ placedAt: '2023-08-01T23:59:59Z' })
    .thenShows('summary', { strength: { departed: exactly(675), present: exactly(12_325) } })
    .thenShows('counters', { stated: [{ measure: 'departed', count: 675, effect: 'posted', difference: 675 }] })
    .thenShows('ledger', {
      2: {
        postings: [
          { account: 'unallocated', best: -675 },
          { account: 'departed', best: 675, unattributed: true },
        ],
      },
    }),
  'StrengthReported: 180 at Ber, and the other 20 are at no known place': given(open, ber)
    .when({
      command: 'report-strength',
      measure: 'present',
      base: 'ber',
      component: 'uniformed',
      count: 180,
      occurredAt: '2023-08-01',
    })
    .thenShows('bases', { ber: { people: exactly(180) }, rest: { notPlaced: exactly(12_820) } })
    .thenShows('summary', { strength: { present: exactly(13_000) } }),
};
