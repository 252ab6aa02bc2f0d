/** The last row and the last column that a sheet of any spreadsheet has. */
const [lastRow, lastColumn] = [1_048_576, 16_384];

/** The row, from 1, and the column, from 0, of an address such as AB12; undefined if no sheet has it. */
export function placeOf(address: string): { row: number; column: number } | undefined {
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(digits);
  return column < 0 || column >= lastColumn || row < 1 || row > lastRow ? undefined : { row, column };
}
