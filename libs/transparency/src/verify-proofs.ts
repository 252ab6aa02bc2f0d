import { emptyRoot, hashBytes, nodeHash } from './hashes.js';

/** The most hashes that a proof in a tree of at most 2^63 leaves may have. */
export const proofHashesMax = 63;

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isHash = (value: Uint8Array): boolean => value.length === hashBytes;
const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value;

/** What an inclusion proof says. */
export interface Inclusion {
  index: number;
  size: number;
  /** Hash of the leaf. */
  leaf: Buffer;
  proof: readonly Buffer[];
  root: Buffer;
}

/** Whether the leaf is at its index in the tree with that root (RFC 9162, 2.1.3.2). */
export function verifyInclusion({ index, size, leaf, proof, root }: Inclusion): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || proof.length > proofHashesMax) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  let [first, second, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (second === 0) return false;
    if (isOdd(first) || first === second) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(first) && first !== 0) [first, second] = [half(first), half(second)];
    } else hash = nodeHash(hash, sibling);
    [first, second] = [half(first), half(second)];
  }
  return second === 0 && hash.equals(root);
}

/** What a consistency proof says: that the tree of `to` leaves begins with the one of `from`. */
export interface Consistency {
  from: number;
  fromRoot: Buffer;
  to: number;
  toRoot: Buffer;
  proof: readonly Buffer[];
}

/**
 * Whether the later tree begins with the earlier one (RFC 9162, 2.1.4.2). Equal sizes need equal roots, an empty tree needs the
 * empty root, and both need an empty proof.
 */
export function verifyConsistency({ from, fromRoot, to, toRoot, proof }: Consistency): boolean {
  if (!isSize(from) || !isSize(to) || from > to || proof.length > proofHashesMax) return false;
  if (![fromRoot, toRoot, ...proof].every(isHash)) return false;
  if (from === 0 && !fromRoot.equals(emptyRoot)) return false;
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  if (from === 0) return proof.length === 0;
  if (proof.length === 0) return false;
  const [seed, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
  let [first, second, earlier, later] = [from - 1, to - 1, seed!, seed!];
  while (isOdd(first)) [first, second] = [half(first), half(second)];
  for (const hash of rest) {
    if (second === 0) return false;
    if (isOdd(first) || first === second) {
      [earlier, later] = [nodeHash(hash, earlier), nodeHash(hash, later)];
      while (!isOdd(first) && first !== 0) [first, second] = [half(first), half(second)];
    } else later = nodeHash(later, hash);
    [first, second] = [half(first), half(second)];
  }
  return second === 0 && earlier.equals(fromRoot) && later.equals(toRoot);
}
