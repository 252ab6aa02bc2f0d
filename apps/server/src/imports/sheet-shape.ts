/** How long, in bytes, a tag may be, and a text: a cell has 32,767 characters at most, each written as up to six bytes. */
const tagMax = 64 * 1024;
const textMax = 256 * 1024;
/** A comment is short, and the only tag that holds another. */
const commentMax = 1024;
const [opens, closes, exclaims, dash] = [0x3c, 0x3e, 0x21, 0x2d];

/**
 * Whether a file of a workbook is made of tags and texts of such lengths as spreadsheets write. What reads XML takes a time
 * that grows with the square of a tag that is never closed; this takes one pass.
 */
export function isWrittenAsXml(file: Uint8Array): boolean {
  let from = 0;
  for (;;) {
    const start = file.indexOf(opens, from);
    if ((start === -1 ? file.length : start) - from > textMax) return false;
    if (start === -1) return true;
    const end = file.indexOf(closes, start);
    if (end === -1 || end - start > tagMax) return false;
    // Comments alone: what else begins so says that a text is not what it looks like.
    if (file[start + 1] === exclaims && file[start + 2] !== dash) return false;
    const next = file.indexOf(opens, start + 1);
    if (next !== -1 && next < end && (file[start + 1] !== exclaims || end - start > commentMax)) return false;
    from = end + 1;
  }
}

/** The last row and the last column that a sheet of any spreadsheet has. */
const [lastRow, lastColumn] = [1_048_576, 16_384];

/** What a sheet has in it. */
export interface SheetShape {
  /** How many rows there are, and how many of them have a value. */
  all: number;
  filled: number;
  /** The address of the first value that stands further off than values may. */
  farOff?: string;
  /** Whether every value and every row has a place that a sheet has, as far as it names one. */
  isPlaced: boolean;
}

/**
 * What a sheet has in it, of which values may stand in so many columns and down to such a row. What reads workbooks fills a sheet up to
 * the place of its last value, which one cell may name at will.
 */
export function shapeOf(sheet: string, columnsMax: number, rowsMax: number): SheetShape {
  const shape: SheetShape = { all: 0, filled: 0, isPlaced: true };
  let isEmpty = false;
  let cell: string | undefined;
  for (const [, element, attributes = ''] of sheet.matchAll(elements)) {
    const address =
      element === undefined ? cell : / r\s*=\s*["']([^"']*)["']/.exec(attributes.replaceAll(/\s/g, ' '))?.[1];
    if (element === 'c') cell = address;
    else if (element === 'row') {
      shape.all++;
      isEmpty = true;
      if (address !== undefined && placeOf(`A${address}`) === undefined) shape.isPlaced = false;
    } else {
      if (isEmpty) shape.filled++;
      isEmpty = false;
      const place = placeOf(address ?? '');
      if (!place) shape.isPlaced = false;
      else if (place.column >= columnsMax || place.row > rowsMax) shape.farOff ??= address;
    }
  }
  return shape;
}

/** Rows and cells with their attributes, and values. */
const elements = /<(?:\w+:)?(?:(row|c)(?=[\s/>])([^>]*)>|[vt](?:\s[^>]*)?>\s*[^<\s])/g;

/** The row, from 1, and the column, from 0, of an address such as AB12; undefined if no sheet has it. */
export function placeOf(address: string): { row: number; column: number } | undefined {
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(digits);
  return column < 0 || column >= lastColumn || row < 1 || row > lastRow ? undefined : { row, column };
}
