import type { Entry } from '../envelope/entry.js';
import { discrepanciesAbout, discrepanciesOf, scopeOf, settledOn } from './open.js';
import { settledWordsOf } from './found.js';
import { move } from '../ledger/movements.js';
import { emptyState, type MissionState } from '../state/mission.js';
import { PersistentMap } from '#libs/persistent';
import type { Base } from '../state/base.js';

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const cause = (revision: number) => ({ revision, at: noon('2023-08-01') });
const fact = (revision: number, day: string) => ({ revision, at: noon(day), occurredAt: day });
const exit = (revision: number, day: string) => ({ ...fact(revision, day), placement: [noon(day), revision] });

/** A mission that must have left by the end of 2023, with bases. */
function given(...bases: Base[]): MissionState {
  const deadline = '2023-12-31';
  return {
    ...emptyState(),
    bases: PersistentMap.of(bases.map((base) => [base.id, base])),
    mission: {
      id: 'minusma',
      name: 'MINUSMA',
      hostCountry: 'MLI',
      authority: '',
      startsOn: '2023-07-01',
      timeZone: 'Africa/Bamako',
      deadline,
      deadlineHistory: [{ date: deadline, authority: '', revision: 0, at: 0 }],
      openedAt: 0,
    },
  };
}

const base = (id: string, more: Partial<Base> = {}): Base => ({
  id,
  name: id,
  aliases: [],
  kind: 'camp',
  liquidation: false,
  established: fact(1, '2023-07-01'),
  plan: { state: 'none', history: [] },
  handovers: [],
  occupations: [],
  redesignations: [],
  ...more,
});

const planned = (on: string, revision = 2): Pick<Base, 'plan'> => ({
  plan: { state: 'scheduled', on, since: 0, history: [{ revision, at: 0, change: 'scheduled', on }] },
});

const idsOn = (state: MissionState, day: string): string[] => discrepanciesOf(state, noon(day)).map(({ id }) => id);

describe('discrepancies', () => {
  it('a planned date has passed from the day after its end', () => {
    const state = given(base('ber', planned('2023-08')));
    expect(idsOn(state, '2023-08-31')).toEqual([]);
    expect(discrepanciesOf(state, noon('2023-09-01'))).toMatchObject([
      { id: 'planned-date-passed:ber:2', since: Date.parse('2023-09-01T00:00:00Z') },
    ]);
  });

  it('a plan beyond the deadline is one, except at a liquidation base', () => {
    const late = planned('2024-01-10');
    expect(idsOn(given(base('ber', late), base('gao', { ...late, liquidation: true })), '2023-08-01')).toEqual([
      'scheduled-after-deadline:ber:2',
    ]);
  });

  it('a hub that closes before the base, or before one without a plan, is one', () => {
    const hub = base('gao', planned('2023-08-10', 3));
    expect(idsOn(given(hub, base('ber', { hub: 'gao', ...planned('2023-08-15') })), '2023-08-01')).toEqual([
      'hub-closes-first:ber:2-3',
    ]);
    expect(idsOn(given(hub, base('ber', { hub: 'gao' })), '2023-08-01')).toEqual(['hub-closes-first:ber:1-3']);
    expect(idsOn(given(hub, base('ber', { hub: 'gao', ...planned('2023-08-09') })), '2023-08-01')).toEqual([]);
    const gone = base('gao', { vacated: exit(4, '2023-08-01') });
    expect(idsOn(given(gone, base('ber', { hub: 'gao' })), '2023-08-02')).toEqual(['hub-closes-first:ber:1-4']);
  });

  it('people booked at a base that was left are one, until they are moved', () => {
    const state = given(base('ber', { vacated: exit(5, '2023-08-13') }));
    const lines = [{ component: 'uniformed', count: 200 }];
    move(state.books, cause(0), 'establishment', 'base/ber', lines);
    expect(idsOn(state, '2023-08-14')).toEqual(['people-booked-after-vacated:ber:5']);
    move(state.books, cause(6), 'base/ber', 'departed', lines);
    expect(idsOn(state, '2023-08-14')).toEqual([]);
  });

  it('an account below zero names the entry that took it there', () => {
    const state = given(base('ber'));
    move(state.books, cause(1), 'establishment', 'base/ber', [{ component: 'uniformed', count: 100 }]);
    move(state.books, cause(2), 'base/ber', 'departed', [{ component: 'uniformed', count: 120 }]);
    move(state.books, cause(3), 'base/ber', 'departed', [{ component: 'uniformed', count: 5 }]);
    const open = discrepanciesOf(state, noon('2023-08-02'));
    expect(open.map(({ id }) => id)).toEqual(['account-below-zero:base/ber:2']);
    expect(open.map(settledWordsOf)).toEqual([expect.stringMatching(/^25 more people/)]);
  });

  it('an account is not below zero where people whom nobody has split may be those who left', () => {
    const state = given(base('ber'));
    move(state.books, cause(1), 'establishment', 'base/ber', [{ component: 'uniformed', count: 100 }]);
    move(state.books, cause(2), 'base/ber', 'departed', [{ component: 'uniformed/troops', count: 60 }]);
    expect(idsOn(state, '2023-08-02')).toEqual([]);
  });

  it('a permit is unanswered after more than 7 days', () => {
    const state = given();
    state.permits.set('p', { id: 'p', kind: 'flight', authority: 'Mali', requested: fact(7, '2023-08-01') });
    expect(idsOn(state, '2023-08-08')).toEqual([]);
    expect(idsOn(state, '2023-08-09')).toEqual(['permit-unanswered:p:7']);
  });

  it('a settled one is hidden until its figures change', () => {
    const state = given(base('ber', { vacated: exit(5, '2023-08-13') }));
    move(state.books, cause(0), 'establishment', 'base/ber', [{ component: 'uniformed', count: 200 }]);
    const id = 'people-booked-after-vacated:ber:5';
    const figures = settledOn(state, {
      type: 'DiscrepancySettled',
      data: { discrepancy: id, reason: '' },
      recordedAt: '2023-08-14T12:00:00Z',
    } as Entry);
    expect(figures).toContain('200');
    state.settled.set(id, [{ revision: 6, reason: '', figures }]);
    expect(idsOn(state, '2023-08-14')).toEqual([]);
    move(state.books, cause(7), 'base/ber', 'departed', [{ component: 'uniformed', count: 50 }]);
    expect(idsOn(state, '2023-08-14')).toEqual([id]);
  });

  it('can be looked for about some bases alone', () => {
    const state = given(base('ber', planned('2023-08-01')), base('gao', planned('2023-08-01', 3)));
    const about = discrepanciesAbout(state, noon('2023-08-02'), scopeOf(state.books, { bases: ['gao'], convoys: [] }));
    expect(about.map(({ id }) => id)).toEqual(['planned-date-passed:gao:3']);
  });
});
