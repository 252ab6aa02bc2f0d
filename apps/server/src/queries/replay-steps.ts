import { dayOf, daysBetween, endOf, formatInstant, isDay, periodOf, shiftDay } from '#libs/domain';
import { badParameter } from '../http/problems.js';
import { details } from './details.js';
import { checkTime } from './spans.js';

/** How many steps a replay has at most. */
const stepsMax = 1000;

const hourMs = 3_600_000;

/** From where to where a mission is replayed: texts of a query. */
export interface Span {
  from: string;
  to: string;
  every: string;
}

/**
 * The moments of a replay: calendar days of the mission's zone (meaning their end) for `1d` or `2w`, instants for `12h`.
 * The last is where the replay ends, also if no step falls on it. Throws a Problem.
 */
export function momentsOf({ from, to, every }: Span, timeZone: string): string[] {
  checkTime('from', from, false);
  checkTime('to', to, false);
  const [, digits, unit] = /^([1-9]\d{0,3})([hdw])$/.exec(every) ?? [];
  if (digits === undefined) throw badParameter('every', details.everyForm);
  const count = Number(digits);
  if (unit === 'h') {
    const [first, last] = [periodOf(from, timeZone).start, periodOf(to, timeZone).end];
    return each(last - first, count * hourMs, (passed) => formatInstant(first + passed));
  }
  const first = isDay(from) ? from : dayOf(periodOf(from, timeZone).start, timeZone);
  const last = isDay(to) ? to : dayOf(periodOf(to, timeZone).end, timeZone);
  return each(daysBetween(first, last), unit === 'w' ? 7 * count : count, (passed) => shiftDay(first, passed));
}

function each(length: number, step: number, moment: (passed: number) => string): string[] {
  if (length < 0) throw badParameter('to', details.endsEarlier);
  const steps = Math.ceil(length / step) + 1;
  if (steps > stepsMax) throw badParameter('every', details.tooManySteps(steps, stepsMax));
  return Array.from({ length: steps }, (_, index) => moment(Math.min(index * step, length)));
}

/** Until when a mission is replayed if nobody says: its deadline, or `now` (milliseconds since 1970) if that is earlier. */
export function endOfReplay(deadline: string, now: number, timeZone: string): string {
  return endOf(deadline, timeZone) < now ? deadline : dayOf(now, timeZone);
}
