import { asRecorded, recordedOf, type Entry } from '../envelope/entry.js';
import { parsePointer } from '../values/json-pointer.js';
import type { MissionState } from '../state/mission.js';

/** Texts of a mission that are shown to auditors alone. */
export type Withheld = ReadonlySet<string>;

/** What others are shown in their place. */
export const withheldWord = '[withheld]';

/** Fields that hold what somebody wrote in their own words. */
const ofText: ReadonlySet<string> = new Set([
  'reason',
  'text',
  'statement',
  'summary',
  'document',
  'endUse',
  'part',
  'approval',
  'authority',
  'by',
  'claimedBy',
  'title',
  'ref',
]);

/** Fields that are written from others: what is withheld may stand anywhere in them. */
const ofSentence: ReadonlySet<string> = new Set(['sentence', 'message', 'detail', 'statusReason']);

/** Parts of an entry that hold no words of anybody. */
const isOfEnvelope = (field: string | undefined): boolean =>
  field !== 'data' && field !== 'source' && field !== 'breakGlass';

/** The text of an entry at a pointer into its data (`/reason`) or into the entry (`/source/title`); undefined where there is none. */
export function textAt(entry: Entry, pointer: string): string | undefined {
  const path = parsePointer(pointer) ?? [];
  const field = path.at(-1);
  if (field === undefined || !ofText.has(field)) return undefined;
  const recorded = recordedOf(entry);
  const inData = valueAt(recorded.data, path);
  const found = inData ?? (isOfEnvelope(path[0]) ? undefined : valueAt(recorded, path));
  return typeof found === 'string' ? found : undefined;
}

function valueAt(document: object, path: readonly string[]): unknown {
  let at: unknown = document;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/** What of a mission is withheld now, by entry and pointer. */
export const withheldIn = ({ withheld }: MissionState): { entry: number; pointer: string }[] => [...withheld.values()];

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
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, without(one, texts, field)]));
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function textWithout(value: string, texts: Withheld, name: string): string {
  if (texts.has(value)) return ofText.has(name) || !/^[\w.-]+$/.test(value) ? withheldWord : value;
  if (!ofSentence.has(name)) return value;
  let left = value;
  for (const text of texts) left = left.replaceAll(text, withheldWord);
  return left;
}

/** An entry without texts that are withheld, as it was recorded too. */
export function withholdIn(entry: Entry, texts: Withheld): Entry {
  if (texts.size === 0) return entry;
  const recorded = entry[asRecorded];
  return { ...withhold(entry, texts), ...(recorded && { [asRecorded]: withhold(recorded, texts) }) } as Entry;
}
