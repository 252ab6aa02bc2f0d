import { textFields } from '../values/text-fields.js';

/** Texts of a mission that are shown to auditors alone. */
export type Withheld = ReadonlySet<string>;

/** What others are shown in their place. */
const withheldWord = '[withheld]';

/** Fields that are written from others: what is withheld may stand anywhere in them. */
const ofSentence: ReadonlySet<string> = new Set(['sentence', 'message', 'detail', 'statusReason']);

/**
 * A document without texts that are withheld. They go by what they say: whoever wrote the same elsewhere, in a proposal or in a
 * correction, wrote what is withheld. What looks like an id is left where no text stands, so that no id is taken for one.
 */
export function withhold<T>(document: T, texts: Withheld): T {
  return texts.size === 0 ? document : (without(document, texts) as T);
}

function without(value: unknown, texts: Withheld, name = ''): unknown {
  if (typeof value === 'string') return textWithout(value, texts, name);
  if (Array.isArray(value)) return value.map((one: unknown) => without(one, texts, name));
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  const left: Record<string | symbol, unknown> = {};
  // An entry of an older schema has what it was recorded as under a symbol.
  for (const field of Reflect.ownKeys(value))
    left[field] = without((value as Record<string | symbol, unknown>)[field], texts, String(field));
  return left;
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function textWithout(value: string, texts: Withheld, name: string): string {
  if (texts.has(value)) return textFields.has(name) || !/^[\w.-]+$/.test(value) ? withheldWord : value;
  if (!ofSentence.has(name)) return value;
  let left = value;
  for (const text of texts) left = left.replaceAll(text, withheldWord);
  return left;
}
