import { isWrittenAsXml } from './workbook-xml.js';

const isTaken = (text: string): boolean => isWrittenAsXml(new TextEncoder().encode(text));

describe('a file of a workbook', () => {
  it.each([
    ['a sheet', '<?xml version="1.0"?>\n<worksheet><row r="1"><c r="A1"><v>1</v></c></row></worksheet>'],
    ['a comment that holds a tag', '<worksheet><!-- <row/> --></worksheet>'],
    ['the longest text of a cell, escaped', `<t>${'&quot;'.repeat(32_767)}</t>`],
    ['nothing', ''],
  ])('is read if it is %s', (_, text) => expect(isTaken(text)).toBe(true));

  it.each([
    ['a tag that is never closed', '<worksheet><c '],
    ['a tag within a tag', `<worksheet>${'<c '.repeat(9)}>`],
    ['a tag longer than spreadsheets write', `<c r="${'A'.repeat(70_000)}"/>`],
    ['blanks and nothing else', `<worksheet>${' '.repeat(300_000)}</worksheet>`],
    ['blanks at its end', `<worksheet/>${' '.repeat(300_000)}`],
    ['a long comment of tags', `<!-- ${'<c '.repeat(1000)}-->`],
  ])('is not read if it has %s', (_, text) => expect(isTaken(text)).toBe(false));
});
