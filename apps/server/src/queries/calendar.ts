import { daysOf, nextDay, type PlannedDate } from '#libs/domain';

/** A row of the schedule, as far as a calendar shows it. */
export interface Planned {
  id: string;
  name: string;
  status: string;
  phase?: string;
  planned?: PlannedDate;
  firstPlanned?: PlannedDate;
  vacatedOn?: string;
}

const bytesMax = 75;

/** Cuts a line where RFC 5545 wants it cut: after at most 75 bytes, never inside a character. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    // A continued line begins with a space, which counts.
    const room = lines.length === 0 ? bytesMax : bytesMax - 1;
    if (Buffer.byteLength(current + character) > room) {
      lines.push(current);
      current = '';
    }
    current += character;
  }
  return [...lines, current].join('\r\n ');
}

const text = (value: string): string =>
  value
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/[\p{Cc}]/gu, ' ');

const dateOf = (day: string): string => day.replaceAll('-', '');

const inWords = (date: PlannedDate): string => {
  const { first, last } = daysOf(date);
  return first === last ? first : `${first} to ${last}`;
};

/** One base: an event on its day, or a thing to do if it has none. */
function componentOf(mission: string, row: Planned, stamp: string): string[] {
  const { id, name, status, phase, planned, firstPlanned, vacatedOn } = row;
  // A planned date that is a period stands on its middle day.
  const day = vacatedOn ?? (planned === undefined ? undefined : daysOf(planned).middle);
  const what = vacatedOn !== undefined ? 'left' : day !== undefined ? 'to be left' : 'has no planned date';
  const facts = [
    status,
    planned !== undefined && `planned ${inWords(planned)}`,
    firstPlanned !== undefined && `first planned ${inWords(firstPlanned)}`,
    vacatedOn !== undefined && `left ${vacatedOn}`,
    phase,
  ].filter((fact) => typeof fact === 'string');
  const kind = day === undefined ? 'VTODO' : 'VEVENT';
  return [
    `BEGIN:${kind}`,
    `UID:${id}@${mission}.drawdown`,
    `DTSTAMP:${stamp}`,
    ...(day === undefined ? [] : [`DTSTART;VALUE=DATE:${dateOf(day)}`, `DTEND;VALUE=DATE:${dateOf(nextDay(day))}`]),
    `SUMMARY:${text(`${name} ${what}`)}`,
    `DESCRIPTION:${text(facts.join('; '))}`,
    ...(day === undefined ? [] : ['TRANSP:TRANSPARENT']),
    `END:${kind}`,
  ];
}

/**
 * The schedule as iCalendar (RFC 5545): each base an event of a whole day in the mission's zone, the day on which it was left
 * or else is to be; those without a day as things to do. `at` is the instant shown, in milliseconds since 1970.
 */
export function calendar(mission: string, rows: readonly Planned[], at: number): string {
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//drawdown//schedule//EN',
    ...rows.flatMap((row) => componentOf(mission, row, stamp)),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
