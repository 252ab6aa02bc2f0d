import fc from 'fast-check';
import {
  atOnce,
  evolve,
  emptyState,
  figuresSettled,
  fold,
  resolve,
  views,
  type Entry,
  type FoldOptions,
} from '#libs/domain';
import { generateLog } from '../../../../test/support/generated-log.js';
import { Random } from '../../../../test/support/random.js';
import { rounds } from '../../../../test/support/rounds.js';
import { Past } from '../past/past.js';
import { partedBetween } from './parting.js';
import { seenOf } from './seen.js';

const shownAt = Date.parse('2024-06-01T00:00:00Z');

/** Looks at a log through a horizon. */
async function lookedAt(log: readonly Entry[], past: Past, options: FoldOptions) {
  const take = (revisions: readonly number[]) => Promise.resolve(revisions.flatMap((revision) => log[revision] ?? []));
  const through = await past.through(options, log.length);
  const folded = await through?.folded(take, options.validAt);
  if (!through || !folded) return undefined;
  return seenOf({
    folded,
    options,
    at: shownAt,
    length: log.length,
    naming: () => [],
    take,
    range: (from, until) => Promise.resolve(log.slice(from, until + 1)),
    fold: () => Promise.resolve(through),
  });
}

/** How many entries fold alike at the beginning of two horizons, by the whole log worked out for each. */
function commonLength(log: readonly Entry[], a: FoldOptions, b: FoldOptions): { common: number; lengths: number[] } {
  const both = [a, b].map((options) =>
    atOnce(resolve(log, options)).effective.filter(({ at }) => at <= (options.validAt ?? Number.POSITIVE_INFINITY)),
  );
  const [one = [], other = []] = both;
  const differs = one.findIndex((entry, index) => {
    const its = other[index];
    const says = ({ entry: { revision }, at, occurredAt, data }: typeof entry) =>
      JSON.stringify([revision, at, occurredAt, data]);
    return its === undefined || says(its) !== says(entry);
  });
  return { common: differs === -1 ? one.length : differs, lengths: both.map(({ length }) => length) };
}

describe('two folds that are compared', () => {
  it('part no later than they differ, and come from there to what each shows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), fc.integer({ min: 30, max: 400 }), async (seed, count) => {
        const log = await generateLog({
          seed,
          count,
          bases: 5,
          convoys: 8,
          days: 150,
          late: 0.1,
          corrected: 0.1,
          retracted: 0.05,
          reported: 0.3,
          imprecise: 0.2,
          settled: 0.03,
          refoldedAfter: 20,
        });
        const random = new Random(seed);
        const settled = atOnce(figuresSettled(log));
        const past = new Past({
          take: (revisions) => Promise.resolve(revisions.flatMap((revision) => log[revision] ?? [])),
          async *range(from, until) {
            yield log.slice(from, until + 1);
          },
        });
        const horizon = (): FoldOptions => {
          const one = log[random.below(log.length)];
          if (random.chance(0.1)) return {};
          return random.chance(0.5) ? { validAt: Date.parse(one?.placedAt ?? '') } : { revision: one?.revision };
        };
        for (let time = 0; time < 6; time++) {
          const horizons = [horizon(), horizon()] as const;
          const [a, b] = [await lookedAt(log, past, horizons[0]), await lookedAt(log, past, horizons[1])];
          if (!a || !b) continue;
          const { common, lengths } = commonLength(log, ...horizons);
          for (const [side, { start, effective }] of (await partedBetween(a, b)).entries()) {
            expect(effective.length).toBeGreaterThanOrEqual((lengths[side] ?? 0) - common);
            const state = start ?? emptyState();
            for (const entry of effective) evolve(state, entry);
            const whole = fold(log, { ...horizons[side], settled }).state;
            expect(views.summary(state, { at: shownAt })).toEqual(views.summary(whole, { at: shownAt }));
          }
        }
      }),
      { numRuns: rounds(6) },
    );
  });
});
