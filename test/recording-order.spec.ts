import { fold, views, type Entry } from '#libs/domain';
import fc from 'fast-check';
import { day, gao, open, troops } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { rounds } from './support/rounds.js';

const zone = (hour: number): string => new Date(Date.parse('2023-08-01T00:00:00Z') + hour * 3_600_000).toISOString();

/** Things that happen at the hours of August, each at its own; the base may have been there only long after. */
const happenings: ((hour: number) => TestCommand)[] = [
  (hour) => ({ command: 'report-arrival', base: 'late', lines: troops(10), occurredAt: zone(hour) }),
  (hour) => ({ command: 'report-repatriation', from: 'late', lines: troops(4), occurredAt: zone(hour) }),
  (hour) => ({
    command: 'report-strength',
    base: 'late',
    measure: 'present',
    component: 'uniformed',
    count: 50 + hour,
    occurredAt: zone(hour),
  }),
  (hour) => ({ command: 'report-arrival', base: 'gao', lines: troops(7), occurredAt: zone(hour) }),
  (hour) => ({
    command: 'report-convoy-departed',
    convoy: 'c1',
    from: 'late',
    to: 'gao',
    lines: troops(20),
    occurredAt: zone(hour),
  }),
  (hour) => ({ command: 'report-withdrawal-started', base: 'late', occurredAt: zone(hour) }),
];
const aboutConvoy: ((hour: number) => TestCommand)[] = [
  (hour) => ({ command: 'report-convoy-halted', convoy: 'c1', occurredAt: zone(hour) }),
  (hour) => ({ command: 'report-convoy-arrived', convoy: 'c1', occurredAt: zone(hour) }),
  (hour) => ({
    command: 'report-convoy-attacked',
    convoy: 'c1',
    means: 'mine',
    casualties: [{ side: 'peacekeeper', killed: 1 }],
    occurredAt: zone(hour),
  }),
];
const late = (hour: number): TestCommand => ({
  command: 'establish-base',
  base: 'late',
  name: 'Late',
  kind: 'camp',
  garrison: troops(100),
  occurredAt: zone(hour),
});

/** What the views show of the people, whatever revisions they name. */
function shown(log: readonly Entry[]): unknown {
  const { state } = fold(log);
  const at = day('2023-10-01');
  const bases = views.bases(state, at).items.map(({ id, people, status }) => [id, people, status] as const);
  const convoys = views
    .convoys(state, at)
    .items.map(({ id, people, state: is, attacked }) => [id, people, is, attacked]);
  const { strength, convoys: tally, casualties } = views.summary(state, at);
  return {
    bases: Object.fromEntries(bases.map(([id, ...figures]) => [id, figures])),
    convoys,
    strength,
    tally,
    casualties,
  };
}

const someReports = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.boolean()), {
  selector: ([hour]) => hour,
  minLength: 2,
  maxLength: 12,
});

describe('a base that was typed late', () => {
  it('gives the same figures as one typed in time', () => {
    fc.assert(
      fc.property(someReports, fc.integer({ min: 1, max: 220 }), (drawn, hour) => {
        const reports = drawn.map(([at, which]) => (happenings[which % 4] as (at: number) => TestCommand)(at));
        const ofBase = reports.filter(({ base, from }) => base === 'late' || from === 'late');
        const inTime = record([open, gao, late(0), ...ofBase]);
        const afterwards = record([open, gao, late(hour), ...ofBase]);
        expect(shown(afterwards)).toEqual(shown(inTime));
      }),
      { numRuns: rounds(60) },
    );
  });
});

describe('the figures', () => {
  it('depend on when things happened, not on the order in which they were recorded', () => {
    fc.assert(
      fc.property(someReports, fc.integer({ min: 250, max: 300 }), fc.infiniteStream(fc.nat()), (drawn, hour, keys) => {
        const opening = (happenings[4] as (at: number) => TestCommand)(0.5);
        const reports = drawn.map(([at, which, isConvoy]) => {
          const kinds = isConvoy ? aboutConvoy : happenings;
          return (kinds[which % kinds.length] as (at: number) => TestCommand)(at);
        });
        const shuffled = reports
          .map((report) => ({ report, key: keys.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ report }) => report);
        const base = late(drawn[0]?.[2] ? hour : 0);
        const [one, other] = [reports, shuffled].map((some) => shown(record([open, gao, base, opening, ...some])));
        expect(other).toEqual(one);
      }),
      { numRuns: rounds(60) },
    );
  });
});
