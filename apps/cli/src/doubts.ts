import { isBad, isRemark, type FromFile, type Line } from './lines.js';

/** What Windows-1252 shows for the bytes 0x80 to 0x9F, where it differs from ISO 8859-1. */
const windows1252 = new Map(
  Object.entries({
    '€': 0x80,
    '‚': 0x82,
    ƒ: 0x83,
    '„': 0x84,
    '…': 0x85,
    '†': 0x86,
    '‡': 0x87,
    ˆ: 0x88,
    '‰': 0x89,
    Š: 0x8a,
    '‹': 0x8b,
    Œ: 0x8c,
    Ž: 0x8e,
    '‘': 0x91,
    '’': 0x92,
    '“': 0x93,
    '”': 0x94,
    '•': 0x95,
    '–': 0x96,
    '—': 0x97,
    '˜': 0x98,
    '™': 0x99,
    š: 0x9a,
    '›': 0x9b,
    œ: 0x9c,
    ž: 0x9e,
    Ÿ: 0x9f,
  }),
);

const lead = '[\u00C2-\u00F4]';
const follows = `[\u0080-\u00BF${[...windows1252.keys()].join('')}]`;
const pairs = new RegExp(`${lead}${follows}{1,3}`, 'gu');

/** The character that some others are when their bytes are read as UTF-8; undefined if they are none. */
function readOnce(characters: string): string | undefined {
  const bytes = Array.from(characters, (one) => windows1252.get(one) ?? one.charCodeAt(0));
  for (let length = bytes.length; length > 1; length--) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes.slice(0, length)));
    } catch {
      // What follows the character may look like a part of it.
    }
  }
  return undefined;
}

/** Says of a text that it seems to be UTF-8 that was read as another encoding and written again ("Ã©"); undefined if not. */
export function doubtAbout(text: string): string | undefined {
  for (const [found] of text.matchAll(pairs)) {
    const meant = readOnce(found);
    if (meant !== undefined)
      return `"${found}" looks like "${meant}" read in a wrong encoding: was the file saved as UTF-8 twice?`;
  }
  return undefined;
}

/** What was read of a file, with a remark before each command whose texts seem to be wrongly encoded. */
export async function* withDoubts(lines: AsyncIterable<FromFile>): AsyncGenerator<FromFile> {
  for await (const line of lines) {
    const doubt = isBad(line) || isRemark(line) ? undefined : doubtIn(line);
    if (doubt !== undefined) yield { number: line.number, remark: doubt };
    yield line;
  }
}

const doubtIn = ({ body }: Line): string | undefined => doubtAbout(JSON.stringify(body));
