import { placeOf } from './places.js';
import { isYes, tagsOf, type Tag } from './workbook-xml.js';

/** How many rows of a sheet may have a value, how many it may have in all, and in how many columns and down to which row values may stand. */
export interface SheetLimits {
  filledMax: number;
  rowsMax: number;
  columnsMax: number;
}

/** Why a sheet is not read. */
export type SheetFault =
  | { fault: 'too-many-rows' | 'too-hard' }
  | { fault: 'far-off'; address: string }
  | { fault: 'unreadable'; why: string };

/** What is to be known of a sheet besides its values. */
export interface SheetMarks {
  /** The ranges of merged cells. */
  merged: readonly string[];
  /** The addresses of formulas with a value, and of formulas that have none and of errors. */
  formulas: readonly string[];
  failed: readonly string[];
  /** Rows ("2:2") and columns ("D:D") that have values and are hidden. */
  hidden: readonly string[];
  /** Whether days are written as texts of ISO 8601. */
  hasIsoDays: boolean;
}

interface SheetCell {
  address: string;
  type: string | undefined;
  isFormula: boolean;
  /** Undefined if there is no element of it. */
  value?: string;
}

/**
 * Reads the marks of a sheet (XML), or why it is not to be read: what builds the rows fills a sheet up to the place of its last value,
 * which one cell may name at will, and takes seconds for more than are taken. Texts of cells that no formula gave are not looked at.
 */
export function marksOf(sheet: string, { filledMax, rowsMax, columnsMax }: SheetLimits): SheetMarks | SheetFault {
  const merged: string[] = [];
  const formulas: string[] = [];
  const failed: string[] = [];
  const hiddenColumns: [from: number, to: number][] = [];
  const hidden = new Set<string>();
  let hasIsoDays = false;
  let isRowHidden = false;
  let cell: SheetCell | undefined;
  let [all, filled, isRowEmpty] = [0, 0, false];
  let fault: SheetFault | undefined;
  const takeValue = (address: string): void => {
    const place = placeOf(address);
    if (!place) fault = nowhere;
    else if (place.column >= columnsMax || place.row > rowsMax) fault = { fault: 'far-off', address };
    if (isRowEmpty && ++filled > filledMax) fault = { fault: 'too-many-rows' };
    isRowEmpty = false;
  };
  const takeRow = ({ r, hidden: isHidden }: Tag['attributes']): void => {
    if (++all > rowsMax) fault = { fault: 'too-hard' };
    if (r !== undefined && !placeOf(`A${r}`)) fault = nowhere;
    isRowEmpty = true;
    isRowHidden = isYes(isHidden);
  };
  const endCell = (): void => {
    if (!cell) return;
    const { address, type, isFormula, value } = cell;
    cell = undefined;
    // A formula may have come to an empty text; nothing else is written as a text without one.
    const isEmpty = value === undefined || (value === '' && type !== 'str');
    if (type === 'e' || (isFormula && isEmpty)) failed.push(address);
    else if (isFormula) formulas.push(address);
    if (isEmpty) return;
    if (value !== '') takeValue(address);
    const { column, row } = placeOf(address) ?? { column: 0, row: 0 };
    if (isRowHidden) hidden.add(`${row}:${row}`);
    const letters = address.replace(/\d+$/, '');
    if (hiddenColumns.some(([from, to]) => from <= column + 1 && column < to)) hidden.add(`${letters}:${letters}`);
  };
  const take = (tag: Tag): void => {
    const { name, text } = tag;
    if (name === 'v' || name === 't') {
      if (cell) cell.value = `${cell.value ?? ''}${text.trim()}`;
    } else if (name === 'f') {
      if (cell) cell.isFormula = true;
    } else {
      endCell();
      const { attributes } = tag;
      if (name === 'c') {
        cell = { address: attributes.r ?? '', type: attributes.t, isFormula: false };
        hasIsoDays ||= attributes.t === 'd';
      } else if (name === 'row') takeRow(attributes);
      else if (name === 'mergeCell') merged.push(attributes.ref ?? '');
      else if (isYes(attributes.hidden)) hiddenColumns.push([Number(attributes.min), Number(attributes.max)]);
    }
  };
  for (const tag of tagsOf(sheet, 'col', 'row', 'c', 'f', 'v', 't', 'mergeCell')) {
    take(tag);
    if (fault) return fault;
  }
  endCell();
  return fault ?? { merged, formulas, failed, hidden: [...hidden], hasIsoDays };
}

const nowhere: SheetFault = { fault: 'unreadable', why: 'a place that no sheet has' };
