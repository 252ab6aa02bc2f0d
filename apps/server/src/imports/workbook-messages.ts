import type { Cell } from './cells/cell.js';
import type { SheetFault, SheetLimits } from './sheet-marks.js';

/** A workbook that is to be read. */
export interface ToRead extends SheetLimits {
  bytes: Uint8Array;
  /** In bytes. */
  unpackedMax: number;
}

/** So many rows go as one text. */
const rowsPerText = 100;

/** Rows as they go from thread to thread: some in each text, as JSON. Texts are passed at once; what is in one is made and read in a slice. */
export type PackedRows = readonly string[];

/** Packs rows, text by text. */
export function* packed(rows: Iterable<readonly Cell[]>): Generator<string> {
  let some: (readonly Cell[])[] = [];
  for (const row of rows) {
    if (some.push(row) < rowsPerText) continue;
    yield JSON.stringify(some);
    some = [];
  }
  if (some.length > 0) yield JSON.stringify(some);
}

/** The rows of a text. */
export const unpacked = (text: string): readonly (readonly Cell[])[] => JSON.parse(text) as Cell[][];

/** What the thread that reads and writes workbooks is to do. */
export type ToWorkbook = ToRead | { rows: PackedRows };

/** What it answers that was to read. */
export type FromWorkbook =
  | { fault: 'too-large' }
  | SheetFault
  | { fault: 'merged'; ranges: readonly string[] }
  | {
      /** Of the first sheet that is shown, and of the others. */
      name: string;
      others: readonly string[];
      /** Of that sheet. */
      rows: PackedRows;
      /** Some of the places of formulas, all of errors and of formulas that have no value, and some hidden rows and columns that have values. */
      formulas: readonly string[];
      failed: readonly string[];
      hidden: readonly string[];
      /** Whether the workbook counts its days from 1904. */
      is1904: boolean;
    };
