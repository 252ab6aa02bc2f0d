import { aligned } from './output.js';
import { chanceInWords } from './commands/forecast.js';
import { countInWords } from './commands/summary.js';

describe('a table', () => {
  const rows = [
    ['', 'slack'],
    ['Hamid Karzai International Airport', '-5'],
    ['Ber', '120'],
  ];

  it('has each column as wide as its widest cell, so that a long name moves no figure', () =>
    expect(aligned(rows, ['left', 'right'])).toEqual([
      '                                    slack',
      'Hamid Karzai International Airport     -5',
      'Ber                                   120',
    ]));
});

it.each([
  [null, 'unknown'],
  [0, '0%'],
  [0.004, 'under 1%'],
  [0.5, '50%'],
  [0.997, 'over 99%'],
  [1, '100%'],
])('a probability of %p is said as %s', (chance, words) => expect(chanceInWords(chance)).toBe(words));

it('a number of people has its thousands set off', () =>
  expect(countInWords({ low: 11_000, best: 12_947, high: null })).toBe('12,947 (at least 11,000)'));
