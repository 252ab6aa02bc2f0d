import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonical } from './index.js';

describe('canonical JSON', () => {
  it('is what RFC 8785 says, as its reference implementation does it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const fromJson = JSON.parse(JSON.stringify({ value })) as object;
        expect(canonical(fromJson)).toBe(canonicalize(fromJson));
      }),
      { numRuns: 2000 },
    );
  });

  it('sorts keys by their UTF-16 code units, numbers among them', () => {
    expect(canonical({ b: 1, a: 2, 10: 3, 9: 4, é: 5, '\u{1f6a9}': 6, '\ufb33': 7 })).toBe(
      '{"10":3,"9":4,"a":2,"b":1,"é":5,"\u{1f6a9}":6,"\ufb33":7}',
    );
  });
});
