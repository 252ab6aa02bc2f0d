/** The last instant that can be written: what a token says may lie beyond it. */
const lastMs = 8.64e15;

/** A time that a token gives in seconds, and the one that the clock shows in milliseconds, to be told side by side. */
export const timesOf = (seconds: unknown, now: number): [string, string] => [
  written(Number(seconds) * 1000),
  written(now),
];

const written = (ms: number): string => new Date(Math.max(0, Math.min(ms, lastMs)) || 0).toISOString();
