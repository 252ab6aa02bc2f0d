import { readFileSync } from 'node:fs';
import { befores, outcomeOf, thens, type Before, type Then } from './support/convoy-reports.js';

const rows = readFileSync('docs/reference/convoys.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('the table of what is told of a convoy', () => {
  it('rules every pair of reports once', () => {
    const pairs = Object.keys(befores).flatMap((before) => Object.keys(thens).map((then) => `${before} / ${then}`));
    expect(rows.map(([before, then]) => `${before} / ${then}`)).toEqual(pairs);
  });

  it.each(rows)('is what happens: %s, then %s', (before = '', then = '', ...ruled) => {
    const [books, status, beside, opens, settles] = ruled;
    expect(outcomeOf(before as Before, then as Then)).toEqual({ books, status, beside, opens, settles });
  });
});
