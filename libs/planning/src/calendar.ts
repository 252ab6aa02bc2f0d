import { never, type Closed } from './plan.js';

/** The first day from one on, on which a way of so many days begins and meets no closed day; Infinity if there is none. */
export function nextOpen(closed: readonly Closed[], day: number, days: number): number {
  const length = Math.max(1, days);
  let open = day;
  for (const { from, until } of closed) if (from < open + length && until >= open) open = until + 1;
  return open;
}

/** The last day until one, on which such a way begins; -Infinity if there is none. */
export function lastOpen(closed: readonly Closed[], day: number, days: number): number {
  const length = Math.max(1, days);
  let open = day;
  for (const { from, until } of closed.toReversed()) if (from < open + length && until >= open) open = from - length;
  return open;
}

/** Closed days in order of time, without overlaps. */
export function disjoint(closed: readonly Closed[]): Closed[] {
  const all: Closed[] = [];
  for (const { from, until } of closed.filter((one) => one.until >= one.from).toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.until + 1) last.until = Math.max(last.until, until);
    else all.push({ from, until });
  }
  return all;
}

/** Whether a day is none that ever comes. */
export const isNever = (day: number): boolean => day === never || day === -never;
