import { countRows, isWrittenAsXml } from './sheet-shape.js';

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

describe('the rows of a sheet', () => {
  it('count as filled by one value or more, of whatever prefix', () =>
    expect(
      countRows(
        '<row r="1"><c><v>1</v></c><c><v>2</v></c></row><x:row r="2"><x:c t="inlineStr"><x:is><x:t xml:space="preserve"> a</x:t></x:is></x:c></x:row>',
      ),
    ).toEqual({ all: 2, filled: 2 }));

  it('count as empty without a value, and where a formula gave no text', () =>
    expect(
      countRows(
        '<row r="1"/><row><c s="1"/></row><row r="3"><c t="str"><f>B3</f><v></v></c></row><row><c><v/></c></row>',
      ),
    ).toEqual({ all: 4, filled: 0 }));
});
