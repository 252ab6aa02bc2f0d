import { tz } from '@date-fns/tz';
import { addDays } from 'date-fns/addDays';
import { format } from 'date-fns/format';
import { startOfDay } from 'date-fns/startOfDay';

/** How exactly a time is known. */
export type Precision = 'exact' | 'day' | 'month';

/**
 * When something happened, with the precision given: an instant (`2023-08-13T08:30:00Z`), a day (`2023-08-13`) or a
 * month (`2024-07`). Days and months are calendar periods of the mission's IANA time zone.
 */
export interface Period {
  precision: Precision;
  /** Milliseconds since 1970, inclusive. */
  start: number;
  /** Milliseconds since 1970, inclusive: the last whole second of a day or month. */
  end: number;
}

// Hours end with 23 and seconds are needed, as RFC 3339 has it; a leap second (60) is one that no clock here can hold.
const [hour, minute] = ['([01]\\d|2[0-3])', '[0-5]\\d'];
const instantPattern = new RegExp(
  `^\\d{4}-\\d{2}-\\d{2}T${hour}:${minute}:${minute}(\\.\\d{1,9})?(Z|[+-]${hour}:${minute})$`,
);
const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthPattern = /^(\d{4})-(\d{2})$/;

/** Whether a text is a calendar day that exists (`2023-02-30` does not). */
export function isDay(text: unknown): text is string {
  const match = typeof text === 'string' ? dayPattern.exec(text) : null;
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether a text is a month of a year. */
export function isMonth(text: unknown): text is string {
  const match = typeof text === 'string' ? monthPattern.exec(text) : null;
  return match !== null && Number(match[1]) >= 1 && Number(match[2]) >= 1 && Number(match[2]) <= 12;
}

/** Whether a text is an RFC 3339 instant with its offset, on a day that exists. */
export function isInstant(text: unknown): text is string {
  return (
    typeof text === 'string' && instantPattern.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))
  );
}

/** Whether a text can be an `occurredAt`: an instant, a day or a month. */
export const isOccurrence = (text: unknown): text is string => isInstant(text) || isDay(text) || isMonth(text);

const dayStarts = new Map<string, number>();

/** A day of UTC always has so many milliseconds. */
const dayMs = 86_400_000;

/** The days that a text can name. What is reckoned beyond them stays at them: no view ends because of a day. */
const [firstDay, lastDay] = ['0001-01-01', '9999-12-31'];

/** Between these days zones have calendars. Before and after, where nobody withdraws, days are those of UTC. */
const [zonedFrom, zonedUntil] = ['1000-01-01', '9990-01-01'];

const isZoned = (day: string): boolean => day >= zonedFrom && day < zonedUntil;

const utcStartOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

const [firstInstant, lastInstant] = [utcStartOf(firstDay), utcStartOf(lastDay)];

/** The day of UTC on which an instant falls, or the nearest that a text can name. */
function utcDayOf(instant: number): string {
  if (!(instant >= firstInstant)) return firstDay;
  return instant < lastInstant ? new Date(instant).toISOString().slice(0, 10) : lastDay;
}

/** The first instant of a calendar day in a zone. Remembered: every entry with a day asks for it. */
export function startOf(day: string, timeZone: string): number {
  if (!isZoned(day)) return utcStartOf(day);
  const key = `${day} ${timeZone}`;
  let start = dayStarts.get(key);
  if (start === undefined) {
    const zone = tz(timeZone);
    start = startOfDay(zone(`${day}T12:00:00Z`), { in: zone }).getTime();
    // A zone far from Greenwich may show noon UTC on the neighbouring day.
    const shown = format(zone(start), 'yyyy-MM-dd', { in: zone });
    if (shown !== day) start = addDays(zone(start), shown < day ? 1 : -1, { in: zone }).getTime();
    if (dayStarts.size > 10_000) dayStarts.clear();
    dayStarts.set(key, start);
  }
  return start;
}

