import type { Said } from '#libs/domain';

/** A day as a workbook holds it, by its own calendar. */
export interface DayCell {
  day: string;
  /** Whether it has a time of day. */
  hasTime: boolean;
}

/** What stands in a cell; null for nothing. */
export type Cell = string | number | boolean | DayCell | null;

/** Whether a cell is a day of a workbook. */
export const isDayCell = (cell: Cell): cell is DayCell => typeof cell === 'object' && cell !== null;

/** What nobody sees, and pages and messengers put in where a line may be broken or begins. */
const unseen = /[\u200B\u2060\uFEFF]/g;

/** The text of a cell. */
export const textIn = (cell: Cell): string =>
  (isDayCell(cell) ? cell.day : cell === null ? '' : String(cell)).replaceAll(unseen, '').trim();

/** A number of a workbook as spreadsheets show it, by 15 digits: sums of fractions are off behind these. */
export const shownNumber = (number: number): number => Number(number.toPrecision(15));

/** What people write for nothing; a count of it is not zero: nobody said how many. */
const nothing = new Set(['', '-', '–', '—', 'n/a', 'n.a.', 'na', 'n.d.']);

/** Whether a cell says nothing. */
export const isEmpty = (cell: Cell): boolean =>
  cell === null || (typeof cell === 'string' && nothing.has(cell.trim().toLowerCase()));

/** In which order the numbers of a date stand: day/month or month/day. */
export type DateOrder = 'dmy' | 'mdy';

/** How the cells of a column are to be read. */
export interface Reading {
  /** Undefined if nobody said it, and no date of the column shows it. */
  order: DateOrder | undefined;
  /** Whether 1,5 is one and a half: if semicolons stand between cells. */
  hasDecimalComma: boolean;
  /** Whether the workbook counts days from 1904, so that a number is not the day that it would be elsewhere. */
  is1904: boolean;
}

/** What a cell comes to, or what is wrong with it. */
export type Read = { value: unknown } | { fault: Said };

/** A text without accents and case, in words of letters and digits. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** A text as an id: "Tessalit 2" is tessalit-2. */
export const slugOf = (text: string): string => plainWords(text).replaceAll(' ', '-');
