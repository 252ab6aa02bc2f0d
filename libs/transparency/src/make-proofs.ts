import { emptyRoot, nodeHash } from './hashes.js';

/** The root of the complete subtree of 2^level leaves that begins at leaf index * 2^level. */
export type ReadSubtree = (level: number, index: number) => Promise<Buffer>;

/** Root of the first `size` leaves (RFC 6962, 2.1). */
export const treeRoot = async (read: ReadSubtree, size: number): Promise<Buffer> =>
  checked(size) === 0 ? emptyRoot : rangeRoot(read, 0, size);

/** Proof that leaf `index` is in the tree of `size` leaves, from its sibling upwards (RFC 6962, 2.1.1). Throws RangeError if it is not. */
export async function inclusionProof(read: ReadSubtree, index: number, size: number): Promise<Buffer[]> {
  if (checked(index) >= checked(size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  return pathTo(read, index, 0, size);
}

/** Proof that the tree of `to` leaves begins with the one of `from` (RFC 6962, 2.1.2). Throws RangeError if `from` is greater. */
export async function consistencyProof(read: ReadSubtree, from: number, to: number): Promise<Buffer[]> {
  if (checked(from) > checked(to)) throw new RangeError(`a tree of ${to} does not begin with one of ${from}`);
  return from === 0 || from === to ? [] : subProof(read, from, 0, to, true);
}

function checked(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`${size} is no place in a tree`);
  return size;
}

/** The largest power of two below `count`: where a tree of so many leaves is split. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

async function rangeRoot(read: ReadSubtree, start: number, end: number): Promise<Buffer> {
  const count = end - start;
  const split = splitOf(count);
  if (count === 1) return read(0, start);
  if (split * 2 === count) return read(Math.log2(count), start / count);
  return nodeHash(await rangeRoot(read, start, start + split), await rangeRoot(read, start + split, end));
}

async function pathTo(read: ReadSubtree, index: number, start: number, end: number): Promise<Buffer[]> {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...(await pathTo(read, index, start, middle)), await rangeRoot(read, middle, end)]
    : [...(await pathTo(read, index, middle, end)), await rangeRoot(read, start, middle)];
}

/** SUBPROOF of RFC 6962, 2.1.2: `isWhole` says that the verifier knows the root of what begins at `start`. */
async function subProof(
  read: ReadSubtree,
  from: number,
  start: number,
  end: number,
  isWhole: boolean,
): Promise<Buffer[]> {
  if (from === end) return isWhole ? [] : [await rangeRoot(read, start, end)];
  const middle = start + splitOf(end - start);
  return from <= middle
    ? [...(await subProof(read, from, start, middle, isWhole)), await rangeRoot(read, middle, end)]
    : [...(await subProof(read, from, middle, end, false)), await rangeRoot(read, start, middle)];
}