/** The last whole second of a calendar day in a zone. */
export const endOf = (day: string, timeZone: string): number =>
  (isZoned(day) ? startOf(nextDay(day), timeZone) : utcStartOf(day) + dayMs) - 1000;

/** The day after a calendar day. */
export const nextDay = (day: string): string => shiftDay(day, 1);

/** The calendar day `days` later (earlier if negative), or the last one that a text can name. */
export function shiftDay(day: string, days: number): string {
  return utcDayOf(utcStartOf(day) + days * dayMs);
}

/** Calendar days from one day to another; negative if `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs;

/** The last day of a month (`2024-07` gives `2024-07-31`). */
export const lastDayOf = (month: string): string => {
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return `${month}-${days}`;
};

/** How exactly an `occurredAt` is known. The text must have passed `isOccurrence`, which gives each precision a length of its own. */
export const precisionOf = (text: string): Precision =>
  text.length > 10 ? 'exact' : text.length === 10 ? 'day' : 'month';

/** The period that an `occurredAt` leaves open. The text must have passed `isOccurrence`. */
export function periodOf(text: string, timeZone: string): Period {
  const precision = precisionOf(text);
  if (precision === 'exact') {
    const instant = Date.parse(text);
    return { precision, start: instant, end: instant };
  }
  if (precision === 'day') return { precision, start: startOf(text, timeZone), end: endOf(text, timeZone) };
  return { precision, start: startOf(`${text}-01`, timeZone), end: endOf(lastDayOf(text), timeZone) };
}

const calendarDays = new Map<string, Intl.DateTimeFormat>();

/** A calendar day of a zone, and the instants that fall on it. */
interface CalendarDay {
  day: string;
  start: number;
  end: number;
}

type ZonedDay = CalendarDay & { timeZone: string };

/** The days that were asked for, by the zone and the day of UTC in which they were met. */
const daysMet = new Map<string, CalendarDay[]>();

/**
 * The two days last asked for: logs are read in order, so the next one is most often the same, and what is asked of a log is asked of
 * the present day in turns with it.
 */
let [latest, other] = [0, 0].map(() => ({ timeZone: '', day: '', start: 0, end: 0 })) as [ZonedDay, ZonedDay];

const isIn = (found: ZonedDay, instant: number, timeZone: string): boolean =>
  instant >= found.start && instant < found.end && timeZone === found.timeZone;

/** The calendar day in a zone on which an instant falls. */
export function dayOf(instant: number, timeZone: string): string {
  if (!isIn(latest, instant, timeZone))
    [latest, other] = [isIn(other, instant, timeZone) ? other : dayMet(instant, timeZone), latest];
  return latest.day;
}

function dayMet(instant: number, timeZone: string): ZonedDay {
  const key = `${Math.floor(instant / dayMs)} ${timeZone}`;
  const met = daysMet.get(key) ?? [];
  let found = met.find(({ start, end }) => instant >= start && instant < end);
  if (!found) {
    const day = calendarDayOf(instant, timeZone);
    found = { day, start: startOf(day, timeZone), end: startOf(nextDay(day), timeZone) };
    if (daysMet.size > 10_000) daysMet.clear();
    if (instant >= found.start && instant < found.end) daysMet.set(key, [...met, found]);
  }
  return { timeZone, ...found };
}

function calendarDayOf(instant: number, timeZone: string): string {
  const utcDay = utcDayOf(instant);
  if (!isZoned(utcDay)) return utcDay;
  let calendar = calendarDays.get(timeZone);
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    calendarDays.set(timeZone, calendar);
  }
  return calendar.format(instant).padStart(firstDay.length, '0');
}

/** Whether the running ICU knows this IANA zone. */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name)) return false;
  try {
    return Intl.DateTimeFormat('en-CA', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** RFC 3339 with `Z`, without milliseconds if they are zero. */
export const formatInstant = (instant: number): string => {
  const text = new Date(instant).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
};
