/** A question and its answer. Both times are counts of what happened in the test: what is answered before another is asked has a lower one. */
export interface Exchange<Q, A> {
  question: Q;
  answer: A;
  asked: number;
  answered: number;
}

/** Where in the order of a log an answer belongs: how many entries there were when it was decided, and when it was given. */
export interface Point {
  before: number;
  after: number;
}

/**
 * Checks that all answers could have been given by one server alone, in some order in which whatever was answered before
 * something else was asked comes first. `explain` gives the least point, at or after a number of entries, at which one server
 * alone would have answered so; undefined if there is none. Answers the exchanges that nothing explains: none if all is well.
 *
 * The log itself orders what was recorded, and everything else changes nothing: so it is enough to give each answer the least
 * point that those before it leave open.
 */
export async function unexplained<Q, A>(
  exchanges: readonly Exchange<Q, A>[],
  explain: (exchange: Exchange<Q, A>, from: number) => Promise<Point | undefined>,
): Promise<{ exchange: Exchange<Q, A>; from: number }[]> {
  const placed: { answered: number; after: number }[] = [];
  const failed: { exchange: Exchange<Q, A>; from: number }[] = [];
  for (const exchange of exchanges.toSorted((a, b) => a.asked - b.asked)) {
    const earlier = placed.filter(({ answered }) => answered < exchange.asked);
    const from = Math.max(0, ...earlier.map(({ after }) => after));
    const point = await explain(exchange, from);
    if (point) placed.push({ answered: exchange.answered, after: point.after });
    else failed.push({ exchange, from });
  }
  return failed;
}
