import fc from 'fast-check';
import { apportion } from './apportion.js';
import { assertAtBase, type BaseTotal } from './base-assertion.js';
import { emptyBooks, register, type Books, type LineLike } from './accounts.js';
import { boundsOf, type Bounds, type Count } from '../values/count.js';
import { measureOf } from './measures.js';
import { enter, move } from './movements.js';
import { peopleIn } from './places.js';
import { assertTotal, type Total } from './balance-assertion.js';

const cause = { revision: 1, at: 0 };
const exact = (n: number): Bounds => ({ low: n, best: n, high: n });

/** Books of a mission opened with these lines. */
function opened(...lines: LineLike[]): Books {
  const books = emptyBooks();
  enter(books, cause, 'baseline', 'unallocated', lines);
  return books;
}

const totalOf = (measure: Total['measure'], node: string, count: Count): Total => ({
  measure,
  node,
  claim: boundsOf(count),
  exact: typeof count === 'number',
});

const atBase = (base: string, node: string, count: Count): BaseTotal => ({
  base,
  node,
  claim: boundsOf(count),
  exact: typeof count === 'number',
});

const sumOf = (books: Books): number =>
  [...books.accounts.values()].flatMap(({ own }) => [...own.values()]).reduce((sum, { best }) => sum + best, 0);

const uniformed = (count: Count): LineLike => ({ component: 'uniformed', count });

describe('the books', () => {
  it('conserve people: a move inside the mission changes no total, leaving the country does', () => {
    const books = opened(uniformed(1000));
    move(books, cause, 'unallocated', 'base/ber', [uniformed({ about: 200 })]);
    expect(measureOf(books, 'present', 'all')).toEqual(exact(1000));
    expect(peopleIn(books, 'base/ber')).toEqual({ low: 180, best: 200, high: 220 });
    move(books, cause, 'base/ber', 'departed', [uniformed({ about: 200 })]);
    expect(measureOf(books, 'departed', 'all')).toEqual({ low: 180, best: 200, high: 220 });
    expect(measureOf(books, 'present', 'all')).toEqual({ low: 780, best: 800, high: 820 });
    expect(sumOf(books)).toBe(0);
  });

  it('a base whose whole best amount left is empty for certain', () => {
    const books = opened(uniformed(1000));
    move(books, cause, 'unallocated', 'base/ber', [uniformed({ about: 200 })]);
    move(books, cause, 'base/ber', 'convoy/one', [uniformed({ about: 200 })]);
    expect(peopleIn(books, 'base/ber')).toEqual(exact(0));
  });
});

