import { setImmediate } from 'node:timers/promises';

const sliceMs = 10;

/** A slice of about 10 ms of a longer work. Whoever works asks now and then whether it is over, and lets others go between. */
export class Slice {
  private until = performance.now() + sliceMs;

  /** Whether others have waited for long enough. */
  get isOver(): boolean {
    return performance.now() >= this.until;
  }

  /** Lets others have the event loop, and begins the next slice. */
  async next(): Promise<void> {
    await setImmediate();
    this.until = performance.now() + sliceMs;
  }
}

/** Runs work that yields now and then, letting others have the event loop between slices of about 10 ms. */
export async function inSlices<T>(work: Generator<undefined, T>): Promise<T> {
  const slice = new Slice();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (slice.isOver) await slice.next();
  }
}
