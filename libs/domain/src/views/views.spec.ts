import 'reflect-metadata';
import type { Entry } from '../envelope/entry.js';
import { fold } from '../fold/fold.js';
import type { MissionState } from '../state/mission.js';
import { periodOf } from '../values/occurrence.js';
import type { EntryData, EntryType } from '../entries/registry.js';
import { views } from './index.js';

const timeZone = 'Africa/Bamako';

const envelope = {
  id: '',
  mission: 'minusma',
  schema: 1,
  recordedAt: '2024-01-01T00:00:00Z',
  actor: { id: 'test', role: 'admin' },
  commandId: '',
  commandDigest: '',
  correlationId: '',
  causationId: '',
};

/** A log of entries, each [type, occurredAt, data], folded; Bamako keeps UTC all year. */
function given<T extends EntryType>(...entries: [T, string, EntryData[T]][]): MissionState {
  const log = entries.map(([type, occurredAt, data], revision): Entry => {
    const { start, end } = periodOf(occurredAt, timeZone);
    const placedAt = new Date(type.endsWith('Reported') ? end : start).toISOString();
    return { ...envelope, type, revision, occurredAt, placedAt, data } as Entry;
  });
  return fold(log).state;
}

type Step = { [T in EntryType]: [T, string, EntryData[T]] }[EntryType];

const on = (day: string): { at: number } => ({ at: Date.parse(`${day}T12:00:00Z`) });
const exact = (n: number) => ({ low: n, best: n, high: n });

const troops = (count: number, contingent?: string) => [{ component: 'uniformed/troops', contingent, count }];
const opened: Step = [
  'MissionOpened',
  '2023-07-01',
  {
    name: 'MINUSMA',
    hostCountry: 'MLI',
    authority: 'S/RES/2690',
    startsOn: '2023-07-01',
    deadline: '2023-12-31',
    timeZone,
    strength: [...troops(1000), { component: 'civilian', count: 100 }],
  },
];
const base = (id: string, more: Partial<EntryData['BaseEstablished']> = {}): Step => [
  'BaseEstablished',
  '2023-07-01',
  { base: id, name: id.toUpperCase(), kind: 'camp', ...more },
];
const ber = base('ber', { garrison: troops(200, 'BFA') });
const berScheduled: Step = ['WithdrawalScheduled', '2023-07-10', { base: 'ber', on: '2023-08-15' }];
const berExpedited: Step = [
  'WithdrawalExpedited',
  '2023-08-13',
  { base: 'ber', on: '2023-08-13', reason: 'deteriorating security' },
];
const convoy: Step = [
  'ConvoyDeparted',
  '2023-08-13T09:00:00Z',
  { convoy: 'one', from: 'ber', to: 'timbuktu', lines: troops(200, 'BFA') },
];
const attack: Step = [
  'ConvoyAttacked',
  '2023-08-13T10:00:00Z',
  {
    convoy: 'one',
    means: 'direct fire',
    casualties: [
      { side: 'peacekeeper', wounded: 3 },
      { side: 'civilian', killed: 2 },
    ],
  },
];

