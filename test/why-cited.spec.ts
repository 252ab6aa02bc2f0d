import fc from 'fast-check';
import { amends, fold, pointerOf, views, type Entry, type ViewName } from '#libs/domain';
import { behind, Documents, explain, isFollowed, leavesOf, neededFor, questionAt } from '#libs/explain';
import { generateLog } from './support/generated-log.js';
import { rounds } from './support/rounds.js';
import { finish } from './support/why-checks.js';

/** Some entries, and the corrections and retractions of them, by revision. */
function withNaming(log: readonly Entry[], revisions: readonly number[]): Entry[] {
  const members = new Set(revisions);
  for (const entry of log) if (amends(entry) && members.has(entry.data.entry)) members.add(entry.revision);
  return log.filter(({ revision }) => members.has(revision));
}

describe('a figure of which the state knows who said it', () => {
  it('is explained by those entries and what names them as it is by the whole log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), async (seed) => {
        const log = await generateLog({
          seed,
          count: 120,
          bases: 4,
          convoys: 6,
          days: 90,
          late: 0.2,
          corrected: 0.2,
          retracted: 0.1,
          reported: 0,
          imprecise: 0.2,
          elsewhere: 0.3,
          refoldedAfter: 20,
        });
        const documents = new Documents(fold(log).state, { at: Date.parse('2023-12-01') });
        let asked = 0;
        for (const view of Object.keys(views) as ViewName[]) {
          for (const path of [...leavesOf(documents.of(view))].slice(0, 60)) {
            const question = questionAt(documents, view, pointerOf(path));
            if (!('plan' in question) || isFollowed(question)) continue;
            asked++;
            const found = finish(behind(question));
            const told = { behind: found, page: found.revisions };
            const few = finish(explain(question, told, withNaming(log, neededFor(question, told))));
            expect(few).toEqual(finish(explain(question, told, log)));
          }
        }
        expect(asked).toBeGreaterThan(40);
      }),
      { numRuns: rounds(2) },
    );
  });
});
