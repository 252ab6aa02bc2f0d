import { readComponent, readId, readText, readWord, readYesOrNo } from './words.js';
import { readCount, readNumber } from './numbers.js';
import { orderIn, readDay, readPlanned, readWhen } from './days.js';
import { isEmpty, type Cell, type Read, type Reading } from './cell.js';

const plain: Reading = { order: undefined, hasDecimalComma: false, is1904: false };
const dmy: Reading = { ...plain, order: 'dmy' };
const mdy: Reading = { ...plain, order: 'mdy' };
const semicolons: Reading = { ...plain, hasDecimalComma: true };

const wordsOf = (read: Read): unknown =>
  'value' in read
    ? read.value
    : read.fault.en.map((part) => (typeof part === 'string' ? part : Object.values(part)[0])).join('');

describe('a count is read as people write it', () => {
  it.each<[Cell, unknown, Reading?]>([
    [200, 200],
    ['200', 200],
    [200.00000000000003, 200],
    ['200\u200B', 200],
    ['5,802', 5802],
    ['5 802', 5802],
    ['5\u202F802', 5802],
    ['5.802', 5802, semicolons],
    ['200.0', 200],
    ['5802.000', 5802],
    ['1,234,567', 1234567],
    ['5’802', 5802],
    ['5,802.00', 5802],
    ['ca. 200', { about: 200 }],
    ['c. 1,200', { about: 1200 }],
    ['about 200', { about: 200 }],
    ['environ 200', { about: 200 }],
    ['~200', { about: 200 }],
    ['200-250', { from: 200, to: 250 }],
    ['200 – 250', { from: 200, to: 250 }],
    ['entre 200 et 250', { from: 200, to: 250 }],
    ['1,200 to 1,300', { from: 1200, to: 1300 }],
    ['more than 10,500', { atLeast: 10500 }],
    ['10,500+', { atLeast: 10500 }],
    ['≥ 200', { atLeast: 200 }],
    ['plus de 200', { atLeast: 200 }],
    ['almost 6,000', { atMost: 6000 }],
    ['<= 200', { atMost: 200 }],
  ])('%p', (cell, value, reading = plain) => expect(readCount(cell, reading)).toEqual({ value }));

  it.each<[Cell, RegExp, Reading?]>([
    [1.5, /no whole number/],
    [-3, /no whole number/],
    ['1.5', /no whole number/],
    ['5.802', /no whole number/],
    ['5,802', /no whole number/, semicolons],
    ['1.000', /no whole number/],
    ['5,000', /no whole number/, semicolons],
    ['ca. 1.000', /is no count/],
    ['1.000-2.000', /no whole number/],
    ['12 15', /no whole number/],
    ['1 00 0', /no whole number/],
    ['1,234.567,000', /no whole number/],
    ['-5', /no whole number/],
    ['250-200', /ends below where it begins/],
    ['many', /is no count/],
  ])('and %p is not', (cell, words, reading = plain) => expect(wordsOf(readCount(cell, reading))).toMatch(words));
});

