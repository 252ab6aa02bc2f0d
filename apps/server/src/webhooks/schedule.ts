const [second, minute, hour] = [1000, 60_000, 3_600_000];

/** After each failed attempt, when the next one is: as Standard Webhooks 1.0 recommends. After the last none is. */
export const delaysMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** Up to this part is added to a delay, so that endpoints that failed together do not come together. */
const jitterMax = 0.2;

/** How long to wait after so many failed attempts, `chance` being a number from 0 to 1; undefined if it is not tried again. */
export function delayAfter(attempts: number, chance: number): number | undefined {
  const delay = delaysMs[attempts - 1];
  return delay === undefined ? undefined : Math.round(delay * (1 + jitterMax * chance));
}
