import { isDay, isInstant, isMonth, shiftDay, type PlannedDate } from '#libs/domain';
import { cellFaults } from '../details.js';
import { isDayCell, plainWords, textIn, type Cell, type DateOrder, type Read, type Reading } from './cell.js';

const months = [
  ['january', 'janvier'],
  ['february', 'fevrier'],
  ['march', 'mars'],
  ['april', 'avril'],
  ['may', 'mai'],
  ['june', 'juin'],
  ['july', 'juillet'],
  ['august', 'aout'],
  ['september', 'septembre'],
  ['october', 'octobre'],
  ['november', 'novembre'],
  ['december', 'decembre'],
] as const;

/** The month of a word in English or French, or of its beginning; undefined if there are none or several. */
function monthOf(word: string): number | undefined {
  if (word.length < 3) return undefined;
  const found = months.flatMap((names, index) => (names.some((name) => name.startsWith(word)) ? [index + 1] : []));
  return found.length === 1 ? found[0] : undefined;
}

const two = (n: number): string => String(n).padStart(2, '0');
const day = (year: string, month: number, date: number): Read => {
  const text = `${year}-${two(month)}-${two(date)}`;
  return isDay(text) ? { value: text } : { fault: cellFaults.noSuchDay };
};

/** The first day of the serial numbers of spreadsheets that are not from 1904. */
const serialStart = '1899-12-30';
/** Serial numbers from 1954 to 2119: others are rather something else. */
const serialMin = 20_000;
const serialMax = 80_000;

/** A date of numbers of which the first two may be day and month or month and day. */
const numbered = /^(\d{1,2})([/\-. ])(\d{1,2})\2(\d{4})$/;

/** The order in which the dates of a column stand, by those that can be read one way alone; `mixed` if there are both. */
export function orderIn(cells: readonly Cell[]): DateOrder | 'mixed' | undefined {
  const orders = new Set<DateOrder>();
  for (const cell of cells) {
    const [, first = '', separator = '', second = ''] = numbered.exec(textIn(cell)) ?? [];
    // Points stand between day and month alone.
    if (separator === '' || separator === '.') continue;
    if (Number(first) > 12) orders.add('dmy');
    if (Number(second) > 12) orders.add('mdy');
  }
  return orders.size > 1 ? 'mixed' : [...orders][0];
}

/** Whether a date of a column is read by the order of others. */
export function needsOrder(cell: Cell): boolean {
  const [, first = '', separator = '', second = ''] = numbered.exec(textIn(cell)) ?? [];
  return separator !== '' && separator !== '.' && Number(first) <= 12 && Number(second) <= 12 && first !== second;
}

/** Reads a day or a month as people write them. */
export function readDay(cell: Cell, { order, is1904 }: Pick<Reading, 'order' | 'is1904'>): Read {
  if (isDayCell(cell)) return cell.hasTime ? { fault: cellFaults.timeWithoutZone } : { value: cell.day };
  const text = textIn(cell);
  if (isDay(text) || isMonth(text)) return { value: text };
  if (typeof cell === 'number' || /^\d{5}$/.test(text))
    return is1904 ? { fault: cellFaults.serialOf1904 } : daySerial(Number(text));
  const [, first, separator, second, year = ''] = numbered.exec(text) ?? [];
  if (separator !== undefined)
    return dayOfNumbers(Number(first), Number(second), year, separator === '.' ? 'dmy' : order);
  const [, yearFirst = '', month, date] = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text) ?? [];
  if (yearFirst !== '') return day(yearFirst, Number(month), Number(date));
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(text)) return { fault: cellFaults.shortYear };
  if (/^\S+[T ]\d{1,2}:\d{2}/.test(text)) return { fault: cellFaults.timeWithoutZone };
  return dayOfWords(plainWords(text)) ?? { fault: cellFaults.noDate };
}

function daySerial(serial: number): Read {
  if (serial < serialMin || serial > serialMax) return { fault: cellFaults.noDate };
  return Number.isInteger(serial) ? { value: shiftDay(serialStart, serial) } : { fault: cellFaults.timeWithoutZone };
}

function dayOfNumbers(first: number, second: number, year: string, order: DateOrder | undefined): Read {
  const certain = first > 12 ? 'dmy' : second > 12 ? 'mdy' : first === second ? 'dmy' : order;
  if (first === 0 || second === 0) return { fault: cellFaults.noSuchDay };
  if (certain === undefined) return { fault: cellFaults.ambiguousDay(first, second, year) };
  return certain === 'dmy' ? day(year, second, first) : day(year, first, second);
}

/** "13 Aug 2023", "August 13, 2023", "dimanche 13 aout 2023", "Aug 2023". */
function dayOfWords(text: string): Read | undefined {
  const [, date, name = '', year = ''] =
    /^(?:[a-z]+ )?(\d{1,2}) ?(?:st|nd|rd|th|er)? ([a-z]+) (\d{4})$/.exec(text) ?? [];
  const month = monthOf(name);
  if (month !== undefined) return day(year, month, Number(date));
  const american = /^([a-z]+) (\d{1,2}) ?(?:st|nd|rd|th)? (\d{4})$/.exec(text);
  const [, other = '', dateAfter, yearAfter = ''] = american ?? [];
  const monthFirst = monthOf(other);
  if (monthFirst !== undefined) return day(yearAfter, monthFirst, Number(dateAfter));
  const [, alone = '', yearAlone = ''] = /^([a-z]+) (\d{4})$/.exec(text) ?? [];
  const whole = monthOf(alone);
  return whole === undefined ? undefined : { value: `${yearAlone}-${two(whole)}` };
}

/** Reads when something happened: a day, a month, or an instant with its zone. */
export const readWhen = (cell: Cell, reading: Reading): Read => {
  const text = textIn(cell);
  return isInstant(text) ? { value: text } : readDay(cell, reading);
};

const about = /^(?:ca?\.?|circa|about|around|approx(?:\.|imately)?|environ|env\.|vers(?: le)?|~|≈)\s*(?=\d|[a-zà-ÿ])/i;
const between =
  /^(?:from |du |between |entre (?:le )?)?(.+?)(?: to | until | au | à | et le | and | - | ?– ?| ?— ?|\.\.)(.+)$/i;

/** Reads a planned date: a day, a month, about a day, or from one day to another. */
export function readPlanned(cell: Cell, reading: Reading): Read {
  const text = textIn(cell);
  const rest = text.replace(about, '');
  if (typeof cell === 'string' && rest !== text) {
    const named = readDay(rest, reading);
    if ('fault' in named) return named;
    return isDay(named.value)
      ? { value: { about: named.value } satisfies PlannedDate }
      : { fault: cellFaults.aboutNoDay };
  }
  const [, first = '', last = ''] = between.exec(text) ?? [];
  if (first === '') {
    const read = readDay(cell, reading);
    return 'fault' in read && read.fault === cellFaults.noDate ? { fault: cellFaults.noPlanned } : read;
  }
  const [from, to] = [readDay(first.trim(), reading), readDay(last.trim(), reading)];
  if ('fault' in from) return from;
  if ('fault' in to) return to;
  return isDay(from.value) && isDay(to.value) && from.value <= to.value
    ? { value: { from: from.value, to: to.value } satisfies PlannedDate }
    : { fault: cellFaults.noPeriod };
}
