import fc from 'fast-check';
import { feasibility, never, type Feasibility, type Plan, type PlanBase, type PlanLoad } from '#libs/planning';

/** What is worked out of a plan, at once. */
export function worked(plan: Plan): Feasibility {
  const work = feasibility(plan);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export const load = (given: Partial<PlanLoad> = {}): PlanLoad => ({
  convoys: 1,
  travel: 2,
  hold: 4,
  uses: [],
  closed: [],
  ...given,
});
export const base = (id: string, given: Partial<PlanBase> = {}): PlanBase => ({
  id,
  due: 100,
  counts: true,
  awaits: -never,
  loads: [load()],
  ...given,
});
export const planOf = (given: Partial<Plan>): Plan => ({ today: 0, bases: [], arcs: [], pools: [], ...given });
/** A pool of so many at once, from the first day on. */
export const atOnce = (amount: number, resource = 'escort') => ({
  resource,
  perDay: false,
  steps: [{ from: 0, amount }],
  busy: [],
});

const kinds = ['hub', 'finish-to-start', 'start-to-start', 'finish-to-finish'] as const;

const aLoad = (most: number) =>
  fc.record({
    convoys: fc.integer({ min: 1, max: most }),
    travel: fc.integer({ min: 0, max: 4 }),
    hold: fc.integer({ min: 1, max: 6 }),
    amount: fc.integer({ min: 0, max: 2 }),
    closed: fc.option(fc.record({ from: fc.integer({ min: 0, max: 12 }), days: fc.integer({ min: 1, max: 5 }) })),
  });

/** Plans of a few bases and convoys, with one pool, closures, and arcs from earlier bases to later ones. */
export const aPlan = (basesMax: number, convoysMax: number): fc.Arbitrary<Plan> =>
  fc
    .record({
      loads: fc.array(aLoad(convoysMax), { minLength: 1, maxLength: basesMax }),
      arcs: fc.array(
        fc.record({
          before: fc.nat(basesMax - 1),
          after: fc.nat(basesMax - 1),
          kind: fc.constantFrom(...kinds),
          lag: fc.integer({ min: 0, max: 3 }),
        }),
        { maxLength: 4 },
      ),
      capacity: fc.integer({ min: 2, max: 3 }),
      less: fc.option(fc.record({ from: fc.integer({ min: 1, max: 10 }), amount: fc.integer({ min: 0, max: 3 }) })),
      perDay: fc.boolean(),
      due: fc.integer({ min: 0, max: 30 }),
    })
    .map(({ loads, arcs, capacity, less, perDay, due }) => ({
      today: 0,
      bases: loads.map(({ amount, closed, ...rest }, index) =>
        base(`b${index}`, {
          due,
          loads: [
            {
              ...rest,
              hold: Math.max(rest.hold, rest.travel, 1),
              uses: amount === 0 ? [] : [{ pool: 0, amount }],
              closed: closed ? [{ from: closed.from, until: closed.from + closed.days - 1 }] : [],
            },
          ],
        }),
      ),
      arcs: arcs.filter(({ before, after }) => before < after && after < loads.length),
      pools: [
        {
          resource: 'escort',
          perDay,
          steps: [{ from: 0, amount: capacity }, ...(less ? [less, { from: less.from + 5, amount: capacity }] : [])],
          busy: [],
        },
      ],
    }));
