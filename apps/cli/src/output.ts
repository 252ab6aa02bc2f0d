import { once } from 'node:events';

/** Text without control characters: what others wrote must not move the cursor or colour the terminal. */
export const plain = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** Says words to the person, on stderr. */
export function say(words: string): void {
  process.stderr.write(`${words.split('\n').map(plain).join('\n')}\n`);
}

/** Writes data to stdout, no faster than it is read. */
export async function write(data: string): Promise<void> {
  if (data === '') return;
  if (!process.stdout.write(data.endsWith('\n') ? data : `${data}\n`)) await once(process.stdout, 'drain');
}

/** A reader that has seen enough (`drawdown export m | head`) is no error. */
export function endQuietlyWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}
