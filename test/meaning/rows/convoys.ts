import { ber, berScheduledFor, convoy, gao, open, troops } from '../../support/given.js';
import { exactly, given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';

const held = [open, ber, gao];
/** 200 people are on the road from Ber to Gao. */
const road = [...held, convoy];
const report = (what: string, time: string, more: object = {}): TestCommand => ({
  command: `report-convoy-${what}`,
  convoy: 'one',
  occurredAt: `2023-08-13T${time}:00Z`,
  ...more,
});
const halted = report('halted', '07:00', { place: 'the ford', reason: 'a mine' });

/** What orders and reports about convoys do. */
export const convoys: Statements = {
  'ConvoyPlanned: 150 are to go by road, and are still at Ber': given(...held)
    .when({
      command: 'plan-convoy',
      convoy: 'one',
      mode: 'road',
      from: 'ber',
      to: 'gao',
      departsOn: '2023-08-13',
      lines: troops(150),
      occurredAt: '2023-08-01',
    })
    .thenShows('convoys', {
      one: {
        state: 'planned',
        mode: 'road',
        from: 'ber',
        to: 'gao',
        departsOn: '2023-08-13',
        plannedLines: troops(150),
        people: exactly(0),
      },
    })
    .thenShows('bases', { ber: { people: exactly(200) } })
    .thenShows('summary', { convoys: { underWay: 0 } }),
  'ConvoyDeparted: its 200 are on the road, no longer at Ber, which is withdrawing': given(
    ...held,
    berScheduledFor('2023-08-15'),
  )
    .when(convoy)
    .thenShows('convoys', { one: { state: 'under-way', from: 'ber', to: 'gao', people: exactly(200) } })
    .thenShows('bases', {
      ber: { people: exactly(0), status: 'withdrawing', convoys: [{ id: 'one', attacks: 0 }] },
      rest: { onTheRoad: exactly(200) },
    })
    .thenShows('summary', { convoys: { underWay: 1 }, strength: { present: exactly(13_000) } }),
  'ConvoyHalted: it stands at the ford with its 200 on board': given(...road)
    .when(halted)
    .thenShows('convoys', {
      one: {
        state: 'halted',
        people: exactly(200),
        halts: [{ place: 'the ford', reason: 'a mine', occurredAt: '2023-08-13T07:00:00Z' }],
      },
    })
    .thenLeavesOpen(),
  'ConvoyResumed: it is under way again, and the halt has an end': given(...road, halted)
    .when(report('resumed', '08:30', { place: 'the ford' }))
    .thenShows('convoys', {
      one: {
        state: 'under-way',
        people: exactly(200),
        halts: [
          {
            occurredAt: '2023-08-13T07:00:00Z',
            resumed: { revision: 5, occurredAt: '2023-08-13T08:30:00Z', place: 'the ford' },
          },
        ],
      },
    })
    .thenLeavesOpen(),
  'ConvoyArrived: its 200 are at Gao, and nobody is on the road': given(...road)
    .when(report('arrived', '09:00'))
    .thenShows('convoys', { one: { state: 'arrived', people: exactly(0), arrived: { revision: 4, place: 'gao' } } })
    .thenShows('bases', { gao: { people: exactly(200) }, rest: { onTheRoad: exactly(0) } })
    .thenShows('summary', { convoys: { underWay: 0, arrived: 1 } })
    .thenLeavesOpen(),
  'ConvoyArrived: out of the country its 200 have departed': given(open, ber, { ...convoy, to: 'abroad' })
    .when(report('arrived', '09:00'))
    .thenShows('summary', { strength: { departed: exactly(200), present: exactly(12_800) } }),
  'ConvoyTurnedBack: its 200 are at Ber again': given(...road)
    .when(report('turned-back', '09:00', { reason: 'the road is mined' }))
    .thenShows('convoys', {
      one: { state: 'turned-back', people: exactly(0), legs: [{ turnedBack: { reason: 'the road is mined' } }] },
    })
    .thenShows('bases', { ber: { people: exactly(200) }, rest: { onTheRoad: exactly(0) } })
    .thenShows('summary', { convoys: { underWay: 0, arrived: 0 } })
    .thenLeavesOpen(),
};

const attack = report('attacked', '07:00', {
  means: 'fire',
  place: 'the ford',
  casualties: [{ side: 'peacekeeper', killed: 1, wounded: 3 }],
  vehiclesDamaged: 2,
  claimedBy: 'JNIM',
});

/** What reports about losses do. */
export const losses: Statements = {
  'ConvoyAttacked: one of its 200 died, and three are wounded on board': given(...road)
    .when(attack)
    .thenShows('convoys', {
      one: {
        state: 'under-way',
        people: exactly(199),
        attacked: 1,
        casualties: { killed: exactly(1), wounded: exactly(3) },
        attacks: [{ means: 'fire', place: 'the ford', claimedBy: 'JNIM', vehiclesDamaged: exactly(2) }],
      },
    })
    .thenShows('summary', {
      strength: { died: exactly(1), present: exactly(12_999) },
      casualties: { killed: 1, wounded: 3 },
      convoys: { attacked: 1, attacks: 1 },
    })
    .thenShows('incidents', { 'attack/4': { kind: 'attack', what: 'fire', convoy: 'one' } })
    .thenLeavesOpen(),
  'CasualtiesEvacuated: the three wounded are in medical care, 197 are on board': given(...road)
    .when({
      command: 'report-casualties-evacuated',
      from: 'one',
      to: 'gao',
      lines: troops(3),
      occurredAt: '2023-08-13T08:00:00Z',
    })
    .thenShows('convoys', { one: { people: exactly(197), evacuated: 3 } })
    .thenShows('bases', { rest: { onTheRoad: exactly(197), inMedicalCare: exactly(3) } })
    .thenShows('summary', { strength: { present: exactly(13_000) } }),
  'IncidentReported: at Ber one of the mission and two of others died; only the one was the mission’s': given(open, ber)
    .when({
      command: 'report-incident',
      incident: 'mine-1',
      kind: 'mine',
      base: 'ber',
      summary: 'a mine at the gate',
      casualties: [
        { side: 'peacekeeper', killed: 1 },
        { side: 'civilian', killed: 2, wounded: 5 },
      ],
      occurredAt: '2023-08-01',
    })
    .thenShows('incidents', {
      'mine-1': {
        kind: 'incident',
        what: 'mine',
        base: 'ber',
        own: { killed: exactly(1), wounded: exactly(0) },
        toll: [{ side: 'peacekeeper' }, { side: 'civilian', killed: exactly(2), wounded: exactly(5) }],
      },
    })
    .thenShows('bases', { ber: { people: exactly(199) } })
    .thenShows('summary', { strength: { died: exactly(1) }, casualties: { killed: 1, wounded: 0 } }),
  'TollRevised: two died instead of one, and who died was on board': given(...road, attack)
    .when({
      command: 'revise-toll',
      entry: 4,
      effect: 'replaces',
      casualties: [{ side: 'peacekeeper', killed: 2, wounded: 2 }],
      vehiclesDamaged: 3,
      occurredAt: '2023-08-20',
    })
    .thenRecorded({ placedAt: '2023-08-13T07:00:00Z' })
    .thenShows('convoys', { one: { people: exactly(198), casualties: { killed: exactly(2), wounded: exactly(2) } } })
    .thenShows('summary', { strength: { died: exactly(2) }, casualties: { killed: 2, wounded: 2 } })
    .thenShows('incidents', { 'attack/4': { vehiclesDamaged: exactly(3), revisedBy: [5] } })
    .thenShows('entries', { 4: { marks: { revisedBy: [5] } } }),
  'TollRevised: one more wounded is added to three': given(...road, attack)
    .when({
      command: 'revise-toll',
      entry: 4,
      effect: 'adds',
      casualties: [{ side: 'peacekeeper', wounded: 1 }],
      occurredAt: '2023-08-20',
    })
    .thenShows('summary', { strength: { died: exactly(1) }, casualties: { killed: 1, wounded: 4 } }),
  'TollRevised: one that names a revision that was retracted revises the same attack': given(
    ...road,
    attack,
    { command: 'revise-toll', entry: 4, effect: 'replaces', casualties: [], occurredAt: '2023-08-18' },
    { command: 'retract-entry', entry: 5, reason: 'not so' },
  )
    .when({
      command: 'revise-toll',
      entry: 5,
      effect: 'adds',
      casualties: [{ side: 'peacekeeper', killed: 1 }],
      occurredAt: '2023-08-20',
    })
    .thenShows('summary', { strength: { died: exactly(2) }, casualties: { killed: 2, wounded: 3 } })
    .thenShows('incidents', { 'attack/4': { revisedBy: [7] } }),
};
