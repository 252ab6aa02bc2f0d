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

/** How many rows a sheet has, and how many of them have a value. */
export function countRows(sheet: string): { all: number; filled: number } {
  let all = 0;
  let filled = 0;
  let isEmpty = false;
  for (const [, row] of sheet.matchAll(/<(?:\w+:)?(?:(row)[\s/>]|[vt](?:\s[^>]*)?>\s*[^<\s])/g)) {
    if (row) all++;
    else if (isEmpty) filled++;
    isEmpty = row !== undefined;
  }
  return { all, filled };
}
