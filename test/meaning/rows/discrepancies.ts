import { ber, berScheduledFor, convoy, gao, open, troops } from '../../support/given.js';
import { given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';

const reason = 'r';
const held = [open, ber, gao];
/** 200 people are on the road from Ber to Gao. */
const road = [...held, convoy];
const report = (what: string, time: string, more: object = {}): TestCommand => ({
  command: `report-convoy-${what}`,
  convoy: 'one',
  occurredAt: `2023-08-13T${time}:00Z`,
  ...more,
});
const planned: TestCommand = {
  command: 'plan-convoy',
  convoy: 'one',
  mode: 'road',
  from: 'ber',
  to: 'gao',
  occurredAt: '2023-08-01',
};
const arrived = report('arrived', '09:00');
const vacated = (on: string, more: object = {}): TestCommand => ({
  command: 'report-base-vacated',
  base: 'ber',
  occurredAt: on,
  ...more,
});
const disposed = (category: string, method: string): TestCommand => ({
  command: 'report-equipment-disposed',
  category,
  count: 2,
  method,
  base: 'ber',
  occurredAt: '2023-08-13',
});
const counted = (count: unknown, more: object = {}): TestCommand => ({
  command: 'report-equipment',
  category: 'generator',
  count,
  occurredAt: '2023-08-12',
  ...more,
});
const by = (title: string): object => ({ source: { title, confidence: 'high' } });
const handedOver = (name: string, on: string): TestCommand => ({
  command: 'report-camp-handed-over',
  base: 'ber',
  to: { name, kind: 'other' },
  occurredAt: on,
});
const home = (more: object = {}): TestCommand => ({
  command: 'report-repatriation',
  from: 'ber',
  lines: troops(116),
  occurredAt: '2023-08-13',
  ...more,
});

/** Contradictions about bases, permits and reports of one thing: what opens each, and nothing else. */
export const ofBases: Statements = {
  'account-below-zero: 300 left Ber, where 200 were booked': given(...held)
    .when({ ...convoy, lines: troops(300) })
    .thenLeavesOpen('account-below-zero:base/ber:3'),
  'account-below-zero: more came back from a medical place than were brought there': given(...held)
    .when({
      command: 'report-returned',
      from: 'medical/field',
      base: 'gao',
      lines: troops(3),
      occurredAt: '2023-08-13',
    })
    .thenLeavesOpen('account-below-zero:medical/field:3'),
  'restricted-disposed: armoured vehicles of a contingent were given away': given(...held)
    .when(disposed('Armoured vehicle', 'gifted'))
    .thenLeavesOpen('restricted-disposed:ber:3'),
  'restricted-disposed: what was destroyed, or is none of those, or was the mission’s own, is none': given(
    ...held,
    disposed('Armoured vehicle', 'destroyed'),
    disposed('generator', 'gifted'),
    disposed('UN-owned armoured vehicle', 'gifted'),
  )
    .when(disposed('ammunition', 'sold'))
    .thenLeavesOpen('restricted-disposed:ber:6'),
  'equipment-below-zero: 2 generators of Ber were destroyed, where 1 was counted, and in the whole mission 9': given(
    ...held,
    counted(1, { base: 'ber' }),
    counted(9),
  )
    .when(disposed('generator', 'destroyed'))
    .thenShows('equipment', { generator: { present: { best: 7 }, bases: { ber: { low: -1, best: -1, high: -1 } } } })
    .thenShows('summary', { discrepancies: 1 })
    .thenLeavesOpen('equipment-below-zero:ber:5'),
  'equipment-below-zero: more were destroyed than were counted in the whole mission': given(...held, counted(1))
    .when(disposed('generator', 'destroyed'))
    .thenLeavesOpen('equipment-below-zero:mission:4'),
  'equipment-below-zero: of a base with the id "mission", it is another than that of the whole mission': given(
    ...held,
    { ...ber, base: 'mission', garrison: undefined },
    counted(1, { base: 'mission' }),
    counted(1),
    { ...disposed('generator', 'destroyed'), base: 'mission' },
  )
    .when({
      command: 'settle-discrepancy',
      discrepancy: 'equipment-below-zero:mission:6',
      reason: 'counted again tomorrow',
      occurredAt: '2023-08-15',
    })
    .thenLeavesOpen('equipment-below-zero:base/mission:6'),
  'equipment-below-zero: it is gone when they are counted again, and what nobody counted cannot be too few': given(
    ...held,
    disposed('truck', 'destroyed'),
    counted(1),
    disposed('generator', 'destroyed'),
  )
    .when({ ...counted({ about: 4 }), occurredAt: '2023-08-15' })
    .thenShows('equipment', { generator: { present: { low: 3, best: 3, high: 5 } } })
    .thenLeavesOpen(),
  'people-booked-after-vacated: the 200 of Ber are still booked there': given(...held)
    .when(vacated('2023-08-13'))
    .thenLeavesOpen('people-booked-after-vacated:ber:3'),
  'people-booked-after-vacated: a camp was handed over with 200 booked there': given(...held)
    .when(handedOver('Governor', '2023-08-13'))
    .thenLeavesOpen('people-booked-after-vacated:ber:3'),
  'people-booked-after-vacated: it is gone when they are said to have left': given(...held, vacated('2023-08-13'))
    .when({ ...convoy, occurredAt: '2023-08-12' })
    .thenLeavesOpen(),
  'people-booked-after-vacated: settled, it opens again under its id when its figures change': given(
    ...held,
    vacated('2023-08-13'),
    { command: 'settle-discrepancy', discrepancy: 'people-booked-after-vacated:ber:3', reason: 'guards' },
  )
    .when(home())
    .thenLeavesOpen('people-booked-after-vacated:ber:3'),
  'planned-date-passed: Ber was to be left by 15 August': given(...held)
    .when(berScheduledFor('2023-08-15'))
    .thenShows('discrepancies', { 'planned-date-passed:ber:3': { since: '2023-08-16T00:00:00Z' } }, '2023-08-16')
    .thenShows('summary', { discrepancies: 0 }, '2023-08-15')
    .thenLeavesOpen('planned-date-passed:ber:3'),
  'scheduled-after-deadline: the deadline was moved before the plan of Ber': given(
    ...held,
    berScheduledFor('2023-12-20'),
  )
    .when({ command: 'move-deadline', to: '2023-12-15', authority: 'council', reason, occurredAt: '2023-09-01' })
    .thenLeavesOpen('scheduled-after-deadline:ber:3-4'),
  'hub-closes-first: Gao, the hub of Ber, is planned to close before it': given(
    open,
    gao,
    { ...ber, hub: 'gao' },
    berScheduledFor('2023-12-20'),
  )
    .when({ command: 'schedule-withdrawal', base: 'gao', on: '2023-12-19', occurredAt: '2023-08-01' })
    .thenLeavesOpen('hub-closes-first:ber:3-4'),
  'hub-closes-first: on one day is not before it': given(
    open,
    gao,
    { ...ber, hub: 'gao' },
    berScheduledFor('2023-12-20'),
  )
    .when({ command: 'schedule-withdrawal', base: 'gao', on: '2023-12-20', occurredAt: '2023-08-01' })
    .thenRecorded()
    .thenLeavesOpen(),
  'hub-closes-first: Gao was left, and Ber has not been': given(open, gao, { ...ber, hub: 'gao' })
    .when({ command: 'report-base-vacated', base: 'gao', occurredAt: '2023-08-01' })
    .thenLeavesOpen('hub-closes-first:ber:2-3'),
  'different-receivers: the governor and the army are both said to have the camp': given(
    open,
    { ...ber, garrison: undefined },
    handedOver('Governor', '2023-08-13'),
  )
    .when(handedOver('army', '2023-08-13'))
    .thenLeavesOpen('different-receivers:ber:2-3'),
  'permit-unanswered: for more than seven days': given(...held)
    .when({
      command: 'report-permit-requested',
      permit: 'p',
      kind: 'flight',
      authority: 'Mali',
      occurredAt: '2023-08-01',
    })
    .thenShows('summary', { discrepancies: 0 }, '2023-08-08')
    .thenShows('discrepancies', { 'permit-unanswered:p:3': { since: '2023-08-09T00:00:00Z' } }, '2023-08-09')
    .thenLeavesOpen('permit-unanswered:p:3'),
  'possible-duplicate: two sources tell of 116 who left Ber on one day': given(...held, home(by('UN')))
    .when(home(by('press')))
    .thenShows('bases', { ber: { people: { best: -32 } } })
    .thenLeavesOpen('account-below-zero:base/ber:4', 'possible-duplicate:ber:3-4'),
  'possible-duplicate: one source that tells of 84 more means others': given(...held, home(by('UN')))
    .when(home({ ...by('UN'), lines: troops(84) }))
    .thenRecorded()
    .thenLeavesOpen(),
  'sources-disagree: two sources give two days on which Ber was vacated': given(
    open,
    { ...ber, garrison: undefined },
    vacated('2023-08-13', by('UN')),
  )
    .when(vacated('2023-08-14', by('press')))
    .thenShows('bases', { ber: { vacated: { revision: 3, occurredAt: '2023-08-14' } } })
    .thenLeavesOpen('sources-disagree:ber:2-3'),
};

/** Contradictions about convoys: books and status stay as they were, but for an attack. */
export const ofConvoys: Statements = {
  'arrived-with-other-numbers: 190 arrived of 200': given(...road)
    .when({ ...arrived, lines: troops(190) })
    .thenShows('bases', { gao: { people: { best: 190 } }, rest: { notPlaced: { best: 12_810 } } })
    .thenLeavesOpen('arrived-with-other-numbers:one:3-4'),
  'arrived-with-other-numbers: it is gone when the other ten are said to have come': given(...road, {
    ...arrived,
    lines: troops(190),
  })
    .when(report('arrived', '10:00', { lines: troops(10) }))
    .thenShows('bases', { gao: { people: { best: 200 } } })
    .thenLeavesOpen(),
  'attacked-when-not-under-way: it had arrived, and the attack counts': given(...road, arrived)
    .when(report('attacked', '10:00', { means: 'fire' }))
    .thenShows('convoys', { one: { state: 'arrived', attacked: 1 } })
    .thenLeavesOpen('attacked-when-not-under-way:one:5'),
  'arrived-without-departing: it was only planned': given(...held, planned)
    .when(arrived)
    .thenShows('convoys', { one: { state: 'arrived' } })
    .thenLeavesOpen('arrived-without-departing:one:4'),
  'arrived-after-turning-back: it is said to be in Gao': given(...road, report('turned-back', '08:00'))
    .when(report('arrived', '09:00', { at: 'gao' }))
    .thenShows('convoys', { one: { state: 'turned-back' } })
    .thenShows('bases', { ber: { people: { best: 200 } } })
    .thenLeavesOpen('arrived-after-turning-back:one:4-5'),
  'arrived-elsewhere: all 200 had arrived at Gao, and are said to have arrived at Ber': given(...road, arrived)
    .when(report('arrived', '10:00', { at: 'ber' }))
    .thenShows('bases', { gao: { people: { best: 200 } } })
    .thenLeavesOpen('arrived-elsewhere:one:4-5'),
  'departed-otherwise: it is under way with 200, and is said to have left with 150': given(...road)
    .when(report('departed', '07:00', { lines: troops(150) }))
    .thenShows('convoys', { one: { people: { best: 200 } } })
    .thenLeavesOpen('departed-otherwise:one:3-4'),
  'halted-when-not-under-way: it was only planned': given(...held, planned)
    .when(report('halted', '07:00'))
    .thenShows('convoys', { one: { state: 'planned', halts: [] } })
    .thenLeavesOpen('halted-when-not-under-way:one:4'),
  'resumed-when-not-under-way: it had arrived': given(...road, arrived)
    .when(report('resumed', '10:00'))
    .thenShows('convoys', { one: { state: 'arrived' } })
    .thenLeavesOpen('resumed-when-not-under-way:one:5'),
  'turned-back-after-arriving: its 200 stay at Gao': given(...road, arrived)
    .when(report('turned-back', '10:00'))
    .thenShows('convoys', { one: { state: 'arrived' } })
    .thenShows('bases', { gao: { people: { best: 200 } } })
    .thenLeavesOpen('turned-back-after-arriving:one:4-5'),
  'turned-back-without-departing: it was only planned': given(...held, planned)
    .when(report('turned-back', '10:00'))
    .thenShows('convoys', { one: { state: 'planned' } })
    .thenLeavesOpen('turned-back-without-departing:one:4'),
  'planned-before-it-ended: a next leg that by its time was planned on the way': given(...road, arrived)
    .when({ ...planned, from: 'gao', to: 'ber', occurredAt: '2023-08-13T08:00:00Z' })
    .thenShows('convoys', { one: { state: 'arrived', to: 'gao' } })
    .thenLeavesOpen('planned-before-it-ended:one:3-5'),
};
