import fc from 'fast-check';
import type { Entry } from '#libs/domain';
import { CheckpointedFold } from '#libs/timeline';
import { RecordedLog, takingRecorded } from '../apps/server/src/queries/recorded-log.js';
import { entries } from './bench/rows.js';
import { generateLog } from './support/generated-log.js';
import { rounds } from './support/rounds.js';

/** Reads a log, and counts how many of its entries were read. */
function reading(log: readonly Entry[]) {
  let count = 0;
  const take = takingRecorded(async (revisions) => {
    count += revisions.length;
    return revisions.flatMap((revision) => log[revision] ?? []);
  });
  return {
    take,
    /** How many were read since it was asked last. */
    read: () => {
      const read = count;
      count = 0;
      return read;
    },
  };
}

const upTo = (length: number): number[] => Array.from({ length }, (_, revision) => revision);

/** The revisions of a log in the order in which it folds, each with where it stands. */
const orderOf = ({ log }: CheckpointedFold) => [...log.after(undefined)].map((one) => [one, log.placementOf(one)]);

describe('a log as it was recorded', () => {
  it('is the same from a beginning that is kept as from its first entry, whatever of it was known', async () => {
    const asked = fc.array(fc.tuple(fc.nat({ max: 50 }), fc.array(fc.nat({ max: 49 }))), {
      minLength: 2,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), asked, async (seed, questions) => {
        const wanted = { count: 50, bases: 3, convoys: 4, days: 60, late: 0.3, corrected: 0.15, retracted: 0.1 };
        const log = await generateLog({ seed, ...wanted, reported: 0.2, imprecise: 0.2, elsewhere: 0.2 });
        const { take } = reading(log);
        const kept = new RecordedLog(16);
        for (const [length, others] of questions) {
          const seen = new Set([...upTo(Math.min(length, log.length)), ...others.filter((one) => one < log.length)]);
          const revisions = [...seen].toSorted((a, b) => a - b);
          const anew = await CheckpointedFold.empty.renewed([], revisions, take);
          expect([revisions, orderOf(await kept.of(revisions, take))]).toEqual([revisions, orderOf(anew)]);
        }
      }),
      { numRuns: rounds(4) },
    );
  });

  it('is placed once for all questions: each reads no more than what follows the nearest beginning', async () => {
    const { take, read } = reading([...entries(1000)]);
    const kept = new RecordedLog(64);
    await kept.of(upTo(1000), take);
    expect(read()).toBe(1000);
    for (const length of [1000, 999, 700, 65, 64, 1000]) {
      await kept.of(upTo(length), take);
      expect([length, read()]).toEqual([length, length === 1000 ? 0 : length % 64]);
    }
    await kept.of([...upTo(130), 500, 501], take);
    expect(read()).toBe(2 + 2);
  });
});
