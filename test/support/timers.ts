import type { Clock, Timers } from '../../apps/server/src/clock.js';

/** A time that moves when a test says so, and what waits for it. */
export class ToldTime implements Clock, Timers {
  private waiting: { at: number; run: () => void }[] = [];

  constructor(private time: number) {}

  now(): number {
    return this.time;
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
