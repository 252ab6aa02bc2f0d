import fc from 'fast-check';
import { generateLog, muddledLog } from '../../../../test/support/generated-log.js';
import { rounds } from '../../../../test/support/rounds.js';
import { fold } from '../fold/fold.js';
import { accountIn, figure, figuresOf, nodesOf, unsplit } from '../ledger/accounts.js';
import { ancestorsOf } from '../values/components.js';
import { zero } from '../values/count.js';
import { shortTop } from './below-zero.js';

describe('an account that holds fewer than nobody', () => {
  it('is named by the highest component that lacks people, all whom nobody has split above it counted in', async () => {
    let [named, ofAsserted] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), async (seed) => {
        const log = await generateLog(muddledLog(seed));
        const { state } = fold(log);
        for (const name of state.books.accounts.keys()) {
          if (name === 'establishment') continue;
          const account = accountIn(state.books, name);
          const figures = figuresOf(account);
          for (const node of nodesOf(state.books))
            expect([name, node, figures.get(node) ?? zero]).toEqual([name, node, figure(state.books, account, node)]);
          const [short] = nodesOf(state.books)
            .filter((node) => !node.includes('@'))
            .map((component) => {
              const above = ancestorsOf(component).reduce((sum, one) => sum + Math.max(0, unsplit(account, one)), 0);
              return { component, missing: -(figure(state.books, account, component).best + above) };
            })
            .filter(({ missing }) => missing > 0)
            .toSorted((a, b) => ancestorsOf(a.component).length - ancestorsOf(b.component).length);
          expect([name, shortTop(state, name)]).toEqual([name, short]);
          if (short) named++;
          if (short && account.asserted.size > 0) ofAsserted++;
        }
      }),
      { numRuns: rounds(15) },
    );
    expect([named > 0, ofAsserted > 0]).toEqual([true, true]);
  });
});
