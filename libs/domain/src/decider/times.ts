import type { MissionState } from '../state/mission.js';
import { fieldError, type FieldError } from '../validation/field-error.js';
import { timesIn } from '../validation/validate.js';
import { dayOf, isInstant, periodOf } from '../values/occurrence.js';
import { daysOf, type PlannedDate } from '../values/planned-date.js';
import { deadlineTooLate, inFuture, outsideCalendar, startTooEarly } from './field-texts.js';
import { correctedTime, type Incoming } from './verdict.js';

/** How far ahead of the log's clock a time may lie, in milliseconds. */
export const futureToleranceMs = 5 * 60_000;

/** Times that a command gives and that have not come yet; `now` is in milliseconds since 1970. */
export function futureErrors(incoming: Incoming, timeZone: string, now: number): FieldError[] {
  const given: [string, string | undefined][] = [
    ['/occurredAt', incoming.occurredAt],
    ['/reportedAt', incoming.reportedAt],
    ['/replacement/occurredAt', correctedTime(incoming)],
  ];
  return given.flatMap(([pointer, text]) =>
    text !== undefined && periodOf(text, timeZone).start > now + futureToleranceMs
      ? [fieldError(pointer, inFuture(text, now))]
      : [],
  );
}

/** How many years before its start and after its deadline a mission's times may lie, and from its start to its deadline. */
const [yearsAround, yearsMax] = [50, 100];

/** No mission starts before: an earlier year is a slip of the hand. */
const earliestStart = '1900-01-01';

/** The calendar that the times of a mission must fit. */
type Calendar = Pick<NonNullable<MissionState['mission']>, 'startsOn' | 'deadline' | 'timeZone'>;

/**
 * Times of a command that nobody can have meant: those before the mission's start less 50 years or after its deadline plus 50
 * years. A mistyped year would otherwise stretch every calendar.
 */
export function strayErrors(incoming: Incoming, state: MissionState): FieldError[] {
  const calendar = calendarFor(incoming, state);
  if (!calendar) return [];
  const { occurredAt, reportedAt } = incoming;
  const given = [
    { pointer: '/occurredAt', value: occurredAt },
    { pointer: '/reportedAt', value: reportedAt },
  ];
  return [...outside(given, calendar), ...strayErrorsInData(incoming, state)];
}

/** Such times in the data of an entry, as they are or as a correction would have them. */
export function strayErrorsInData(incoming: Incoming, state: MissionState): FieldError[] {
  const calendar = calendarFor(incoming, state);
  if (!calendar) return [];
  const { type, data } = incoming;
  const { startsOn } = calendar;
  if (startsOn < earliestStart && type === 'MissionOpened')
    return [fieldError('/startsOn', startTooEarly(startsOn, earliestStart))];
  const pointer = type === 'MissionOpened' ? '/deadline' : '/to';
  const deadline = deadlineIn(incoming);
  if (deadline !== undefined) {
    const latest = inYears(startsOn, yearsMax);
    if (deadline > latest) return [fieldError(pointer, deadlineTooLate(deadline, yearsMax, latest))];
  }
  return outside(timesIn(type, data), calendar);
}

/** The calendar by which a command is judged: a mission that is opened, or opened otherwise, brings its own. */
const calendarFor = (incoming: Incoming, { mission }: MissionState): Calendar | undefined =>
  incoming.type === 'MissionOpened' ? incoming.data : mission;

const deadlineIn = (incoming: Incoming): string | undefined => {
  if (incoming.type === 'MissionOpened') return incoming.data.deadline;
  return incoming.type === 'DeadlineMoved' ? incoming.data.to : undefined;
};

function outside(times: readonly { pointer: string; value: unknown }[], calendar: Calendar): FieldError[] {
  if (times.length === 0) return [];
  const [from, until] = edgesOf(calendar);
  return times.flatMap(({ pointer, value }) => {
    if (value === undefined) return [];
    const [first, last] = daysIn(value as PlannedDate, calendar.timeZone);
    if (first >= from && last <= until) return [];
    return [fieldError(pointer, outsideCalendar(from, until, yearsAround))];
  });
}

/** The first and the last day that a mission's times may name, worked out once for all commands that come one after the other. */
function edgesOf({ startsOn, deadline }: Calendar): readonly [string, string] {
  if (edges.startsOn !== startsOn || edges.deadline !== deadline)
    edges = { startsOn, deadline, days: [inYears(startsOn, -yearsAround), inYears(deadline, yearsAround)] };
  return edges.days;
}

let edges = { startsOn: '', deadline: '', days: ['', ''] as readonly [string, string] };

/** The first and the last day that a time leaves open. */
function daysIn(time: PlannedDate, timeZone: string): [string, string] {
  if (isInstant(time)) {
    const day = dayOf(Date.parse(time), timeZone);
    return [day, day];
  }
  const { first, last } = daysOf(time);
  return [first, last];
}

/** The same day so many years later (earlier if negative), in a year that a text can name; 29 February is the 28th. */
function inYears(day: string, years: number): string {
  const year = Math.min(9999, Math.max(1, Number(day.slice(0, 4)) + years));
  const date = day.slice(5) === '02-29' ? '02-28' : day.slice(5);
  return `${String(year).padStart(4, '0')}-${date}`;
}
