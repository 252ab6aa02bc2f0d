import type { Said } from '#libs/domain';
import type { Cell } from './cells/cell.js';

/** How much a table may be. */
export const packedMiBMax = 10;
export const unpackedMiBMax = 60;
export const rowsMax = 20_000;
/** Of a workbook, below and between those that have a value. */
export const emptyRowsMax = 80_000;
export const columnsMax = 200;

/** A row as it came. */
export interface TableRow {
  /** Its number in the spreadsheet, from 1. */
  number: number;
  cells: readonly Cell[];
  /** Its text in the file, for CSV. */
  raw?: string;
  /** The columns, from 0, whose cells are errors, or formulas that have no value. */
  failed?: readonly number[];
}

/** How a CSV file was written. */
export interface CsvForm {
  separator: ',' | ';' | '\t';
  lineEnd: string;
  hasBom: boolean;
}

/** What a file holds; rows that are empty are left out. */
export interface Table {
  rows: readonly TableRow[];
  /** Undefined for a workbook. */
  csv?: CsvForm;
  /** Whether it is a workbook that counts its days from 1904. */
  is1904?: boolean;
  /** What is to be said of the file. */
  remarks: readonly Said[];
}
