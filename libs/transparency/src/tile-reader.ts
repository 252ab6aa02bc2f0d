import { hashBytes, nodeHash } from './hashes.js';
import type { ReadSubtree } from './make-proofs.js';
import { tileWidth, type Tile } from './tiles.js';

/** Levels of the tree between the hashes of one tile and those of the tile above it. */
const tileHeight = 8;

/** Root of a complete subtree, of the hashes at its foot: as many as a power of two. */
export function subtreeRoot(hashes: readonly Buffer[]): Buffer {
  let level = [...hashes];
  while (level.length > 1) level = level.flatMap((hash, at) => (at % 2 === 0 ? [nodeHash(hash, level[at + 1]!)] : []));
  return level[0]!;
}

/** Cuts the bytes of a tile into hashes. */
export const hashesIn = (tile: Buffer): Buffer[] =>
  Array.from({ length: tile.length / hashBytes }, (_, at) => tile.subarray(at * hashBytes, (at + 1) * hashBytes));

/**
 * Reads subtrees out of the tiles of a tree of `size` leaves. Throws RangeError for a subtree that is not complete in that tree, or a
 * tile that is not as wide as it has to be.
 */
export function subtreesOfTiles(size: number, readTile: (tile: Tile) => Promise<Buffer>): ReadSubtree {
  return async (level, index) => {
    if ((index + 1) * 2 ** level > size) throw new RangeError(`subtree ${level}/${index} is not in a tree of ${size}`);
    const tileLevel = Math.floor(level / tileHeight);
    const count = 2 ** (level % tileHeight);
    const first = index * count;
    const tileIndex = Math.floor(first / tileWidth);
    const width = Math.min(tileWidth, Math.floor(size / tileWidth ** tileLevel) - tileIndex * tileWidth);
    const tile = await readTile({ level: tileLevel, index: tileIndex, width });
    if (tile.length !== width * hashBytes)
      throw new RangeError(`a tile has ${tile.length} bytes, not ${width * hashBytes}`);
    const at = first % tileWidth;
    return subtreeRoot(hashesIn(tile.subarray(at * hashBytes, (at + count) * hashBytes)));
  };
}
