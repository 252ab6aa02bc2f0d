import type { Cell } from './cells/cell.js';

/** A workbook that is to be read. */
export interface ToRead {
  bytes: Uint8Array;
  /** In bytes. */
  unpackedMax: number;
  /** How many rows of the first sheet may have a value, and how many it may have in all. */
  filledMax: number;
  rowsMax: number;
}

/** What the thread that reads and writes workbooks is to do. */
export type ToWorkbook = ToRead | { rows: readonly (readonly Cell[])[] };

/** What it answers that was to read. */
export type FromWorkbook =
  | { fault: 'too-large' | 'too-many-rows' | 'too-hard' }
  | { fault: 'unreadable'; why: string }
  | { fault: 'merged'; ranges: readonly string[] }
  | {
      /** Of all sheets. */
      names: readonly string[];
      /** Of the first. */
      rows: readonly (readonly Cell[])[];
      /** Where there are formulas, and those that have no value. */
      formulas: readonly string[];
      failed: readonly string[];
    };
