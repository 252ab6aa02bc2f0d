/** A tag that opens an element of XML, or an element that is empty. */
export interface Tag {
  /** Without the prefix of its namespace, as those of its attributes. */
  name: string;
  attributes: Readonly<Record<string, string | undefined>>;
  /** The text up to the next tag. */
  text: string;
}

/** From where a name begins alone: what is sent may be one long name. */
const attribute = /(?<![\w.:-])(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name = '') =>
    (decimal ?? hex)
      ? characterOf(Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16))
      : (entities[name] ?? whole),
  );

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');

function attributesIn(text: string): Tag['attributes'] {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    const value = double ?? single ?? '';
    found[name] = value.includes('&') ? unescaped(value) : value;
  }
  return found;
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
