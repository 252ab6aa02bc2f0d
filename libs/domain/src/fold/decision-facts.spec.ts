import fc from 'fast-check';
import { generateLog } from '../../../../test/support/generated-log.js';
import { rounds } from '../../../../test/support/rounds.js';
import { emptyFacts, noteEntry, takeBackEntry } from './decision-facts.js';

describe('what decisions ask of a log', () => {
  it('is after entries were taken back what it was before they were noted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), fc.nat({ max: 120 }), async (seed, kept) => {
        const log = await generateLog({
          seed,
          count: 120,
          bases: 4,
          convoys: 4,
          days: 60,
          late: 0.2,
          corrected: 0.1,
          retracted: 0.05,
          reported: 0.2,
          imprecise: 0.3,
          refoldedAfter: 20,
        });
        const [facts, expected] = [emptyFacts(), emptyFacts()];
        for (const entry of log) noteEntry(facts, entry);
        for (const entry of log.slice(0, kept)) noteEntry(expected, entry);
        for (const entry of log.slice(kept).toReversed()) takeBackEntry(facts, entry, expected.recordedAt);
        expect(facts).toEqual(expected);
      }),
      { numRuns: rounds(15) },
    );
  });
});
