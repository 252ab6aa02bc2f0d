import { once } from 'node:events';

/** In which format something is written: a table or words without one. */
export interface Formats {
  json?: true;
  csv?: true;
}

const blanks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Control characters, and those that turn the direction of what follows. */
const commanding = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Text in one line, with control and direction characters escaped (`\\u001b`): what others wrote must neither move the cursor
 * nor colour the terminal, nor be read in another order than it was written in, and whoever reads sees that it was tried.
 */
export const plain = (text: string): string =>
  text.replaceAll(blanks, ' ').replaceAll(commanding, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Says words to the person, on stderr. */
export function say(words: string): void {
  process.stderr.write(`${words.split('\n').map(plain).join('\n')}\n`);
}

/** Writes data to stdout, no faster than it is read. */
export async function write(data: string): Promise<void> {
  if (data === '') return;
  if (!process.stdout.write(data.endsWith('\n') ? data : `${data}\n`)) await once(process.stdout, 'drain');
}

/** How a column of a table stands: texts at its left, figures at its right. */
export type Side = 'left' | 'right';

/** Rows as lines, each column as wide as its widest cell; texts stand at the left, unless it is said otherwise. */
export function aligned(rows: readonly (readonly string[])[], sides: readonly Side[] = []): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) =>
        sides[column] === 'right' ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** Why the system did not do something, in its words: "no space left on device". */
export const reasonOf = ({ message }: Error): string => message.replace(/^[A-Z\d]+: |, \w+( .*)?$/g, '');

/** A reader that has seen enough (`drawdown export m | head`) is no error; a disk that is full is said. */
export function endWithOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    say(`drawdown: the output cannot be written: ${reasonOf(error)}.`);
    process.exit(1);
  });
}
