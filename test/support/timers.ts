import type { Clock, Timers } from '../../apps/server/src/clock.js';

/** A time that moves when a test says so, and what waits for it. */
export class ToldTime implements Clock, Timers {
  private waiting: { at: number; run: () => void }[] = [];
  private off = 0;

  constructor(private time: number) {}

  now(): number {
    return this.time + this.off;
  }

  /** Sets the clock by so many milliseconds, back if they are less than none. No time passes. */
  set(ms: number): void {
    this.off += ms;
  }

  after(ms: number, run: () => void): () => void {
    const one = { at: this.time + ms, run };
    this.waiting.push(one);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== one);
    };
  }

  /** Lets so many milliseconds pass. What waited for them is run, in order of time. */
  pass(ms: number): void {
    this.time += ms;
    const due = this.waiting.filter(({ at }) => at <= this.time).toSorted((a, b) => a.at - b.at);
    this.waiting = this.waiting.filter(({ at }) => at > this.time);
    for (const { run } of due) run();
  }
}

/** Does something beside a clock that shows what is said. */
export async function besideClock<T>(shown: () => number, run: () => Promise<T>): Promise<T> {
  const { now } = Date;
  Date.now = shown;
  return run().finally(() => (Date.now = now));
}
