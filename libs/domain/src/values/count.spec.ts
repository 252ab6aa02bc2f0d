import fc from 'fast-check';
import { boundsOf, countInWords, minus, plus, tidy, type Count } from './count.js';

const anyCount: fc.Arbitrary<Count> = fc.oneof(
  fc.nat(100_000),
  fc.record({ about: fc.nat(100_000) }),
  fc.record({ atLeast: fc.nat(100_000) }),
  fc.record({ atMost: fc.nat(100_000) }),
  fc.tuple(fc.nat(50_000), fc.nat(50_000)).map(([from, more]) => ({ from, to: from + more })),
);

describe('a count', () => {
  it('"about" is ten percent either way, rounded outward', () => {
    expect(boundsOf({ about: 200 })).toEqual({ low: 180, best: 200, high: 220 });
    expect(boundsOf({ about: 15 })).toEqual({ low: 13, best: 15, high: 17 });
    expect(boundsOf({ about: 110 })).toEqual({ low: 99, best: 110, high: 121 });
  });

  it('"at least" has no known high, "at most" begins at nobody, a range has its middle as best, rounded down', () => {
    expect(boundsOf({ atLeast: 10_500 })).toEqual({ low: 10_500, best: 10_500, high: null });
    expect(boundsOf({ atMost: 6000 })).toEqual({ low: 0, best: 6000, high: 6000 });
    expect(boundsOf({ from: 13, to: 20 })).toEqual({ low: 13, best: 16, high: 20 });
  });

  it('keeps its words', () => {
    expect(countInWords({ about: 11_600 })).toBe('about 11,600');
    expect(countInWords({ from: 13, to: 20 })).toBe('13 to 20');
  });

  it('keeps low <= best <= high through every sum and difference', () =>
    fc.assert(
      fc.property(anyCount, anyCount, (a, b) => {
        for (const sum of [
          tidy(plus(boundsOf(a), boundsOf(b))),
          tidy(minus(plus(boundsOf(a), boundsOf(b)), boundsOf(b))),
        ]) {
          expect(sum.low).toBeGreaterThanOrEqual(0);
          expect(sum.low).toBeLessThanOrEqual(sum.best);
          expect(sum.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(sum.best);
        }
      }),
    ));
});
