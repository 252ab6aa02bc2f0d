import { extend, fold, views } from '#libs/domain';
import { ber, bestOf, day, gao, open, stateOf, troops } from './support/given.js';
import { record, type TestCommand } from './support/log.js';

const late: TestCommand = {
  command: 'establish-base',
  base: 'late',
  name: 'Late',
  kind: 'camp',
  occurredAt: '2023-08-10',
};
const counted: TestCommand = {
  command: 'report-strength',
  base: 'late',
  measure: 'present',
  component: 'uniformed',
  count: 50,
  occurredAt: '2023-08-05T12:00:00Z',
};
const arrived: TestCommand = {
  command: 'report-arrival',
  base: 'late',
  lines: troops(10),
  occurredAt: '2023-08-04T12:00:00Z',
};
const peopleAt = (base: string, ...commands: TestCommand[]): unknown =>
  views.bases(stateOf(open, ber, gao, ...commands), day('2023-08-11')).items.find(({ id }) => id === base)?.people;
const exactly = (count: number): object => ({ low: count, best: count, high: count });

describe('what waits for a base that was typed late', () => {
  it('folds by when it happened, in whatever order it was recorded', () => {
    expect(peopleAt('late', late, counted, arrived)).toEqual(exactly(50));
    expect(peopleAt('late', late, arrived, counted)).toEqual(exactly(50));
  });

  it('comes before what happened after the base was there', () => {
    const left: TestCommand = {
      command: 'report-repatriation',
      from: 'late',
      lines: troops(7),
      occurredAt: '2023-08-10',
    };
    expect(peopleAt('late', late, left, counted, arrived)).toEqual(exactly(43));
  });
});

describe('what waits for a convoy', () => {
  const departure: TestCommand = {
    command: 'report-convoy-departed',
    convoy: 'c1',
    from: 'ber',
    to: 'gao',
    lines: troops(100),
    occurredAt: '2023-08-06T12:00:00Z',
  };
  const attack: TestCommand = {
    command: 'report-convoy-attacked',
    convoy: 'c1',
    means: 'mine',
    occurredAt: '2023-08-04T12:00:00Z',
  };
  const arrival: TestCommand = { command: 'report-convoy-arrived', convoy: 'c1', occurredAt: '2023-08-05T12:00:00Z' };

  it.each([
    ['attacked first', [attack, arrival]],
    ['arrived first', [arrival, attack]],
  ])('folds by when it happened: %s', (_, reports) => {
    const state = stateOf(open, ber, gao, departure, ...reports);
    expect(views.discrepancies(state, day('2023-08-11')).items).toEqual([]);
    expect(views.bases(state, day('2023-08-11')).items.map(({ people }) => bestOf(people))).toEqual([100, 100]);
  });

  it('stands among what waits for the base that the convoy waits for', () => {
    const typedLate = { ...departure, from: 'late', occurredAt: '2023-08-06T12:00:00Z' };
    const recounted = { ...counted, count: 30, occurredAt: '2023-08-07T12:00:00Z' };
    const order = [late, typedLate, recounted, counted, { ...arrival, occurredAt: '2023-08-08T12:00:00Z' }];
    expect(peopleAt('late', ...order)).toEqual(exactly(30));
  });

  it('is opened by the departure that happened first, also where another was recorded before it', () => {
    const second = { ...departure, from: 'gao', to: 'ber', occurredAt: '2023-08-09T12:00:00Z' };
    const peopleAfter = (...commands: TestCommand[]): unknown =>
      views
        .bases(stateOf(open, ber, gao, ...commands), day('2023-08-11'))
        .items.map(({ id, people }) => [id, bestOf(people)]);
    expect(peopleAfter(second, departure)).toEqual(peopleAfter(departure, second));
    expect(peopleAfter(second, departure)).toContainEqual(['ber', 100]);
  });
});

describe('an entry on top', () => {
  it('is taken where it waits and comes last, and else says that it cannot be', () => {
    const entries = record([open, ber, gao, late, arrived, counted]);
    const folded = fold(entries.slice(0, 5));
    expect(extend(folded, entries[5] as never)).toBe(true);
    const other = record([open, ber, gao, late, counted, arrived]);
    expect(extend(fold(other.slice(0, 5)), other[5] as never)).toBe(false);
  });
});
