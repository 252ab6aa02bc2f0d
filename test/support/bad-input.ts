import { readFileSync } from 'node:fs';

/** What is answered to bad input, as the page has it. */
export interface Row {
  status: number;
  code: string;
  sentence: string;
}

/** The rows of a section of the page about bad input, by what is sent. */
export function rowsOf(section: string): ReadonlyMap<string, Row> {
  const page = readFileSync('docs/reference/bad-input.md', 'utf8');
  const [, text = ''] = page.split(`\n## ${section}\n`);
  const [only = ''] = text.split('\n## ', 1);
  const rows = only
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (input|---)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, input = '', status = '', code = '', sentence = '']): [string, Row] => [
      input,
      { status: Number(status), code: code.replaceAll('`', ''), sentence },
    ]);
  return new Map(rows);
}
