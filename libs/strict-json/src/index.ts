/** What may be wrong with a text that should be JSON, and how that is said if there is nothing to add. */
const faults = {
  'not-utf-8': 'It is not UTF-8.',
  'not-json': 'It is not JSON.',
  'too-deep': 'It has more than 32 levels.',
  'unsafe-number': 'It holds a number that cannot be kept exactly.',
  'half-character': 'It holds half of a character.',
  'key-forbidden': 'It holds the key __proto__.',
  'duplicate-key': 'It holds a key twice in one object.',
};

/** A text that is not JSON as everybody reads it: which fault it has, and more about it if there is more to say. */
export class JsonRefused extends Error {
  constructor(
    readonly fault: keyof typeof faults,
    readonly detail?: string,
  ) {
    super(detail ?? faults[fault]);
  }
}

/** Whether a value is an object with fields: no list, and not null. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const depthMax = 32;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes bytes. Throws JsonRefused if they are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new JsonRefused('not-utf-8');
  }
}

/**
 * Parses JSON as RFC 8259 and I-JSON (RFC 7493) have it: no key twice in an object, no number that would lose digits,
 * no half characters, at most 32 levels. JSON.parse alone takes the last of two keys and rounds. Throws JsonRefused.
 */
export function parseStrict(text: string): unknown {
  // Depth first: what is parsed at any depth cannot be written again.
  scan(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new JsonRefused('not-json', `It is not JSON: ${(error as Error).message}.`);
  }
}

const code = (character: string): number => character.charCodeAt(0);
const [quote, backslash, colon, minus] = [code('"'), code('\\'), code(':'), code('-')];
const [openObject, closeObject, openArray, closeArray] = [code('{'), code('}'), code('['), code(']')];
const [zero, nine] = [code('0'), code('9')];

/**
 * One pass over what matters: brackets, keys and numbers. Each character is read once, whatever the text is: a regular
 * expression could be made to start over at every quotation mark. Texts that are not JSON are left to JSON.parse.
 */
function scan(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (let index = 0; index < text.length;) {
    const character = text.charCodeAt(index);
    if (character === quote) {
      const end = endOfString(text, index);
      const isKey = text.charCodeAt(skipBlanks(text, end)) === colon;
      checkString(text.slice(index, end), isKey ? open.at(-1) : undefined);
      index = end;
    } else if (character === minus || (character >= zero && character <= nine)) {
      const end = endOfNumber(text, index);
      checkNumber(text.slice(index, end));
      index = end;
    } else {
      if (character === openObject || character === openArray) {
        if (open.push(character === openObject ? new Set() : undefined) > depthMax) throw new JsonRefused('too-deep');
      } else if (character === closeObject || character === closeArray) open.pop();
      index++;
    }
  }
}

/** The index after the string that begins here; the text's end if it does not end. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === quote) return index + 1;
    if (character === backslash) index++;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && '0123456789.eE+-'.includes(text.charAt(index))) index++;
  return index;
}

function skipBlanks(text: string, from: number): number {
  let index = from;
  while (' \n\r\t'.includes(text.charAt(index)) && index < text.length) index++;
  return index;
}

function checkNumber(digits: string): void {
  const value = Number(digits);
  const isVanished = value === 0 && /^[^eE]*[1-9]/.test(digits);
  const isLost = Number.isInteger(value) ? !Number.isSafeInteger(value) : Math.abs(value) === Infinity;
  if (!isVanished && !isLost) return;
  const wanted = isVanished
    ? 'It would become 0. Give 0, or a number that is not so small.'
    : 'Give whole numbers up to 9007199254740991.';
  throw new JsonRefused('unsafe-number', `${digits.slice(0, 40)} cannot be kept exactly. ${wanted}`);
}

/** A string must be whole characters; a key (its object's keys are given) must be new. */
function checkString(quoted: string, keys: Set<string> | undefined): void {
  let value = quoted.slice(1, -1);
  if (value.includes('\\')) {
    try {
      value = JSON.parse(quoted) as string;
    } catch {
      return;
    }
    if (/\p{Cs}/u.test(value))
      throw new JsonRefused('half-character', `${quoted.slice(0, 80)} holds half of a character.`);
  }
  if (!keys) return;
  if (value === '__proto__') throw new JsonRefused('key-forbidden');
  if (keys.has(value))
    throw new JsonRefused(
      'duplicate-key',
      `The key ${quoted.slice(0, 80)} stands twice in one object. Give it once: which of the two is meant cannot be known.`,
    );
  keys.add(value);
}
