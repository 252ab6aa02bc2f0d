import { decimal } from './base64.js';

/** Hashes in a full tile, and entries in a full bundle. */
export const tileWidth = 256;

/** Bytes of an entry that its bundle can hold: they are counted in 16 bits. */
const entryBytesMax = 0xffff;

/** A tile of hashes, or a bundle of entries (C2SP tlog-tiles). */
export interface Tile {
  /** From 0, the leaf hashes, upwards; or the entries themselves. */
  level: number | 'entries';
  index: number;
  /** How many it holds: 256, or fewer at the right edge. */
  width: number;
}

/** The path of a tile below its log, such as `tile/0/x001/067.p/16`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const last = groups.pop();
  return `tile/${level}/${groups.map((group) => `x${group}/`).join('')}${last}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Reads the path of a tile; undefined if it is none, or not the one form that it has. */
export function parseTilePath(path: string): Tile | undefined {
  const [, levelText = '', groups = '', widthText] =
    /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? [];
  const level: Tile['level'] | undefined = levelText === 'entries' ? 'entries' : decimal(levelText);
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const width = widthText === undefined ? tileWidth : Number(widthText);
  if (groups === '' || level === undefined || (level !== 'entries' && level > 63)) return undefined;
  const tile = { level, index, width };
  return width >= 1 && Number.isSafeInteger(index) && tilePath(tile) === path ? tile : undefined;
}

/** A bundle: each entry after its length in 16 bits. Throws RangeError if an entry is too long. */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > entryBytesMax) throw new RangeError(`an entry of ${entry.length} bytes fits into no bundle`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** The entries of a bundle. Throws RangeError if it is not made of exactly so many. */
export function decodeBundle(bytes: Buffer, width: number): Buffer[] {
  const entries: Buffer[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && entries.length < width) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) break;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (entries.length !== width || at !== bytes.length) throw new RangeError(`is no bundle of ${width} entries`);
  return entries;
}
