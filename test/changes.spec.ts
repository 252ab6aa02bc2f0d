import { lastChanges } from './support/changes.js';
import { ber, berScheduledFor, convoy, gao, open, troops } from './support/given.js';
import type { TestCommand } from './support/log.js';

const planned: TestCommand = {
  command: 'plan-convoy',
  convoy: 'one',
  mode: 'road',
  from: 'ber',
  to: 'gao',
  lines: troops(100),
  occurredAt: '2023-07-02',
};
const departed: TestCommand = { command: 'report-convoy-departed', convoy: 'one', occurredAt: '2023-08-13T06:00:00Z' };
const halted: TestCommand = { command: 'report-convoy-halted', convoy: 'one', occurredAt: '2023-08-13T07:00:00Z' };
const arrived: TestCommand = { command: 'report-convoy-arrived', convoy: 'one', occurredAt: '2023-08-13T09:00:00Z' };
const asked: TestCommand = {
  command: 'report-permit-requested',
  permit: 'trucks',
  kind: 'movement',
  authority: 'Mali',
  for: 'ber',
  occurredAt: '2023-08-01',
};
const answered: TestCommand = {
  command: 'report-permit-answered',
  permit: 'trucks',
  answer: 'granted',
  occurredAt: '2023-08-02',
};
const attacked: TestCommand = {
  command: 'report-convoy-attacked',
  convoy: 'one',
  means: 'mine',
  occurredAt: '2023-08-13T08:00:00Z',
};
const retracted = (entry: number): TestCommand => ({ command: 'retract-entry', entry, reason: 'r' });
const corrected = (entry: number, data: object): TestCommand => ({
  command: 'correct-entry',
  entry,
  replacement: { data },
  reason: 'r',
});
const arrival: TestCommand = { command: 'report-arrival', base: 'ber', lines: troops(5), occurredAt: '2023-08-03' };

describe('the last change of a base', () => {
  it.each<[string, TestCommand[], number]>([
    ['is its opening', [], 1],
    ['is an order about it', [berScheduledFor('2023-08-15')], 3],
    ['is a convoy planned from it', [planned], 3],
    ['is a departure that took its people without naming it', [planned, departed], 4],
    ['is no halt of a convoy that left it', [planned, departed, halted], 4],
    ['is a permit for it', [asked], 3],
    ['is no answer about the permit', [asked, answered], 3],
    ['is a correction of an entry about it', [arrival, corrected(3, { base: 'ber', lines: troops(6) })], 4],
    ['is a correction that says it was another base', [arrival, corrected(3, { base: 'gao', lines: troops(5) })], 4],
    ['is the retraction of what took its people', [planned, departed, retracted(4)], 5],
    ['is the retraction of that retraction', [planned, departed, retracted(4), retracted(5)], 6],
    [
      'is no total of the whole mission',
      [{ command: 'report-strength', measure: 'departed', component: 'all', count: 0, occurredAt: '2023-08-03' }],
      1,
    ],
    ['is not an earlier one once a late entry comes', [arrival, { ...arrival, occurredAt: '2023-08-01' }], 4],
  ])('%s', (_, more, revision) => expect(lastChanges(open, ber, gao, ...more).bases.ber).toBe(revision));

  it('is, for a base that a correction gave up and took back, the newest of those', () => {
    const acts = [
      arrival,
      corrected(3, { base: 'gao', lines: troops(5) }),
      corrected(3, { base: 'ber', lines: troops(5) }),
    ];
    expect(lastChanges(open, ber, gao, ...acts).bases).toEqual({ ber: 5, gao: 5 });
    expect(lastChanges(open, ber, gao, ...acts, retracted(4)).bases).toEqual({ ber: 6, gao: 6 });
  });

  it('is the arrival of those who came to it', () =>
    expect(lastChanges(open, ber, gao, planned, departed, arrived).bases).toEqual({ ber: 4, gao: 5 }));
});

describe('the last change of', () => {
  it('a convoy is the last entry about it, and no entry about the bases on its way', () =>
    expect(lastChanges(open, ber, gao, convoy, halted, arrival).convoys).toEqual({ one: 4 }));

  it('the mission is its opening, deadline or closing, or a correction of those', () => {
    const moved: TestCommand = { command: 'move-deadline', to: '2024-01-31', authority: 'a', reason: 'r' };
    expect(lastChanges(open, ber, arrival).mission).toBe(0);
    expect(lastChanges(open, ber, moved, arrival).mission).toBe(2);
    expect(
      lastChanges(open, ber, moved, corrected(2, { to: '2024-02-01', authority: 'a', reason: 'r' }), arrival).mission,
    ).toBe(3);
    expect(lastChanges(open, ber, moved, retracted(2)).mission).toBe(3);
  });

  it('a permit is its answer', () =>
    expect(lastChanges(open, ber, asked, answered, arrival).permits).toEqual({ trucks: 3 }));

  it('an attack, and its convoy, is its revised toll, and what becomes of that', () => {
    const toll: TestCommand = { command: 'revise-toll', entry: 4, effect: 'adds', occurredAt: '2023-08-14' };
    const given = [open, ber, gao, convoy, attacked, toll];
    expect(lastChanges(...given)).toMatchObject({ convoys: { one: 5 }, incidents: { 'attack/4': 5 } });
    expect(lastChanges(...given, retracted(5))).toMatchObject({ convoys: { one: 6 }, incidents: { 'attack/4': 6 } });
  });
});