describe('the summary', () => {
  it('tells what remains against the deadline, children within their parents', () => {
    const left: Step = ['PersonnelRepatriated', '2023-07-20', { lines: troops(184) }];
    const state = given(opened, base('timbuktu'), ber, left);
    const summary = views.summary(state, on('2023-08-01'));
    expect(summary.strength).toMatchObject({
      baseline: exact(1100),
      present: exact(916),
      departed: exact(184),
      components: { uniformed: { present: exact(816) }, civilian: { present: exact(100) } },
    });
    expect(summary.deadline).toMatchObject({ date: '2023-12-31', daysLeft: 152 });
    expect(summary.bases).toMatchObject({ total: 2, remaining: 2, held: 2 });
    expect(summary.strength.components).not.toHaveProperty('uniformed/police');
  });

  it('works out the pace from the last report at or before so many days ago', () => {
    const reported = (day: string, count: number): Step => [
      'StrengthReported',
      day,
      { measure: 'departed', component: 'all', count },
    ];
    const state = given(opened, reported('2023-07-21', 100), reported('2023-08-20', 400));
    expect(views.summary(state, on('2023-08-20'))).toMatchObject({
      pace: {
        requiredPerDay: 5.3,
        lastDays: { 7: 10, 30: 10 },
        sinceStartPerDay: 8,
        projectedCompletion: '2023-10-29',
      },
      status: 'on-track',
    });
  });

  it('counts the casualties of the mission alone, as revised', () => {
    const revised: Step = [
      'TollRevised',
      '2023-08-17',
      { entry: 4, effect: 'replaces', casualties: [{ side: 'peacekeeper', wounded: 4 }] },
    ];
    const state = given(opened, base('timbuktu'), ber, convoy, attack, revised);
    const summary = views.summary(state, on('2023-08-20'));
    expect(summary.casualties).toEqual({ killed: 0, wounded: 4 });
    expect(summary.convoys).toEqual({ underWay: 1, arrived: 0, attacked: 1, attacks: 1 });
    expect(views.incidents(state, on('2023-08-20')).items).toMatchObject([{ id: 'attack/4', revisedBy: [5] }]);
  });

  it.each([
    ['2023-08-01', [], 'on-track', /endangers/],
    [
      '2023-08-16',
      [['PersonnelRepatriated', '2023-08-01', { lines: troops(80) }] as Step],
      'at-risk',
      /628 people remain/,
    ],
    ['2023-08-16', [berScheduled], 'on-track', /endangers/],
    ['2023-11-01', [berScheduled], 'at-risk', /to be left 78 days ago/],
    ['2024-01-02', [], 'late', /2 days ago/],
    ['2023-12-15', [['PersonnelRepatriated', '2023-12-01', { lines: troops(1000) }] as Step], 'at-risk', /no planned/],
    [
      '2024-01-02',
      [
        ['StrengthReported', '2023-12-20', { measure: 'present', component: 'all', count: 0 }] as Step,
        ['BaseVacated', '2023-12-21', { base: 'ber' }] as Step,
      ],
      'complete',
      /has been left/,
    ],
  ])('on %s it says its status and by which rule', (day, steps, status, reason) => {
    const summary = views.summary(given(opened, base('ber'), ...steps), on(day));
    expect(summary).toMatchObject({ status, statusReason: expect.stringMatching(reason) });
  });
});

describe('the plan of a base', () => {
  const left: Step = ['BaseVacated', '2023-08-14', { base: 'ber' }];

  it('shows how far it was moved, why, and how late it was left', () => {
    const state = given(opened, base('timbuktu'), ber, berScheduled, berExpedited, convoy, left);
    const item = views.bases(state, on('2023-09-01')).items.find(({ id }) => id === 'ber');
    expect(item).toMatchObject({
      status: 'vacated',
      remaining: false,
      planned: '2023-08-13',
      shiftDays: -2,
      actualShiftDays: -1,
      lateDays: 1,
      expedited: { byDays: 2, reason: 'deteriorating security' },
      people: exact(0),
      attackedConvoys: 0,
    });
    expect(views.schedule(state, on('2023-09-01')).items[1]).toMatchObject({
      planSlackDays: 140,
      vacatedOn: '2023-08-14',
    });
  });

  it('is withdrawing from its first convoy, and a partial handover changes nothing', () => {
    const part: Step = [
      'CampHandedOver',
      '2023-08-14',
      { base: 'ber', to: { name: 'Governor', kind: 'civilian' }, part: 'the airstrip' },
    ];
    const state = given(opened, base('timbuktu'), ber, berScheduled, convoy, part);
    expect(views.bases(state, on('2023-08-14')).items[1]).toMatchObject({ status: 'withdrawing', remaining: true });
  });
});

