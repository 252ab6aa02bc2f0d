import fc from 'fast-check';
import { criticalPath, never, type Plan } from '#libs/planning';
import { aPlan, atOnce, base, load, planOf, worked } from './support/plans.js';
import { faultsIn, leastEnd } from './support/plan-oracle.js';
import { rounds } from './support/rounds.js';

const slacks = (plan: Plan): number[] => criticalPath(plan).map(({ slack }) => slack);
const neverLower = (before: readonly number[], after: readonly number[]): void =>
  before.forEach((slack, index) => expect(after[index]).toBeGreaterThanOrEqual(slack));

describe('a schedule that is a witness', () => {
  it('obeys every rule, and ends no earlier than the bound', () => {
    fc.assert(
      fc.property(aPlan(6, 4), (plan) => {
        const { feasibleBy, noEarlierThan, departures } = worked(plan);
        if (feasibleBy === never) return;
        expect(faultsIn(plan, departures)).toEqual([]);
        expect(noEarlierThan).toBeLessThanOrEqual(feasibleBy);
      }),
      { numRuns: rounds(300) },
    );
  });

  it('ends within 5 percent of the best there is, of up to 5 bases, in 500 plans', () => {
    fc.assert(
      fc.property(aPlan(5, 2), (plan) => {
        const { feasibleBy } = worked(plan);
        const least = leastEnd(plan);
        expect(least).toBeLessThanOrEqual(feasibleBy);
        expect(feasibleBy === never ? least : feasibleBy).toBeLessThanOrEqual(least * 1.05);
      }),
      { numRuns: rounds(500) },
    );
  });

  it('ends on the day of the best there is where that is one order of many: the long hold first, and two of three loads later', () => {
    const uses = (amount: number) => [{ pool: 0, amount }];
    const bases = [
      base('b0', { loads: [load({ travel: 0, hold: 1, uses: uses(1) })] }),
      base('b1', { loads: [load({ travel: 0, hold: 1, uses: uses(2), closed: [{ from: 0, until: 0 }] })] }),
      base('b2', { loads: [load({ travel: 3, hold: 3, uses: uses(1) })] }),
      base('b3', { loads: [load({ travel: 1, hold: 4, uses: uses(2), closed: [{ from: 10, until: 10 }] })] }),
      base('b4', { loads: [load({ convoys: 2, travel: 4, hold: 6, uses: uses(1) })] }),
    ];
    const steps = [
      { from: 0, amount: 2 },
      { from: 10, amount: 3 },
      { from: 15, amount: 2 },
    ];
    const plan = planOf({ bases, pools: [{ ...atOnce(2), steps }] });
    expect([worked(plan).feasibleBy, leastEnd(plan)]).toEqual([11, 11]);
  });

  it('is never worse than the plan in force, where that can be carried out: in it three escorts never wait', () => {
    const end = 500;
    /** The days on which one escort sets out, each time for as long as it is until the next. */
    const days = fc
      .uniqueArray(fc.integer({ min: 1, max: end - 1 }), { minLength: 4, maxLength: 4 })
      .map((drawn) => [0, ...drawn.toSorted((a, b) => a - b)]);
    fc.assert(
      fc.property(fc.tuple(days, days, days), (escorts) => {
        const legs = escorts.flatMap((of) => of.map((from, leg) => ({ from, until: of[leg + 1] ?? end })));
        const bases = legs.map(({ from, until }, index) => {
          const [travel, hold] = [until - from, until - from];
          return base(`b${index}`, {
            loads: [load({ travel, hold, uses: [{ pool: 0, amount: 1 }], plannedOn: [from] })],
          });
        });
        const plan = planOf({ bases, pools: [atOnce(3)] });
        expect(
          faultsIn(
            plan,
            legs.map(({ from }) => [[from]]),
          ),
        ).toEqual([]);
        expect(worked(plan).feasibleBy).toBeLessThanOrEqual(end);
      }),
      { numRuns: rounds(50) },
    );
  });

  it('is the same for the same plan', () => {
    fc.assert(
      fc.property(aPlan(5, 3), (plan) => expect(worked(plan)).toEqual(worked(plan))),
      { numRuns: rounds(50) },
    );
  });
});

