import { mock } from 'node:test';
import { makeProgram } from '../../apps/cli/src/program.js';

/** What the command line writes, run in this process; `onWritten` hears all of it so far, each time that more comes. */
export async function runHere(
  url: string,
  args: readonly string[],
  env: Record<string, string>,
  onWritten: (out: string) => void = () => undefined,
): Promise<string> {
  let out = '';
  const written = mock.method(process.stdout, 'write', (text: string | Uint8Array, ...more: unknown[]) => {
    out += String(text);
    for (const done of more) if (typeof done === 'function') done();
    onWritten(out);
    return true;
  });
  try {
    await makeProgram({ dir: '.', version: '' }, env).parseAsync(['node', 'drawdown', '--url', url, ...args]);
  } finally {
    written.mock.restore();
  }
  return out.trim();
}
