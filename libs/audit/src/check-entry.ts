import { isUtf8 } from 'node:buffer';
import { canonical } from '#libs/canonical-json';

/** Why these bytes are not entry `revision` of the mission in its one canonical form (RFC 8785); undefined if they are. */
export function faultOf(bytes: Buffer, mission: string, revision: number): string | undefined {
  if (bytes.length === 0) return 'it is empty';
  if (!isUtf8(bytes)) return 'its bytes are not UTF-8';
  const text = bytes.toString('utf8');
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return 'its bytes are not JSON';
  }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return 'it is no envelope';
  const named = entry as { revision?: unknown; mission?: unknown };
  if (named.revision !== revision) return `it says that it is revision ${inWords(named.revision)}`;
  if (named.mission !== mission) return `it says that it is of mission ${inWords(named.mission)}`;
  return isCanonical(text, entry) ? undefined : 'its bytes are not the canonical form of what they say (RFC 8785)';
}

const inWords = (value: unknown): string => (JSON.stringify(value) ?? 'none').slice(0, 80);

/**
 * Whether the text is the canonical form of what was read from it. JSON.stringify writes numbers and strings as RFC 8785 wants them,
 * three times as fast as it sorts keys: so keys that are sorted already are told by looking at them.
 */
function isCanonical(text: string, value: object): boolean {
  if (text.includes(String.raw`\ud`) && hasHalfCharacter(value)) return false;
  if (isSorted(value) && JSON.stringify(value) === text) return true;
  try {
    return canonical(value) === text;
  } catch {
    return false;
  }
}

function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let before: string | undefined;
  for (const key of Object.keys(value)) {
    if (before !== undefined && before >= key) return false;
    if (!isSorted((value as Record<string, unknown>)[key])) return false;
    before = key;
  }
  return true;
}

function hasHalfCharacter(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Cs}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => hasHalfCharacter(key) || hasHalfCharacter(inner));
}
