import { SingleBar } from 'cli-progress';
import { say } from './output.js';

/** How far an import is: a bar on a terminal, words alone elsewhere. */
export class Progress {
  private readonly bar: SingleBar | undefined;

  /** `bytes` is the size of the file, if it is known. */
  constructor(bytes: number | undefined) {
    if (!process.stderr.isTTY) return;
    const format = bytes === undefined ? 'importing line {line}' : 'importing {bar} {percentage}%, line {line}';
    this.bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true, hideCursor: false });
    this.bar.start(bytes ?? 0, 0, { line: 0 });
  }

  /** A line is done. */
  at(bytesRead: number, line: number): void {
    this.bar?.update(bytesRead, { line });
  }

  /** Says words without leaving half a bar behind; the bar is drawn again below them. */
  say(words: string): void {
    if (this.bar) process.stderr.write('\r\u001B[K');
    say(words);
  }

  /** Takes the bar away. */
  stop(): void {
    this.bar?.stop();
  }
}
