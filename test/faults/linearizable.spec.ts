import { unexplained, type Exchange, type Point } from '../support/linearizable.js';

/** A log of numbers: a question adds one, or asks how many there are. */
type Question = 'add' | 'count';

/** What is added says where it came to stand; a count of `length` can only be given at that length. */
const explain = async ({ question, answer }: Exchange<Question, number>, from: number): Promise<Point | undefined> => {
  if (answer < from) return undefined;
  return question === 'add' ? { before: answer, after: answer + 1 } : { before: answer, after: answer };
};

const exchange = (question: Question, answer: number, asked: number, answered: number) => ({
  question,
  answer,
  asked,
  answered,
});

describe('the checker of answers', () => {
  it('takes what one alone could have answered, in whatever order those at the same time came', async () => {
    const exchanges = [
      exchange('add', 1, 0, 5),
      exchange('add', 0, 1, 4),
      exchange('count', 0, 2, 3),
      exchange('count', 2, 6, 7),
    ];
    expect(await unexplained(exchanges, explain)).toEqual([]);
  });

  it('finds a look at a state that was over before it was asked for', async () => {
    const late = exchange('count', 0, 2, 3);
    expect(await unexplained([exchange('add', 0, 0, 1), late], explain)).toEqual([{ exchange: late, from: 1 }]);
  });

  it('finds a look that falls behind another one', async () => {
    const behind = exchange('count', 0, 4, 5);
    const exchanges = [exchange('add', 0, 0, 9), exchange('count', 1, 1, 3), behind];
    expect(await unexplained(exchanges, explain)).toEqual([{ exchange: behind, from: 1 }]);
  });

  it('finds an entry that stands before one that was acknowledged before it was sent', async () => {
    const before = exchange('add', 0, 2, 3);
    expect(await unexplained([exchange('add', 1, 0, 1), before], explain)).toEqual([{ exchange: before, from: 2 }]);
  });
});
