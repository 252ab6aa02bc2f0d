import fc from 'fast-check';
import { fold, pointerOf, resolve, views, type Entry, type FoldOptions, type ViewName } from '#libs/domain';
import {
  behind,
  Chronicle,
  type Along,
  Documents,
  isFollowed,
  leavesOf,
  questionAt,
  type Question,
} from '#libs/explain';
import { generateLog } from './support/generated-log.js';
import { rounds } from './support/rounds.js';
import { finish } from './support/why-checks.js';
import { behindByFolding, followed, nodesNamed, taking } from './support/why-whole.js';

const shownAt = Date.parse('2023-12-01');

const logOf = (seed: number): Promise<Entry[]> =>
  generateLog({
    seed,
    count: 70,
    bases: 3,
    convoys: 4,
    days: 90,
    late: 0.2,
    corrected: 0.1,
    retracted: 0.05,
    reported: 0.2,
    imprecise: 0.2,
    elsewhere: 0.3,
    refoldedAfter: 20,
  });

/** Figures that are followed through the fold: every leaf of every view, and some counts whole. */
function questionsOn(log: readonly Entry[], options: FoldOptions): Question[] {
  const documents = new Documents(fold(log, options).state, { at: options.validAt ?? shownAt });
  const questions = new Map<string, Question>();
  for (const view of Object.keys(views) as ViewName[]) {
    for (const path of leavesOf(documents.of(view))) {
      for (const length of [path.length - 1, path.length]) {
        const question = questionAt(documents, view, pointerOf(path.slice(0, length)));
        if ('plan' in question && isFollowed(question)) questions.set(`${view} ${question.pointer}`, question);
      }
    }
  }
  return [...questions.values()];
}

describe('what is behind a figure', () => {
  it('is by a chronicle what it is by a fold of the whole log, figure by figure, on any axis', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1 }),
        fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
        fc.option(fc.integer({ min: 20, max: 69 }), { nil: undefined }),
        async (seed, day, revision) => {
          const log = await logOf(seed);
          const validAt = day === undefined ? undefined : Date.UTC(2023, 6, 1 + day, 23, 59, 59);
          const options = { ...(validAt !== undefined && { validAt }), ...(revision !== undefined && { revision }) };
          const known = followed(log, options);
          const questions = questionsOn(log, options);
          const folded = behindByFolding(questions, log, options);
          for (const [place, question] of questions.entries()) {
            const { view, pointer } = question;
            const { revisions, moves } = finish(behind(question, known));
            expect({ view, pointer, revisions, moves }).toEqual({ view, pointer, ...folded[place] });
          }
        },
      ),
      { numRuns: rounds(2), endOnFailure: true },
    );
  });

  it('is the same by a chronicle that went back, and by one that branched off: what one takes the other does not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1 }),
        fc.integer({ min: 20, max: 69 }),
        fc.integer({ min: 16, max: 69 }),
        async (seed, kept, back) => {
          const log = await logOf(seed);
          const { effective } = finish(resolve(log));
          const nodes = nodesNamed(log);
          const questions = questionsOn(log, {});
          const found = (now: Chronicle): unknown[] =>
            questions.map((question) =>
              finish(behind(question, { now, recorded: undefined, until: shownAt, isEdited: () => false })),
            );
          const some = (revision: number): boolean => revision % 3 === 0;
          for (const tells of [undefined, some]) {
            const expected = found(taking(new Chronicle(nodes, tells), effective));
            const one = new Chronicle(nodes, tells);
            const states: Along[] = [];
            for (const entry of effective.slice(0, kept)) {
              one.take(entry);
              if (one.length % 16 === 0) states.push(one.along());
            }
            const branch = finish(one.branch(Math.min(kept, back), states));
            // Another log, which has one entry less.
            taking(branch, effective.slice(branch.length + 1));
            expect(found(taking(one, effective.slice(one.length)))).toEqual(expected);
            for (const chronicle of [one, branch]) {
              finish(chronicle.goBack(Math.min(kept, back), states));
              expect(chronicle.length).toBe(Math.floor(Math.min(kept, back, effective.length) / 16) * 16);
              expect(found(taking(chronicle, effective.slice(chronicle.length)))).toEqual(expected);
            }
          }
        },
      ),
      { numRuns: rounds(1) },
    );
  });
});
