import { ber, berScheduledFor, gao, open, troops } from '../../support/given.js';
import { exactly, given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';

const reason = 'r';
const asked: TestCommand = {
  command: 'report-permit-requested',
  permit: 'p',
  kind: 'flight',
  authority: 'Mali',
  for: 'ber',
  occurredAt: '2023-08-01',
};
const counted: TestCommand = {
  command: 'report-equipment',
  category: 'vehicle',
  count: 400,
  base: 'ber',
  occurredAt: '2023-08-01',
};

/** What reports about permits, equipment and counters do. */
export const things: Statements = {
  'PermitRequested: it is open, and has been waited for as many days as have passed': given(open, ber)
    .when(asked)
    .thenShows(
      'permits',
      { p: { kind: 'flight', authority: 'Mali', for: 'ber', state: 'open', waitingDays: 6 } },
      '2023-08-07',
    )
    .thenShows('permits', { p: { waitingDays: 122 } })
    .thenLeavesOpen('permit-unanswered:p:2'),
  'PermitAnswered: it was waited for 11 days, and is waited for no longer': given(open, ber, asked)
    .when({ command: 'report-permit-answered', permit: 'p', answer: 'partly', reason, occurredAt: '2023-08-12' })
    .thenShows('permits', {
      p: { state: 'partly', reason, waitingDays: 11, answered: { revision: 3, occurredAt: '2023-08-12' } },
    })
    .thenLeavesOpen(),
  'PermitRequested: of one that is known by the month alone the days count from where it stands in that month': given(
    open,
    ber,
  )
    .when({ ...asked, occurredAt: '2023-08' })
    .thenRecorded({ placedAt: '2023-08-01T00:00:00Z' })
    .thenShows('permits', { p: { waitingDays: 1 } }, '2023-08-02')
    .thenShows('summary', { verdicts: { permits: { permits: [{ id: 'p', waitingDays: 8 }] } } }, '2023-08-09'),
  'PermitAnswered: refused, and asked for again on a later day, also at a base that was typed late': given(
    open,
    { ...ber, occurredAt: '2023-08-14' },
    { ...asked, permit: 'again', occurredAt: '2023-08-05' },
    asked,
  )
    .when({ command: 'report-permit-answered', permit: 'p', answer: 'refused', occurredAt: '2023-08-03' })
    .thenShows('summary', { verdicts: { permits: { permits: [{ id: 'again', waitingDays: 15 }] } } }, '2023-08-20'),
  'PermitAnswered: nobody waited for an answer that is dated before its request': given(open, ber, asked)
    .when({ command: 'report-permit-answered', permit: 'p', answer: 'granted', occurredAt: '2023-07-30' })
    .thenShows('permits', { p: { state: 'granted', waitingDays: 0 } }),
  'EquipmentReported: 400 vehicles are at Ber, and so in the mission': given(open, ber)
    .when(counted)
    .thenRecorded({ placedAt: '2023-08-01T23:59:59Z' })
    .thenShows('equipment', {
      vehicle: { present: exactly(400), bases: { ber: exactly(400) }, disposed: {}, disposals: [] },
    })
    .thenShows('burndown', { '2023-08-01': { equipment: { vehicle: 400 } } }),
  'EquipmentReported: what is counted again is not added': given(open, ber, counted)
    .when({ ...counted, count: 380, occurredAt: '2023-08-02' })
    .thenShows('equipment', { vehicle: { present: exactly(380), bases: { ber: exactly(380) } } }),
  'EquipmentDisposed: 30 of the 400 were sold': given(open, ber, counted)
    .when({
      command: 'report-equipment-disposed',
      category: 'Vehicle',
      count: 30,
      method: 'sold',
      base: 'ber',
      value: { amount: 9000, currency: 'USD' },
      occurredAt: '2023-08-02',
    })
    .thenShows('equipment', {
      vehicle: {
        present: exactly(370),
        bases: { ber: exactly(370) },
        disposed: { sold: exactly(30) },
        disposals: [{ method: 'sold', base: 'ber', value: { amount: 9000, currency: 'USD' } }],
      },
    }),
  'CounterReported: the running total is the latest of its series, never a sum': given(open, {
    command: 'report-counter',
    counter: 'loads',
    what: 'C-17 loads',
    count: 8,
    occurredAt: '2023-08-01',
  })
    .when({
      command: 'report-counter',
      counter: 'loads',
      what: 'C-17 loads',
      count: { about: 20 },
      of: 50,
      occurredAt: '2023-08-09',
    })
    .thenShows('counters', {
      loads: {
        latest: { revision: 2, words: { about: 20 }, count: { low: 18, best: 20, high: 22 }, of: exactly(50) },
        series: [{ count: exactly(8) }, { count: { best: 20 } }],
      },
    }),
};

const vacated: TestCommand = { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-08-13' };
const arrival: TestCommand = { command: 'report-arrival', base: 'ber', lines: troops(12), occurredAt: '2023-08-01' };
const booked = 'people-booked-after-vacated:ber:2';

/** What the entries do that speak of other entries, or of none. */
export const keeping: Statements = {
  'DiscrepancySettled: it is open no longer': given(open, ber, vacated)
    .when({ command: 'settle-discrepancy', discrepancy: booked, reason })
    .thenShows('summary', { discrepancies: 0 })
    .thenLeavesOpen(),
  'EntryCorrected: 12 arrivals were 21, and history shows both': given(open, ber, arrival)
    .when({
      command: 'correct-entry',
      entry: 2,
      replacement: { data: { base: 'ber', lines: troops(21) } },
      reason,
    })
    .thenRecorded({ placedAt: '2023-08-01T00:00:00Z' })
    .thenShows('bases', { ber: { people: exactly(221) } })
    .thenShows('entries', { 2: { data: { lines: troops(12) }, marks: { correctedBy: [3] } } }),
  'EntryCorrected: another day moves what it says': given(open, ber, arrival)
    .when({ command: 'correct-entry', entry: 2, replacement: { occurredAt: '2023-08-05' }, reason })
    .thenRecorded({ placedAt: '2023-08-05T00:00:00Z' })
    .thenShows('burndown', {
      '2023-08-04': { present: exactly(13_000) },
      '2023-08-05': { present: exactly(13_012) },
    }),
  'EntryRetracted: it counts as if it had not been, and history shows it': given(open, ber, arrival)
    .when({ command: 'retract-entry', entry: 2, reason })
    .thenShows('bases', { ber: { people: exactly(200) } })
    .thenShows('summary', { strength: { present: exactly(13_000) } })
    .thenShows('entries', { 2: { data: { lines: troops(12) }, marks: { retractedBy: 3 } } }),
  'EntryDisputed: both sides stay, and the figures as they were': given(open, ber, {
    command: 'report-incident',
    incident: 'raid',
    kind: 'raid',
    base: 'ber',
    summary: 'a raid',
    casualties: [{ side: 'peacekeeper', killed: 1 }],
    occurredAt: '2023-08-01',
  })
    .when({ command: 'dispute-entry', entry: 2, by: 'army', statement: 'it was not so', occurredAt: '2023-08-02' })
    .thenShows('incidents', {
      raid: { own: { killed: exactly(1) }, disputes: [{ entry: 2, by: 'army', statement: 'it was not so' }] },
    })
    .thenShows('entries', { 2: { marks: { disputedBy: [3] } } })
    .thenShows('summary', { strength: { died: exactly(1) } }),
  'NoteAdded: it is in the history, and changes no figure': given(open, ber, berScheduledFor('2023-12-20'), gao)
    .when({ command: 'add-note', text: 'The road is dry.', base: 'ber', occurredAt: '2023-08-01' })
    .thenShows('entries', { 4: { type: 'NoteAdded', data: { text: 'The road is dry.' }, marks: {} } })
    .thenShows('bases', { ber: { people: exactly(200), lastChangedBy: 4 }, gao: { lastChangedBy: 3 } })
    .thenLeavesOpen(),
};
