import { marksOf } from './sheet-marks.js';

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
