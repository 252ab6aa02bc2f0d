import fc from 'fast-check';
import { emptyState, evolve, fold, pointerOf, resolve, type MissionState } from '#libs/domain';
import { Documents, leavesOf, questionAt, touchesIn, type Question } from '#libs/explain';
import { day } from './support/given.js';
import { generateLog } from './support/generated-log.js';
import { Random } from './support/random.js';
import { rounds } from './support/rounds.js';
import { finish } from './support/why-checks.js';

const { at } = day('2024-03-01');

const wanted = (seed: number, count: number) => ({
  seed,
  count,
  bases: 4,
  convoys: 4,
  days: 100,
  late: 0.2,
  corrected: 0.1,
  retracted: 0.05,
  reported: 0,
  imprecise: 0.1,
});

/** Why each figure of some views is what it is, as far as it is followed through the fold. */
function followed(state: MissionState): Question[] {
  const documents = new Documents(state, { at });
  return (['summary', 'bases', 'convoys'] as const).flatMap((view) =>
    [...leavesOf(documents.of(view))].flatMap((path) => {
      const question = questionAt(documents, view, pointerOf(path));
      return 'plan' in question && 'walk' in question.plan ? [question] : [];
    }),
  );
}

describe('what some entries did to figures', () => {
  it('is what they do where all entries are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), fc.integer({ min: 20, max: 150 }), async (seed, count) => {
        const log = await generateLog(wanted(seed, count));
        const random = new Random(seed);
        const { effective } = finish(resolve(log, {}));
        const questions = followed(fold(log).state);
        const parted = 1 + random.below(effective.length - 1);
        const folding = () => ({
          start: effective.slice(0, parted).reduce(evolve, emptyState()),
          effective: effective.slice(parted),
        });
        const asked = new Set(log.map(({ revision }) => revision).filter(() => random.chance(0.3)));
        const whole = finish(touchesIn(questions, folding()));
        const some = finish(touchesIn(questions, folding(), asked));
        expect(some.map((touches) => [...touches])).toEqual(
          whole.map((touches) => [...touches].filter(([revision]) => asked.has(revision))),
        );
      }),
      { numRuns: rounds(12) },
    );
  });
});
