import fc from 'fast-check';
import { generateLog, muddledLog } from '../../../../test/support/generated-log.js';
import { rounds } from '../../../../test/support/rounds.js';
import { accountIn } from '../ledger/accounts.js';
import { contingentOf, isWithin, type Node } from '../values/components.js';
import { fold } from './fold.js';
import { isRemaining } from '../state/base.js';

type Books = ReturnType<typeof fold>['state']['books'];

/** What the journal gives for a component of an account: the total, and the revision of the last crossing below zero. */
function pass(books: Books, name: string, top: Node): { total: number; crossed: number | undefined } {
  let [total, crossed]: [number, number | undefined] = [0, undefined];
  for (const { account, node, best, revision } of books.journal) {
    if (account !== name || !isWithin(node, top)) continue;
    if (total >= 0 && total + best < 0) crossed = revision;
    total += best;
  }
  return { total, crossed };
}

describe('what a state keeps up to date entry by entry', () => {
  it('is what the journal and the bases give', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), async (seed) => {
        const log = await generateLog(muddledLog(seed));
        const { books, bases, series } = fold(log).state;
        expect(series.remainingBases).toBe([...bases.values()].filter(isRemaining).length);
        for (const name of books.accounts.keys()) {
          if (name === 'establishment') continue;
          const { totals, crossed } = accountIn(books, name);
          for (const [node, total] of totals) {
            const given = pass(books, name, node);
            expect([name, node, total]).toEqual([name, node, given.total]);
            if (total < 0) expect(crossed.get(node)?.revision).toBe(given.crossed);
          }
        }
        const journal = [...books.journal];
        const departures = journal.filter(({ account, best }) => account === 'departed' && best > 0);
        const named = departures.flatMap(({ node, at }) => {
          const code = contingentOf(node);
          return code === undefined ? [] : [[code, at] as const];
        });
        expect(new Map(books.lastDepartures)).toEqual(new Map(named));
      }),
      { numRuns: rounds(15) },
    );
  });
});
