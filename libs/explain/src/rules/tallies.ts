import { eachOf, isIn, numberIn, type Formula } from '../approach.js';

/** How many things there are. */
export const number = (things: string): Formula => ({
  text: `the number of ${things}`,
  compute: (inputs) => inputs.length,
});

/** How many things have one of some words. */
export const isOneOf = (things: string, ...words: string[]): Formula => ({
  text: `the number of ${things} whose ${things === 'convoys' ? 'state' : 'status'} is ${words.join(' or ')}`,
  compute: (inputs) => inputs.filter(({ value }) => words.some((word) => word === value)).length,
});

/** How many bases remain for the liquidation. */
export const isRemainingInLiquidation: Formula = {
  text: 'the number of liquidation bases that remain (held, scheduled or withdrawing)',
  compute: (inputs) => eachOf(inputs).filter((one) => isIn(one, 'remaining') && isIn(one, 'liquidation')).length,
};

/** How many bases somebody else is said to be in. */
export const isOccupied: Formula = {
  text: 'the number of bases that are said to be occupied by others',
  compute: (inputs) => inputs.length,
};

/** A sum of numbers. */
export const sumOf = (what: string): Formula => ({
  text: `the sum of ${what}`,
  compute: (inputs) => inputs.reduce((sum, one) => sum + (numberIn([one], one.name) ?? 0), 0),
});
