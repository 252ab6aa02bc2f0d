import { isDeepStrictEqual } from 'node:util';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonical, written } from './index.js';
import { rounds } from '../../../test/support/rounds.js';

describe('canonical JSON', () => {
  it('is what RFC 8785 says, as its reference implementation does it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const fromJson = JSON.parse(JSON.stringify({ value })) as object;
        expect(canonical(fromJson)).toBe(canonicalize(fromJson));
      }),
      { numRuns: rounds(2000) },
    );
  });

  it('is written with the value as whoever parses it has it, key by key', () => {
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom('a', 'b', '10', '9', '-0', 'constructor', 'length', 'toJSON', ''),
    );
    const leaf = fc.oneof(fc.string(), fc.double(), fc.constantFrom(0, -0, 1e21, null, true, false, undefined));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value')), fc.dictionary(key, tie('value'), { maxKeys: 25 })),
    }));
    const finite = (one: unknown): boolean =>
      typeof one === 'number'
        ? Number.isFinite(one)
        : typeof one !== 'object' || one === null || Object.values(one).every(finite);
    fc.assert(
      fc.property(value.filter(finite), (one) => {
        const { text, read } = written({ one });
        expect(text).toBe(canonicalize(JSON.parse(JSON.stringify({ one }))));
        // Key by key: a view lists them as they come.
        expect(JSON.stringify(read)).toBe(JSON.stringify(JSON.parse(text)));
        expect(isDeepStrictEqual(read, JSON.parse(text))).toBe(true);
      }),
      { numRuns: rounds(2000) },
    );
  });

  it('copies nothing that is in order already', () => {
    const value = { actor: { id: 'kidal' }, lines: [{ count: 1 }], what: 'a report' };
    expect(written(value).read).toBe(value);
  });

  it('sorts keys by their UTF-16 code units, numbers among them', () => {
    expect(canonical({ b: 1, a: 2, 10: 3, 9: 4, é: 5, '\u{1f6a9}': 6, '\ufb33': 7 })).toBe(
      '{"10":3,"9":4,"a":2,"b":1,"é":5,"\u{1f6a9}":6,"\ufb33":7}',
    );
  });

  // The test data that the authors of RFC 8785 publish: input, canonical output.
  it.each([
    ['arrays', String.raw`[56,{"d":true,"10":null,"1":[ ]}]`, '[56,{"1":[],"10":null,"d":true}]'],
    [
      'french',
      String.raw`{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ingnore locale"}`,
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ingnore locale"}',
    ],
    [
      'structures',
      String.raw`{"1":{"f":{"f":"hi","F":5} ,"\n":56.0},"10":{ },"":"empty","a":{ },"111":[ { } ],"A":{ }}`,
      String.raw`{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}`,
    ],
    ['unicode', String.raw`{"Unnormalized Unicode":"\u0041\u030a"}`, '{"Unnormalized Unicode":"A\u030a"}'],
    ['unicode', String.raw`{"Unnormalized Unicode":"\u1e0d\u0307"}`, '{"Unnormalized Unicode":"\u1e0d\u0307"}'],
    [
      'values',
      String.raw`{"numbers":[1E30,4.50,333333333.33333329,2e-3,0.000000000000000000000000001],"escaping":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
      String.raw`{"escaping":"€$\u000f\nA'B\"\\\\\"/","literals":[null,true,false],"numbers":[1e+30,4.5,333333333.3333333,0.002,1e-27]}`,
    ],
    [
      'weird',
      String.raw`{"\u20ac":"Euro Sign","1":"One","\u0080":"Control\u007f","\ud83d\ude02":"Smiley","\u00f6":"Latin Small Letter O With Diaeresis","\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}`,
      '{"1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign","\u{1f602}":"Smiley","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
  ])('has the published form of %s', (_, input, output) => expect(canonical(JSON.parse(input) as object)).toBe(output));

  // RFC 8785, appendix B: numbers by their bits.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
  ])('writes the number %s as %s', (bits, text) =>
    expect(canonical([Buffer.from(bits, 'hex').readDoubleBE()])).toBe(`[${text}]`),
  );
});
