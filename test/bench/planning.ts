import { feasibility } from '#libs/planning';
import { inSlices } from '#libs/timeline';
import { atOnce, base, load, planOf } from '../support/plans.js';
import { heldFigure } from './held.js';
import { timed } from './past.js';
import { median, type Figure } from './report.js';

const [bases, convoys, rounds] = [200, 10, 7];
/** Most milliseconds that it is to take. */
const goal = 200;

/** Satellites and their hubs, by ways of all lengths, some closed for a while, and three resources that are short. */
const large = planOf({
  bases: Array.from({ length: bases }, (_, one) =>
    base(`base-${one}`, {
      due: 400,
      loads: [
        load({
          convoys,
          travel: 1 + (one % 5),
          hold: 5 + (one % 7),
          uses: [{ pool: one % 3, amount: 1 + (one % 2) }],
          closed: one % 4 === 0 ? [{ from: 20, until: 30 }] : [],
        }),
      ],
    }),
  ),
  arcs: Array.from({ length: bases - 20 }, (_, one) => ({
    before: one,
    after: bases - 20 + (one % 20),
    kind: 'hub' as const,
    lag: 0,
  })),
  pools: [atOnce(30), atOnce(20, 'trucks'), { ...atOnce(12, 'places'), perDay: true }],
});

/** Whether a plan of 200 bases with 10 convoys each can be carried out, against the time that it is to take at most. */
export async function planning(): Promise<Figure[]> {
  const { ms, heldMs } = await timed(
    Array.from({ length: rounds }, () => async () => void (await inSlices(feasibility(large)))),
  );
  const taken = median(ms);
  const name = `schedule of ${bases} bases x ${convoys} convoys`;
  return [
    { name, value: taken, unit: 'ms', baseline: `${goal} ms`, ratio: goal / taken, goal: 1 },
    heldFigure(name, heldMs),
  ];
}