describe('a stated total', () => {
  it('sets the books where it is exact, so that increments inside it are not counted twice', () => {
    const books = opened(uniformed(13_100));
    move(books, cause, 'unallocated', 'departed', [uniformed({ atLeast: 460 })]);
    assertTotal(books, cause, totalOf('departed', 'uniformed', 675));
    expect(measureOf(books, 'departed', 'uniformed')).toEqual(exact(675));
    expect(measureOf(books, 'departed', 'all')).toEqual(exact(675));
    expect(measureOf(books, 'present', 'all')).toEqual(exact(12_425));
    expect(sumOf(books)).toBe(0);
  });

  it('moves the best only as far as needed where it is bounded', () => {
    const books = opened(uniformed(13_100));
    assertTotal(books, cause, totalOf('departed', 'all', 10_040));
    assertTotal(books, cause, totalOf('departed', 'all', { atLeast: 10_500 }));
    expect(measureOf(books, 'departed', 'all')).toEqual({ low: 10_500, best: 10_500, high: null });
  });

  it('confirms what the books already say', () => {
    const books = opened(uniformed(13_100));
    assertTotal(books, cause, totalOf('departed', 'all', 675));
    const before = books.journal.length;
    assertTotal(books, cause, totalOf('departed', 'all', { about: 700 }));
    expect(measureOf(books, 'departed', 'all')).toEqual(exact(675));
    expect(books.journal.length).toBe(before);
  });

  it('is taken at its own best where there are no books at all', () => {
    const books = opened(uniformed(13_100));
    assertTotal(books, cause, totalOf('departed', 'uniformed', { about: 700 }));
    expect(measureOf(books, 'departed', 'uniformed')).toEqual({ low: 630, best: 700, high: 770 });
  });

  it('of people who left cannot take people back', () => {
    const books = opened(uniformed(13_100));
    assertTotal(books, cause, totalOf('departed', 'all', 1000));
    expect(assertTotal(books, cause, totalOf('departed', 'all', 900))).toHaveProperty('refused');
    expect(measureOf(books, 'departed', 'all')).toEqual(exact(1000));
  });

  it('of a child takes from what its parent holds unsplit, then from unallocated', () => {
    const books = opened(uniformed(12_944), { component: 'civilian', count: 927 });
    assertTotal(books, cause, totalOf('departed', 'all', 5802));
    assertTotal(books, cause, totalOf('departed', 'uniformed', 9680));
    assertTotal(books, cause, totalOf('departed', 'civilian', 360));
    expect(measureOf(books, 'departed', 'all')).toEqual(exact(10_040));
    expect(measureOf(books, 'departed', 'uniformed')).toEqual(exact(9680));
    expect(measureOf(books, 'present', 'uniformed')).toEqual(exact(12_944 - 9680));
    expect(measureOf(books, 'present', 'civilian')).toEqual(exact(927 - 360));
  });

  it('an unsplit amount is shared by those still present, and widens what the parts may be', () => {
    const books = opened(uniformed(300), { component: 'civilian', count: 100 });
    assertTotal(books, cause, totalOf('departed', 'all', 100));
    expect(measureOf(books, 'departed', 'uniformed')).toEqual({ low: 0, best: 75, high: 100 });
    expect(measureOf(books, 'present', 'uniformed')).toEqual({ low: 200, best: 225, high: 300 });
    expect(measureOf(books, 'departed', 'civilian').best + measureOf(books, 'departed', 'uniformed').best).toBe(100);
  });

  it('of those present finds those who left untold', () => {
    const books = opened(uniformed(1000));
    assertTotal(books, cause, totalOf('present', 'all', 900));
    expect(measureOf(books, 'departed', 'all').best).toBe(100);
    expect(measureOf(books, 'present', 'all')).toEqual(exact(900));
    assertTotal(books, cause, totalOf('present', 'all', 950));
    expect(measureOf(books, 'present', 'all')).toEqual(exact(950));
    expect(sumOf(books)).toBe(0);
  });

  it('of one base is settled against unallocated', () => {
    const books = opened(uniformed(1000));
    assertAtBase(books, cause, atBase('ber', 'uniformed', { about: 150 }));
    expect(peopleIn(books, 'base/ber')).toEqual({ low: 135, best: 150, high: 165 });
    expect(measureOf(books, 'present', 'all')).toEqual(exact(1000));
  });

  it('of the baseline changes who is present, too', () => {
    const books = opened(
      { component: 'uniformed/troops', count: { about: 11_600 } },
      { component: 'uniformed/police', count: { about: 1500 } },
    );
    assertTotal(books, cause, totalOf('baseline', 'uniformed', 12_947));
    expect(measureOf(books, 'baseline', 'uniformed')).toEqual(exact(12_947));
    expect(measureOf(books, 'present', 'all')).toEqual(exact(12_947));
  });

  it('leaves the accounts at zero, whatever is moved and stated in whatever order', () => {
    const node = fc.constantFrom('all', 'uniformed', 'uniformed/troops', 'uniformed/police', 'civilian');
    const count: fc.Arbitrary<Count> = fc.oneof(
      fc.nat(3000),
      fc.record({ about: fc.nat(3000) }),
      fc.record({ atLeast: fc.nat(3000) }),
    );
    const place = fc.constantFrom('unallocated', 'base/ber', 'base/gao', 'convoy/one', 'departed', 'died');
    const step = fc.oneof(
      fc.record({ move: fc.tuple(place, place), node, count }),
      fc.record({ measure: fc.constantFrom<Total['measure'][]>('baseline', 'present', 'departed'), node, count }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const books = opened(
          { component: 'uniformed/troops', count: 11_600 },
          { component: 'uniformed/police', count: { about: 1500 } },
        );
        for (const one of steps) {
          if ('move' in one) move(books, cause, one.move[0], one.move[1], [{ component: one.node, count: one.count }]);
          else assertTotal(books, cause, totalOf(one.measure, one.node, one.count));
          expect(sumOf(books)).toBe(0);
          for (const measure of ['baseline', 'present', 'departed', 'died'] as const) {
            const { low, best, high } = measureOf(books, measure, 'all');
            expect(low).toBeLessThanOrEqual(best);
            if (high !== null) expect(best).toBeLessThanOrEqual(high);
          }
        }
      }),
    );
  });
});

describe('largest remainder', () => {
  it('gives whole shares that add up, none above its limit', () =>
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.array(fc.record({ weight: fc.nat(100), limit: fc.nat(500) }), { maxLength: 6 }),
        (amount, weights) => {
          const parts = weights.map((part, index) => ({ name: `c${index}`, ...part }));
          const shares = apportion(amount, parts);
          const open = parts.filter(({ weight }) => weight > 0);
          const room = open.reduce((sum, { limit }) => sum + limit, 0);
          expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBe(Math.min(amount, room));
          for (const { name, limit } of parts) expect(shares.get(name) ?? 0).toBeLessThanOrEqual(limit);
        },
      ),
    ));
});

describe('people whom nobody has split', () => {
  it('first make up for those who left without having been booked', () => {
    const books = opened({ component: 'uniformed/troops', count: 90 }, { component: 'civilian', count: 10 });
    move(books, cause, 'unallocated', 'base/ber', [{ component: 'all', count: 100 }]);
    register(books, 'uniformed/police');
    move(books, cause, 'base/ber', 'departed', [{ component: 'uniformed/police', count: 5 }]);
    const people = ['uniformed/police', 'uniformed/troops', 'civilian', 'all'].map(
      (node) => peopleIn(books, 'base/ber', node).best,
    );
    expect(people[0]).toBe(0);
    expect(people.slice(1, 3).every((best) => best >= 0)).toBe(true);
    expect(people[3]).toBe(95);
  });
});
