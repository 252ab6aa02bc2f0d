import { existsSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Figure } from './report.js';

/** Most milliseconds that anything is to hold the event loop. */
const heldMsMax = 50;

/** Where Linux says for how long a thread has worked, and waited for a processor. */
const scheduled = '/proc/thread-self/schedstat';

/** For how long this thread has waited for a processor so far, in milliseconds: what others hold is not ours. */
const waitedMs = (): number =>
  existsSync(scheduled) ? Number(readFileSync(scheduled, 'utf8').split(' ')[1]) / 1e6 : 0;

/** Does some work, and says for how long the event loop was held at most meanwhile, in milliseconds. */
export async function heldWhile(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let longest = 0;
  const state = { isDone: false };
  const looks = (async () => {
    let waited = waitedMs();
    delay.enable();
    while (!state.isDone) {
      await setTimeout(1);
      const now = waitedMs();
      // The histogram counts as well what the thread waited for others' processes.
      longest = Math.max(longest, delay.max / 1e6 - (now - waited));
      delay.reset();
      waited = now;
    }
    delay.disable();
  })();
  try {
    await work();
  } finally {
    state.isDone = true;
  }
  await looks;
  return longest;
}

/** The figure of what was held meanwhile. */
export const heldFigure = (name: string, heldMs: number): Figure => ({
  name: `${name}: event loop held at most`,
  value: heldMs,
  unit: 'ms',
  baseline: `at most ${heldMsMax} ms`,
  ratio: heldMsMax / heldMs,
  goal: 1,
});
