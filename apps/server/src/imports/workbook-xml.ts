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

/** A tag that opens an element of XML, or an element that is empty. */
export interface Tag {
  /** Without the prefix of its namespace, as those of its attributes. */
  name: string;
  attributes: Readonly<Record<string, string | undefined>>;
  /** The text up to the next tag. */
  text: string;
}

/** From where a name begins alone: what is sent may be one long name. */
const attribute = /(?<![\w.:-])([\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name = '') =>
    (decimal ?? hex)
      ? characterOf(Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16))
      : (entities[name] ?? whole),
  );

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');

/** Of several attributes of one name the first, one without a prefix before others: as what builds the rows reads them. */
function attributesIn(text: string): Tag['attributes'] {
  const prefixed: Record<string, string> = {};
  const own: Record<string, string> = {};
  for (const [, prefix, name = '', double, single] of text.matchAll(attribute)) {
    const value = double ?? single ?? '';
    const found = prefix === undefined ? own : prefixed;
    found[name] ??= value.includes('&') ? unescaped(value) : value;
  }
  return { ...prefixed, ...own };
}

/** A text without its comments, in one pass, whatever is left open. */
function withoutComments(xml: string): string {
  const kept: string[] = [];
  let from = 0;
  while (from !== -1) {
    const start = xml.indexOf('<!--', from);
    kept.push(xml.slice(from, start === -1 ? undefined : start));
    const end = start === -1 ? -1 : xml.indexOf('-->', start + 4);
    from = end === -1 ? -1 : end + 3;
  }
  return kept.join('');
}

/** The tags of some names, in whatever namespace and quotation marks, in the order of the text; those in comments are none. */
export function* tagsOf(xml: string, ...names: readonly string[]): Generator<Tag> {
  // No tag goes on beyond where another begins, so that none is looked at twice.
  const tag = new RegExp(`<(?:[\\w.-]+:)?(${names.join('|')})(?=[\\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>([^<]*)`, 'g');
  for (const [, name = '', attributes = '', text = ''] of withoutComments(xml).matchAll(tag))
    yield {
      name,
      text,
      get attributes() {
        return attributesIn(attributes);
      },
    };
}

/** Whether an attribute says yes, as XML Schema writes it. */
export const isYes = (value: string | undefined): boolean => value === '1' || value === 'true';