describe('on the critical path alone no slack is lower', () => {
  it('when a way takes fewer days', () => {
    fc.assert(
      fc.property(aPlan(6, 3), fc.nat(5), (plan, which) => {
        const shorter = plan.bases.map((one, index) =>
          index === which % plan.bases.length
            ? { ...one, loads: one.loads.map((each) => ({ ...each, travel: Math.max(0, each.travel - 1) })) }
            : one,
        );
        neverLower(slacks(plan), slacks({ ...plan, bases: shorter }));
      }),
    );
  });

  it('when a base no longer waits for another', () => {
    fc.assert(
      fc.property(aPlan(6, 3), fc.nat(3), (plan, which) =>
        neverLower(slacks(plan), slacks({ ...plan, arcs: plan.arcs.filter((_, index) => index !== which) })),
      ),
    );
  });

  it('when the deadline moves later', () => {
    fc.assert(
      fc.property(aPlan(6, 3), fc.integer({ min: 1, max: 10 }), (plan, days) =>
        neverLower(
          slacks(plan),
          slacks({ ...plan, bases: plan.bases.map((one) => ({ ...one, due: one.due + days })) }),
        ),
      ),
    );
  });
});

describe('eight plans that were worked out by hand', () => {
  it('one base, nothing in its way: left today, there in two days', () => {
    const { times, feasibleBy, noEarlierThan } = worked(planOf({ bases: [base('ber')] }));
    expect(times[0]).toMatchObject({ starts: 0, leaves: 0, arrives: 2, slack: 98, freeSlack: 98 });
    expect([feasibleBy, noEarlierThan]).toEqual([2, 2]);
  });

  it('a hub leaves when its satellite is there; that can slip by nothing before the hub does', () => {
    const plan = planOf({
      bases: [base('ber', { loads: [load({ travel: 3 })] }), base('gao', { loads: [load({ travel: 5 })] })],
      arcs: [{ before: 0, after: 1, kind: 'hub', lag: 0 }],
    });
    const { times, criticalPath: path, feasibleBy } = worked(plan);
    expect(times[1]).toMatchObject({ leaves: 3, arrives: 8, slack: 92, driver: { by: 'hub', before: 0 } });
    expect(times[0]).toMatchObject({ leaves: 0, slack: 92, freeSlack: 0 });
    expect([path, feasibleBy]).toEqual([[0, 1], 8]);
  });

  it('a deadline that is too near leaves less than no slack', () =>
    expect(slacks(planOf({ bases: [base('ber', { due: 1 })] }))).toEqual([-1]));

  it('three convoys and one escort for four days each: nine days and two on the way', () => {
    const bases = [base('ber', { loads: [load({ convoys: 3, uses: [{ pool: 0, amount: 1 }] })] })];
    const { feasibleBy, noEarlierThan, bounds, departures } = worked(planOf({ bases, pools: [atOnce(1)] }));
    expect(departures[0]?.[0]).toEqual([0, 4, 8]);
    expect([feasibleBy, noEarlierThan]).toEqual([10, 10]);
    expect(bounds).toEqual([{ pool: 0, needed: 12, noEarlierThan: 10 }]);
  });

  it('a closed road is waited for', () => {
    const closed = [{ from: 1, until: 5 }];
    expect(worked(planOf({ bases: [base('ber', { loads: [load({ closed })] })] })).times[0]).toMatchObject({
      leaves: 6,
      arrives: 8,
    });
  });

  it('engineers leave last: two days after the other base is there, its first convoy as well as its last', () => {
    const plan = planOf({
      bases: [base('kidal', { loads: [load({ travel: 7 })] }), base('gao', { loads: [load({ convoys: 2 })] })],
      arcs: [{ before: 0, after: 1, kind: 'finish-to-start', lag: 2 }],
    });
    expect(worked(plan).times[1]).toMatchObject({ starts: 9, leaves: 9, arrives: 11 });
  });

  it('two places a day: five convoys leave on three days', () => {
    const bases = [base('ber', { loads: [load({ convoys: 5, uses: [{ pool: 0, amount: 1 }] })] })];
    const pools = [{ ...atOnce(2), perDay: true }];
    expect(worked(planOf({ bases, pools })).departures[0]?.[0]).toEqual([0, 0, 1, 1, 2]);
  });

  it('a convoy that needs more than there ever is never leaves', () => {
    const bases = [base('ber', { loads: [load({ uses: [{ pool: 0, amount: 4 }] })] })];
    const { feasibleBy, bounds } = worked(planOf({ bases, pools: [atOnce(3)] }));
    expect([feasibleBy, bounds[0]?.noEarlierThan]).toEqual([never, never]);
  });
});

describe('a plan without bases', () => {
  it('has nothing to be carried out', () => {
    const { feasibleBy, noEarlierThan, criticalPath: path } = worked(planOf({}));
    expect([feasibleBy, noEarlierThan, path]).toEqual([never, -never, []]);
  });

  it('that wait for each other in a circle is none', () => {
    const arcs = [
      { before: 0, after: 1, kind: 'hub', lag: 0 },
      { before: 1, after: 0, kind: 'hub', lag: 0 },
    ] as const;
    expect(() => worked(planOf({ bases: [base('a'), base('b')], arcs }))).toThrow('circle');
  });
});
