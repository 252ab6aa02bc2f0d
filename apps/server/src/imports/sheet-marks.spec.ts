import { marksOf as read, type SheetMarks } from './sheet-marks.js';

const limits = { filledMax: 2, rowsMax: 100_000, columnsMax: 200 };
const marksOf = (sheet: string): SheetMarks => {
  const marks = read(sheet, limits);
  if ('fault' in marks) throw new Error(marks.fault);
  return marks;
};
const faultOf = (sheet: string): string => {
  const marks = read(sheet, limits);
  return 'fault' in marks ? marks.fault : 'none';
};

const cell = (inside: string, attributes = ''): string => `<row r="2"><c r="B2"${attributes}>${inside}</c></row>`;

describe('a cell that is a formula', () => {
  it.each([
    ['a number', cell('<f>A9+1</f><v>3</v>')],
    ['a text', cell('<f>A9</f><v>Ber</v>', ' t="str"')],
    ['an empty text', cell('<f>A9</f><v></v>', ' t="str"')],
    ['a value on a line of its own', cell('\n<f>A9+1</f>\n<v>3</v>\n')],
  ])('has a value if it came to %s', (_, sheet) =>
    expect(marksOf(sheet)).toMatchObject({ formulas: ['B2'], failed: [] }),
  );

  it.each([
    ['nothing', cell('<f>A9+1</f>')],
    ['nothing, as programs write it that do not calculate', cell('<f>A9+1</f><v></v>')],
    ['nothing, as others write that', cell('<f>A9+1</f><v />')],
    ['nothing, under lines of their own', cell('\n<f>A9+1</f>\n')],
    ['an error', cell('<f>1/0</f><v>#DIV/0!</v>', ' t="e"')],
  ])('has none if it came to %s', (_, sheet) => expect(marksOf(sheet)).toMatchObject({ formulas: [], failed: ['B2'] }));
});

it('an error has no value, whether a formula gave it or not', () =>
  expect(marksOf(cell('<v>#N/A</v>', " t='e'")).failed).toEqual(['B2']));

it('merged cells are seen however they are written', () =>
  expect(
    marksOf(`<x:mergeCells count='1'><x:mergeCell ref='A2:A4'/></x:mergeCells><!-- <mergeCell ref="B1:B2"/> -->`)
      .merged,
  ).toEqual(['A2:A4']));

it('rows and columns that are hidden are named where they have values', () =>
  expect(
    marksOf(
      '<cols><col min="3" max="16384" hidden="1"/></cols>' +
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c><c r="D1"/></row>' +
        '<row r="2" hidden="true"><c r="A2"><v>1</v></c></row><row r="3" hidden="1"><c r="A3" s="1"/></row>',
    ).hidden,
  ).toEqual(['C:C', '2:2']));

describe('the rows of a sheet', () => {
  const filled =
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t xml:space="preserve"> a</x:t></x:is></x:c></x:row>';
  const empty =
    '<row r="1"/><row><c s="1"/></row><row r="3"><c t="str"><f>B3</f><v></v></c></row><row><c><v/></c></row>';

  it('count as filled by one value or more, of whatever prefix', () => {
    expect(faultOf(filled)).toBe('none');
    expect(faultOf(`${filled}<row r="3"><c r="B3"><v>1</v></c></row>`)).toBe('too-many-rows');
  });

  it('count as empty without a value, and where a formula gave no text', () => {
    expect(faultOf(empty + filled)).toBe('none');
    expect(faultOf(empty.repeat(25_001))).toBe('too-hard');
  });

  it.each([
    ['column', "<row r='1'><c\nr='GS1'><v>1</v></c></row>", 'GS1'],
    ['row', '<row><c r="A100001"><v>1</v></c></row>', 'A100001'],
    ['last place of all', '<row r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row>', 'XFD1048576'],
  ])('hold nothing far off: a value in the next %s is named', (_, sheet, address) =>
    expect(read(sheet, limits)).toEqual({ fault: 'far-off', address }),
  );

  it('may stand to the edge, and without a value anywhere, as spreadsheets write what was only formatted', () =>
    expect(faultOf('<row r="9"><c r="GR9"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>')).toBe(
      'none',
    ));

  it.each([
    '<row r="1e9"/>',
    '<row r="1048577"/>',
    '<row><c r="XFE1"><v>1</v></c></row>',
    '<row><c><v>1</v></c></row>',
    '<row><c r="XFE1" r="A1"><v>1</v></c></row>',
    '<row><c x:r="A1" r="XFE1"><v>1</v></c></row>',
  ])('are not taken where no sheet has them: %s', (sheet) => expect(faultOf(sheet)).toBe('unreadable'));
});
