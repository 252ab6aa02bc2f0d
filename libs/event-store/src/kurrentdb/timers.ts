import { setTimeout } from 'node:timers/promises';

/** Time that passes while something is watched: given from outside, so that a test can live through an hour. */
export interface Timers {
  /** Resolves after so many milliseconds, or when the signal is aborted. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds since some moment; never goes back. */
  now(): number;
}

/** The time of this machine. */
export const realTimers: Timers = {
  pause: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined),
  now: () => performance.now(),
};
