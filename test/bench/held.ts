import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Figure } from './report.js';

/** Most milliseconds that anything is to hold the event loop. */
const heldMsMax = 50;

/** Where Linux says for how long a thread has worked, and waited for a processor. */
const scheduled = '/proc/thread-self/schedstat';

/** For how long this thread has waited for a processor so far, in milliseconds: what others hold is not ours. */
const waitedMs = (): number =>
  existsSync(scheduled) ? Number(readFileSync(scheduled, 'utf8').split(' ')[1]) / 1e6 : 0;

/**
 * Does some work, and says for how long the event loop was held at most meanwhile, in milliseconds. It asks for a turn all the time:
 * `monitorEventLoopDelay` counts as well what the thread waited for others' processes, and forgets where it was if it is reset.
 */
export async function heldWhile(work: () => Promise<unknown>): Promise<number> {
  const state = { isDone: false };
  const looks = (async () => {
    let [longest, last, waited] = [0, performance.now(), waitedMs()];
    while (!state.isDone) {
      await setTimeout(1);
      const [now, nowWaited] = [performance.now(), waitedMs()];
      longest = Math.max(longest, now - last - (nowWaited - waited));
      [last, waited] = [now, nowWaited];
    }
    return longest;
  })();
  try {
    await work();
  } finally {
    state.isDone = true;
  }
  return looks;
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
