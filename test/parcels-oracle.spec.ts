import { fold, measureOf, type Measure } from '#libs/domain';
import fc from 'fast-check';
import { yearLong } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { differences } from './support/parcels-oracle.js';
import { rounds } from './support/rounds.js';

const whom = fc.constantFrom(
  { component: 'all' },
  { component: 'uniformed' },
  { component: 'uniformed/troops' },
  { component: 'uniformed/troops', contingent: 'BFA' },
  { component: 'uniformed/troops', contingent: 'SEN' },
  { component: 'uniformed/police' },
  { component: 'uniformed', contingent: 'BFA' },
  { component: 'civilian' },
);

/** Whose people the garrison may hold. */
const there = fc.constantFrom(
  { component: 'all' },
  { component: 'uniformed' },
  { component: 'uniformed/troops' },
  { component: 'uniformed/troops', contingent: 'BFA' },
);

/** Steps of random logs, whose flows have counts of a kind. */
const stepsOf = (count: fc.Arbitrary<unknown>, measures: string[], from: fc.Arbitrary<string | undefined>) => {
  const line = fc.record({ whom, count }).map((one) => ({ ...one.whom, count: one.count }));
  const lines = fc.array(line, { minLength: 1, maxLength: 3 });
  const lineThere = fc.record({ whom: there, count }).map((one) => ({ ...one.whom, count: one.count }));
  const fromThere = fc.array(lineThere, { minLength: 1, maxLength: 3 });
  const stated = fc
    .record({ measure: fc.constantFrom(...measures), whom, count: fc.nat(400) })
    .map((one) => ({ command: 'report-strength', measure: one.measure, ...one.whom, count: one.count }));
  const killed = fc.nat(40);
  const step: fc.Arbitrary<TestCommand> = fc.oneof(
    fc.record({ lines: fromThere, from }).map((data) => ({ command: 'report-repatriation', ...data })),
    lines.map((some) => ({ command: 'report-arrival', base: 'ber', lines: some })),
    fc.record({ lines: fromThere, from }).map((data) => ({ command: 'report-separation', ...data, how: 'missing' })),
    lines.map((some) => ({ command: 'report-repatriation', lines: some })),
    lines.map((some) => ({ command: 'report-separation', lines: some, how: 'missing' })),
    fc.record({ whom: there, killed, from }).map((one) => ({
      command: 'report-incident',
      ...(one.from !== undefined && { base: one.from }),
      kind: 'attack',
      summary: 's',
      casualties: [{ side: 'peacekeeper', killed: one.killed, ...one.whom }],
    })),
    stated,
    stated,
  );
  return fc.record({
    strength: fc.array(line, { minLength: 1, maxLength: 4 }),
    steps: fc.array(step, { minLength: 1, maxLength: 10 }),
  });
};

/** A log of an opening, a base, and steps an hour apart. */
const entriesOf = ({ strength, steps }: { strength: object[]; steps: TestCommand[] }, garrison?: object[]) =>
  record([
    yearLong(strength),
    {
      command: 'establish-base',
      base: 'ber',
      name: 'Ber',
      kind: 'camp',
      ...(garrison && { garrison }),
      occurredAt: '2022-01-01T00:00:00Z',
    },
    ...steps.map((one, index) => ({
      ...(JSON.parse(JSON.stringify(one)) as TestCommand),
      ...(one.command === 'report-incident' && { incident: `i${index}` }),
      occurredAt: new Date(Date.UTC(2022, 0, 2, index)).toISOString(),
    })),
  ]);

const [T, P] = ['uniformed/troops', 'uniformed/police'];
const total = (measure: string, component: string, count: number, contingent?: string): TestCommand => ({
  command: 'report-strength',
  measure,
  component,
  contingent,
  count,
});
const people = (...lines: [string, number][]) => lines.map(([component, count]) => ({ component, count }));

describe('a total of a part', () => {
  const shown = (strength: object[], ...steps: TestCommand[]) => {
    const entries = entriesOf({ strength, steps });
    expect(differences(entries)).toEqual([]);
    const { books } = fold(entries).state;
    return (measure: Measure, node: string): number => measureOf(books, measure, node).best;
  };

  it('leaves the totals of all above it that were stated, where the nearest one keeps its own', () => {
    const figure = shown(
      people([T, 900], [P, 100]),
      total('baseline', 'uniformed', 1000),
      total('baseline', 'all', 1000),
      total('baseline', T, 920),
    );
    expect(['all', 'uniformed', T, P].map((node) => figure('baseline', node))).toEqual([1000, 1000, 920, 80]);
  });

  it('is shared as what is left of it, once it was set off', () => {
    const figure = shown(
      people([T, 100]),
      total('baseline', 'all', 0),
      total('baseline', T, 60, 'SEN'),
      total('baseline', T, 0),
      { command: 'report-repatriation', lines: people(['all', 100]) },
    );
    expect(['all', T, `${T}@SEN`].map((node) => figure('baseline', node))).toEqual([0, 0, 60]);
  });

  it('takes its share of those who died and of those who separated as both were shown', () => {
    const figure = shown(
      people([T, 100], [P, 100]),
      {
        command: 'report-incident',
        kind: 'attack',
        summary: 's',
        casualties: [{ side: 'peacekeeper', killed: 100, component: 'all' }],
      },
      { command: 'report-separation', lines: people(['all', 100]), how: 'missing' },
      total('present', T, 0),
    );
    expect((['died', 'separated', 'departed'] as const).map((measure) => figure(measure, T))).toEqual([50, 50, 0]);
    expect(figure('present', P)).toBe(0);
  });
});

const every = ['baseline', 'present', 'departed'];
const nowhere = fc.constant(undefined);
const runs = { numRuns: rounds(60) };

describe('the figures of the population', () => {
  it('are what a naive reading of the ruling comes to', () => {
    fc.assert(
      fc.property(stepsOf(fc.nat(400), every, nowhere), (log) => expect(differences(entriesOf(log))).toEqual([])),
      runs,
    );
  });

  // A total of the departed below bounded books is a discrepancy or not by their low: those are left out.
  it('have best values that bounds of what is told do not touch', () => {
    const count = fc.oneof(
      fc.nat(400),
      fc.record({ about: fc.nat(400) }),
      fc.record({ atLeast: fc.nat(400) }),
      fc.record({ atMost: fc.nat(400) }),
    );
    fc.assert(
      fc.property(stepsOf(count, ['baseline', 'present'], nowhere), (log) =>
        expect(differences(entriesOf(log))).toEqual([]),
      ),
      runs,
    );
  });

  // Beyond those who are there the ruling is silent about whose places the missing took: the garrison is large enough.
  it('share those who left a base among those told to be there', () => {
    const garrison = [
      { component: 'uniformed/troops', contingent: 'BFA', count: 6_000 },
      { component: 'uniformed', count: 4_000 },
    ];
    fc.assert(
      fc.property(stepsOf(fc.nat(100), every, fc.constantFrom(undefined, 'ber')), (log) =>
        expect(differences(entriesOf(log, garrison))).toEqual([]),
      ),
      runs,
    );
  });
});
