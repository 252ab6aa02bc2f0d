import { setImmediate } from 'node:timers/promises';

const sliceMs = 10;

/** Runs work that yields now and then, letting others have the event loop between slices of about 10 ms. */
export async function inSlices<T>(work: Generator<undefined, T>): Promise<T> {
  let until = performance.now() + sliceMs;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + sliceMs;
  }
}
