import fc from 'fast-check';
import { rounds } from '../../../../test/support/rounds.js';
import { boundsOf } from '../values/count.js';
import type { Node } from '../values/components.js';
import { emptyBooks, forkBooks, nodesOf, type Books, type LineLike } from './accounts.js';
import { apportion } from './apportion.js';
import { assertTotal, type Total } from './balance-assertion.js';
import { coverLosses } from './cover-losses.js';
import { figuring, type Measure } from './measures.js';
import { enter, move } from './movements.js';
import { parcelsAt } from './parcels.js';
import { goneAccounts, toldAccounts, type Parcel, type Told } from './population.js';
import { KeptRanges, rangesIn } from './ranges.js';
import { exactly, isAnyLimited } from './shares.js';

type Figures = Record<Told, number>;

/** The same by the rule itself: of all parcels that several may have a share of, the fewest candidates first, then the oldest. */
function sharedOneByOne(books: Books): (node: Node) => Figures {
  const figures = new Map<Node, Figures>();
  for (const [node, known] of books.population) {
    const [came, went] = [known.baseline, (account: Told) => known[account].fallen - known[account].several];
    const baseline = came.held + came.fallen - came.several;
    figures.set(node, {
      baseline,
      arrived: known.arrived.held,
      departed: went('departed'),
      separated: went('separated'),
      died: went('died'),
    });
  }
  const at = (node: Node): Figures => figures.get(node) as Figures;
  const left = (node: Node): number =>
    at(node).baseline + at(node).arrived - at(node).departed - at(node).separated - at(node).died;
  const shareAll = (accounts: readonly Told[], sign: 1 | -1, limitOf: (node: Node) => number): void => {
    const several: { account: Told; node: Node; parcel: Parcel }[] = [];
    for (const node of books.population.keys())
      for (const account of accounts)
        for (const parcel of parcelsAt(books, account, node))
          if (parcel.candidates > 1) several.push({ account, node, parcel });
    several.sort((a, b) => a.parcel.candidates - b.parcel.candidates || a.parcel.age - b.parcel.age);
    for (const { account, node, parcel } of several) {
      let given = new Map(parcel.shares);
      if (parcel.shares.some(([name, people]) => people > 0 && people > limitOf(name))) {
        const parts = parcel.among
          .filter(([name]) => given.has(name))
          .map(([name, weight]) => ({ name, weight, limit: Math.max(0, limitOf(name)) }));
        const all = Math.abs(parcel.amount.best);
        given = apportion(all, parts, node);
        const rest = [...given.values()].reduce((sum, people) => sum - people, all);
        given.set(node, (given.get(node) ?? 0) + rest);
      }
      for (const [name, people] of given) at(name)[account] += sign * people;
    }
  };
  shareAll(['baseline'], -1, (node) => at(node).baseline);
  shareAll(goneAccounts, 1, left);
  return at;
}

const parts = ['uniformed', 'uniformed/troops', 'uniformed/police', 'civilian', 'all'];
const count = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 0, max: 60 }).map((about) => ({ about })),
  fc.integer({ min: 0, max: 60 }).map((atLeast) => ({ atLeast })),
);
const line = fc.record(
  {
    component: fc.constantFrom(...parts),
    contingent: fc.constantFrom('BFA', 'SEN', 'TGO'),
    count,
  },
  { requiredKeys: ['component', 'count'] },
);
const nodes = ['all', 'uniformed', 'uniformed/troops', 'civilian', 'uniformed/troops@BFA', 'civilian@SEN'];

/** What may happen to books of a few people, of whom more leave than there are, without saying who. */
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ how: fc.constant('comes' as const), line }) },
  {
    weight: 8,
    arbitrary: fc.record({
      how: fc.constant('goes' as const),
      from: fc.constantFrom('unallocated', 'base/ber'),
      to: fc.constantFrom('departed', 'separated', 'died'),
      line,
    }),
  },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('returns' as const), line }) },
  {
    weight: 2,
    arbitrary: fc.record({
      how: fc.constant('total' as const),
      measure: fc.constantFrom<Total['measure']>('baseline', 'present', 'departed'),
      node: fc.constantFrom(...nodes),
      count,
    }),
  },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('fork' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function take(books: Books, one: Step, place: number): void {
  const cause = { revision: place, at: place };
  if (one.how === 'comes') enter(books, cause, 'arrived', 'base/ber', [one.line]);
  if (one.how === 'goes') move(books, cause, one.from, one.to, [one.line]);
  if (one.how === 'returns') move(books, cause, 'departed', 'base/ber', [one.line]);
  if (one.how === 'total') {
    const { measure, node, count: told } = one;
    assertTotal(books, cause, { measure, node, claim: boundsOf(told), exact: typeof told === 'number' });
  }
  coverLosses(books, cause);
}

const begun = (): Books => {
  const books = emptyBooks();
  const lines: LineLike[] = [
    { component: 'uniformed', count: 150 },
    { component: 'civilian', count: 60 },
  ];
  enter(books, { revision: 0, at: 0 }, 'baseline', 'unallocated', lines);
  for (const contingent of ['BFA', 'SEN', 'TGO'])
    enter(books, { revision: 0, at: 0 }, 'arrived', 'base/ber', [
      { component: 'uniformed/troops', contingent, count: 20 },
      { component: 'civilian', contingent, count: 5 },
    ]);
  return books;
};

/** What happens, and after how many steps somebody asks again. */
const steps = fc.record({
  happened: fc.array(step, { minLength: 60, maxLength: 160 }),
  every: fc.integer({ min: 1, max: 4 }),
});

/** Takes steps, and looks at the books now and then. */
function following(
  { happened, every }: { happened: readonly Step[]; every: number },
  look: (books: Books, isNew: boolean) => void,
): void {
  let books = begun();
  let isNew = true;
  for (const [place, one] of happened.entries()) {
    // What is kept of books stays with them.
    if (one.how === 'fork') [books, isNew] = [forkBooks(books), true];
    else take(books, one, place + 1);
    if (place % every !== 0) continue;
    look(books, isNew);
    isNew = false;
  }
}

describe('shares within limits, of books that are asked again and again', () => {
  it('are what sharing parcel by parcel gives', () => {
    let limited = 0;
    fc.assert(
      fc.property(steps, (taken) =>
        following(taken, (books) => {
          if (!isAnyLimited(books)) return;
          limited++;
          const [exact, plain] = [exactly(books), sharedOneByOne(books)];
          for (const node of books.population.keys()) expect([node, exact(node)]).toEqual([node, plain(node)]);
        }),
      ),
      { numRuns: rounds(25) },
    );
    expect(limited).toBeGreaterThan(rounds(25));
  });
});

describe('ranges that are kept of books as they grow', () => {
  it('make the figures that the books make without them', () => {
    const measures: readonly Measure[] = ['present', ...toldAccounts];
    fc.assert(
      fc.property(steps, (taken) => {
        let kept = new KeptRanges();
        following(taken, (books, isNew) => {
          if (isNew) kept = new KeptRanges();
          const [one, other] = [figuring(books, kept.of(books)), figuring(books, rangesIn(books))];
          for (const node of nodesOf(books))
            for (const measure of measures)
              expect([node, measure, one(measure, node)]).toEqual([node, measure, other(measure, node)]);
        });
      }),
      { numRuns: rounds(8) },
    );
  });
});
