import { dayOf, endOf, formatInstant, isDay, isInstant, shiftDay, startOf } from '#libs/domain';

/** How far apart steps are: so many hours, days or weeks. */
export type Every = `${number}${'h' | 'd' | 'w'}`;

/** Whether a text says how far apart steps are. */
export const isEvery = (text: string): text is Every => /^[1-9]\d{0,3}[hdw]$/.test(text);

/** At most so many steps are taken at once. */
export const stepsMax = 1000;

const hourMs = 3_600_000;

/**
 * The times of steps, as texts of a query. Days (of the mission's zone) where `from` is a day and the steps are of days or
 * weeks, else instants. `now` is in milliseconds since 1970: where `to` is left out, the steps go on until then.
 */
export function stepsOf(
  { from, to, every }: { from: string; to?: string; every: Every },
  timeZone: string,
  now: number,
): string[] | 'too-many' | { invalid: 'from' | 'to' } {
  const isTime = (text: string): boolean => isDay(text) || isInstant(text);
  if (!isTime(from)) return { invalid: 'from' };
  if (to !== undefined && !isTime(to)) return { invalid: 'to' };
  const [count, unit] = [Number(every.slice(0, -1)), every.slice(-1)];
  const steps: string[] = [];
  if (isDay(from) && unit !== 'h') {
    const last = to === undefined ? dayOf(now, timeZone) : isDay(to) ? to : dayOf(Date.parse(to), timeZone);
    const days = unit === 'w' ? 7 * count : count;
    for (let day = from; day <= last; day = shiftDay(day, days)) if (steps.push(day) > stepsMax) return 'too-many';
    return steps;
  }
  const start = isDay(from) ? startOf(from, timeZone) : Date.parse(from);
  const end = to === undefined ? now : isDay(to) ? endOf(to, timeZone) : Date.parse(to);
  const hours = unit === 'w' ? 168 * count : unit === 'd' ? 24 * count : count;
  for (let at = start; at <= end; at += hours * hourMs) if (steps.push(formatInstant(at)) > stepsMax) return 'too-many';
  return steps;
}