describe('a day is read as people write it', () => {
  it.each<[Cell, unknown, Reading?]>([
    ['2023-08-13', '2023-08-13'],
    ['2023-08', '2023-08'],
    ['2023/8/13', '2023-08-13'],
    ['13/08/2023', '2023-08-13'],
    ['08/13/2023', '2023-08-13'],
    ['13.08.2023', '2023-08-13'],
    ['03.08.2023', '2023-08-03'],
    ['03/08/2023', '2023-08-03', dmy],
    ['03/08/2023', '2023-03-08', mdy],
    ['08/08/2023', '2023-08-08'],
    ['13 Aug 2023', '2023-08-13'],
    ['13-Aug-2023', '2023-08-13'],
    ['August 13, 2023', '2023-08-13'],
    ['Sunday 13th August 2023', '2023-08-13'],
    ['13 août 2023', '2023-08-13'],
    ['1er septembre 2023', '2023-09-01'],
    ['Aug 2023', '2023-08'],
    [45151, '2023-08-13'],
    ['45151', '2023-08-13'],
    [{ day: '2023-08-13', hasTime: false }, '2023-08-13'],
  ])('%p', (cell, value, reading = plain) => expect(readDay(cell, reading)).toEqual({ value }));

  it.each<[Cell, RegExp]>([
    ['03/08/2023', /may be 2023-08-03 or 2023-03-08/],
    ['30/02/2023', /no day of the calendar/],
    ['00/01/2023', /no day of the calendar/],
    ['13/08/23', /year of two digits/],
    ['2023-08-13 14:30', /time of day without its zone/],
    [45151.5, /time of day without its zone/],
    [{ day: '2023-08-13', hasTime: true }, /time of day without its zone/],
    ['mid-November', /is no date/],
    [12, /is no date/],
    ['Ma 2023', /is no date/],
  ])('and %p is not', (cell, words) => expect(wordsOf(readDay(cell, plain))).toMatch(words));

  it('with an instant where something happened', () =>
    expect(readWhen('2023-08-13T08:30:00Z', plain)).toEqual({ value: '2023-08-13T08:30:00Z' }));

  it.each<[Cell, unknown]>([
    ['about 15 August 2023', { about: '2023-08-15' }],
    ['ca. 2023-08-15', { about: '2023-08-15' }],
    ['2023-08-10 to 2023-08-15', { from: '2023-08-10', to: '2023-08-15' }],
    ['du 13/08/2023 au 15/08/2023', { from: '2023-08-13', to: '2023-08-15' }],
    ['2023-11', '2023-11'],
    ['2023-08-15', '2023-08-15'],
  ])('with what is planned: %p', (cell, value) => expect(readPlanned(cell, plain)).toEqual({ value }));

  it('and a planned date in words that name no day is told every way to write one', () =>
    expect(wordsOf(readPlanned('mid-November', plain))).toMatch(/is no date\. .*about 2023-08-13, 2023-08-10 to/));

  it('in the order that the column shows', () => {
    expect(orderIn(['03/08/2023', '13/08/2023'])).toBe('dmy');
    expect(orderIn(['03/08/2023', '08/13/2023'])).toBe('mdy');
    expect(orderIn(['13/08/2023', '08/13/2023'])).toBe('mixed');
    expect(orderIn(['03/08/2023', '13.08.2023', null])).toBeUndefined();
  });
});

describe('words are read as people write them', () => {
  it.each<[(cell: Cell) => Read, Cell, unknown]>([
    [readId, 'Ménaka', 'menaka'],
    [readId, 'Camp 2 (north)', 'camp-2-north'],
    [readId, 'medical/Timbuktu', 'medical/timbuktu'],
    [readComponent, 'Troops', 'uniformed/troops'],
    [readComponent, 'uniformed/troops', 'uniformed/troops'],
    [readWord, 'Super camp', 'super-camp'],
    [readWord, 'HQ', 'headquarters'],
    [readYesOrNo, 'Oui', true],
    [readYesOrNo, 'x', true],
    [readText, "'=1+1", '=1+1'],
    [readText, ' Ber ', 'Ber'],
  ])('%p: %p', (read, cell, value) => expect(read(cell)).toEqual({ value }));

  it('and a dash says nothing', () => {
    expect(['', ' ', '-', '–', 'n/a', null].every((cell) => isEmpty(cell))).toBe(true);
    expect(isEmpty('0')).toBe(false);
  });

  it('and numbers have a decimal comma between semicolons', () => {
    expect(readNumber('16,83', semicolons)).toEqual({ value: 16.83 });
    expect(readNumber('-2.53', plain)).toEqual({ value: -2.53 });
    expect(wordsOf(readNumber('16,83', plain))).toMatch(/is no number/);
  });

  it('and degrees with minutes are no number', () => {
    expect(wordsOf(readNumber('1 30', plain))).toMatch(/is no number/);
  });
});
