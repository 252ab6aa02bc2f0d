import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A workbook of files as they are given, packed. */
export async function packed(files: Readonly<Record<string, string | Buffer>>): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return new Uint8Array(await buffer(zip.outputStream));
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The style of a cell that is a day. */
const styles = `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** The files of a workbook of one sheet, by what stands in its rows and after them, and before and among its sheets. */
export const filesOf = (
  rows: string,
  after = '',
  { properties = '', sheets = '<sheet name="Plan" sheetId="1" r:id="rId1"/>' } = {},
): Record<string, string> => ({
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}">${properties}<sheets>${sheets}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
  'xl/styles.xml': styles,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${after}</worksheet>`,
});

/** A sheet of such rows. */
export const sheetOf = (rows: string): string =>
  `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`;

/** A row of texts. */
export const rowOfTexts = (number: number, ...texts: string[]): string =>
  `<row r="${number}">${texts.map((text, index) => `<c r="${'ABCDEFGH'[index]}${number}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