describe('the burndown', () => {
  it('draws what was known by each day, and goes on with the plan to the deadline', () => {
    const left: Step = ['BaseVacated', '2023-08-13', { base: 'ber' }];
    const state = given(opened, base('gao'), base('ber'), berScheduled, left);
    const { days } = views.burndown(state, on('2023-08-14'));
    const day = (date: string) => days.find((one) => one.date === date);
    expect(days).toHaveLength(184);
    expect(day('2023-07-01')).toMatchObject({ present: exact(1100), bases: 2, plannedBases: 2, straightLine: 1100 });
    expect(day('2023-08-14')).toMatchObject({ bases: 1, plannedBases: 2 });
    expect(day('2023-08-15')).toEqual({ date: '2023-08-15', plannedBases: 1, straightLine: expect.any(Number) });
    expect(day('2023-12-31')).toMatchObject({ straightLine: 0 });
    expect(views.burndown(state, on('2024-01-02')).days.at(-1)).toMatchObject({ date: '2024-01-02', bases: 1 });
  });
});

describe('the other lists', () => {
  it('show a convoy with those on board and those evacuated from it', () => {
    const evacuated: Step = [
      'CasualtiesEvacuated',
      '2023-08-13T11:00:00Z',
      { from: 'one', to: 'gao', lines: troops(3, 'BFA') },
    ];
    const state = given(opened, base('timbuktu'), ber, convoy, attack, evacuated);
    expect(views.convoys(state, on('2023-08-13')).items[0]).toMatchObject({
      state: 'under-way',
      people: exact(197),
      attacked: 1,
      evacuated: 3,
      casualties: { killed: exact(0), wounded: exact(3) },
      attacks: [{ means: 'direct fire', toll: [{ own: true }, { own: false }] }],
    });
    expect(views.contingents(state, on('2023-08-13')).items[0]).toMatchObject({
      id: 'BFA',
      present: exact(200),
      places: { 'convoy/one': exact(197), 'medical/gao': exact(3) },
      homeSince: null,
    });
  });

  it('say since when a contributor is home', () => {
    const home: Step = ['PersonnelRepatriated', '2023-08-20', { from: 'ber', lines: troops(200, 'BFA') }];
    expect(views.contingents(given(opened, ber, home), on('2023-09-01')).items[0]).toMatchObject({
      present: { best: 0 },
      departed: exact(200),
      homeSince: '2023-08-20T00:00:00Z',
    });
  });

  it('take those who left a base without being named from the contributors there', () => {
    const unnamed: Step = ['PersonnelRepatriated', '2023-08-20', { from: 'ber', lines: troops(150) }];
    const [burkina] = views.contingents(given(opened, ber, unnamed), on('2023-09-01')).items;
    expect(burkina?.places).toMatchObject({ 'base/ber': { best: 50 } });
  });

  it('count the days that a permit is waited for', () => {
    const asked: Step = ['PermitRequested', '2023-08-01', { permit: 'p', kind: 'flight', authority: 'Mali' }];
    const answered: Step = ['PermitAnswered', '2023-08-04', { permit: 'p', answer: 'refused' }];
    expect(views.permits(given(opened, asked), on('2023-08-10')).items[0]).toMatchObject({
      state: 'open',
      waitingDays: 9,
    });
    expect(views.permits(given(opened, asked, answered), on('2023-08-10')).items[0]).toMatchObject({
      state: 'refused',
      waitingDays: 3,
    });
  });

  it('keep the ledger in balance', () => {
    const { items, accounts } = views.ledger(given(opened, base('timbuktu'), ber, convoy), on('2023-08-13'));
    expect(items.map(({ sum }) => sum)).toEqual([0, 0, 0]);
    expect(accounts['convoy/one']?.all).toEqual(exact(200));
  });

  it('are plain JSON, also of a mission of which nothing is known', () => {
    const shown = Object.values(views).map((view) => view(given(), on('2023-08-13')));
    expect(() => JSON.stringify(shown)).not.toThrow();
  });
});
