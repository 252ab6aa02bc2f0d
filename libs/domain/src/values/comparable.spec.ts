import { comparable } from './comparable.js';

describe('words that are compared', () => {
  it.each([
    ['without case', 'Water Tank', 'WATER TANK'],
    ['with blanks collapsed', ' water \t tank\n', 'water tank'],
    ['with a blank that does not break', 'water\u00a0tank', 'water tank'],
    ['in one normal form', 'e\u0301quipement', '\u00e9quipement'],
    ['in one normal form, without case', 'E\u0301quipement', '\u00e9quipement'],
    ['with a letter that has two small forms', 'ΟΔΟΣ', 'οδος'],
    ['with a letter that has no capital of its own', 'Straße', 'STRASSE'],
  ])('are equal %s', (_how, one, other) => expect(comparable(one)).toBe(comparable(other)));

  it('stay apart where other letters are', () => {
    expect(comparable('camp')).not.toBe(comparable('camps'));
    expect(comparable('water tank')).not.toBe(comparable('watertank'));
  });

  it('are compared as they are compared already', () =>
    expect(comparable(comparable(' ΟΔΟΣ  İstanbul '))).toBe(comparable(' ΟΔΟΣ  İstanbul ')));
});
