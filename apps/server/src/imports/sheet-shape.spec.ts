import { isWrittenAsXml, shapeOf } from './sheet-shape.js';

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

const shape = (sheet: string) => shapeOf(sheet, 200, 100_000);

describe('the rows of a sheet', () => {
  it('count as filled by one value or more, of whatever prefix', () =>
    expect(
      shape(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t xml:space="preserve"> a</x:t></x:is></x:c></x:row>',
      ),
    ).toEqual({ all: 2, filled: 2, isPlaced: true }));

  it('count as empty without a value, and where a formula gave no text', () =>
    expect(
      shape('<row r="1"/><row><c s="1"/></row><row r="3"><c t="str"><f>B3</f><v></v></c></row><row><c><v/></c></row>'),
    ).toEqual({ all: 4, filled: 0, isPlaced: true }));

  it.each([
    ['column', "<row r='1'><c\nr='GS1'><v>1</v></c></row>", 'GS1'],
    ['row', '<row><c r="A100001"><v>1</v></c></row>', 'A100001'],
    ['last place of all', '<row r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row>', 'XFD1048576'],
  ])('hold nothing far off: a value in the next %s is named', (_, sheet, farOff) =>
    expect(shape(sheet)).toEqual({ all: 1, filled: 1, isPlaced: true, farOff }),
  );

  it('may stand to the edge, and without a value anywhere, as spreadsheets write what was only formatted', () =>
    expect(
      shape('<row r="9"><c r="GR9"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>').farOff,
    ).toBeUndefined());

  it.each([
    '<row r="1e9"/>',
    '<row r="1048577"/>',
    '<row><c r="XFE1"><v>1</v></c></row>',
    '<row><c><v>1</v></c></row>',
  ])('are not taken where no sheet has them: %s', (sheet) => expect(shape(sheet).isPlaced).toBe(false));
});
