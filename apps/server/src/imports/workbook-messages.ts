import type { Cell } from './cells/cell.js';

/** A workbook that is to be read. */
export interface ToRead {
  bytes: Uint8Array;
  unpackedMax: number;
}

/** What the thread that reads and writes workbooks is to do. */
export type ToWorkbook = ToRead | { rows: readonly (readonly Cell[])[] };

/** What it answers that was to read. */
export type FromWorkbook =
  | { fault: 'too-large' }
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
