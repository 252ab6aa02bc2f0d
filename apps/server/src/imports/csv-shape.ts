/** What spreadsheets write between cells. */
const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

/** The separator that a header line has most of: names of columns have none in them. */
export function separatorOf(header: string): Separator {
  const countOf = (separator: Separator): number => header.split(separator).length;
  return separators.toSorted((a, b) => countOf(b) - countOf(a))[0] ?? ',';
}

/** What a row may end with, in one file too: parts of it may come from different machines. */
export const rowEnds = ['\r\n', '\n', '\r'];

/** A row that says what columns mean, by the Humanitarian Exchange Language: "#adm1+name". */
export const isTags = (cells: readonly string[]): boolean =>
  cells.every((cell) => /^\s*(#\s*[a-z]\w*(\s*\+\s*[a-z]\w*)*\s*)?$/i.test(cell)) &&
  cells.some((cell) => cell.trim() !== '');

/** Whether a text is a thousand to one writer, and one to another: 1.000. */
export const isThousandOrOne = (text: string): boolean => /^-?\d{1,3}[.,]000$/.test(text);
