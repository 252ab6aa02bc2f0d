/** Says a line to whoever runs the server. */
export const say = (line: string): void => void process.stderr.write(`drawdown: ${line}\n`);

/** An I/O error on commit leaves the outcome unknown: the process ends at once, and nothing more is answered. */
export function endWithoutAnswering(error: unknown): never {
  say(
    `${error instanceof Error ? error.message : String(error)}\nEnding without answering; restart, and send unanswered commands again with their key.`,
  );
  process.exit(70);
}
