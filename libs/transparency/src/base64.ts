/**
 * The bytes of a standard Base 64 text (RFC 4648, 4), padded and in its one canonical form: a text with other letters, other
 * padding or spare bits is undefined, so that no two texts stand for the same bytes.
 */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** Hashes as lines of Base 64; undefined if one is not a hash of 32 bytes. */
export function hashesOf(lines: readonly string[]): Buffer[] | undefined {
  const hashes = lines.map(fromBase64).filter((hash) => hash?.length === 32);
  return hashes.length === lines.length ? (hashes as Buffer[]) : undefined;
}

/** A whole number in its one decimal form; undefined for anything else, and above what is counted exactly. */
export function decimal(text: string): number | undefined {
  const value = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}
