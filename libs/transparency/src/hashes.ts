import { createHash } from 'node:crypto';
import * as crypto from 'node:crypto';

/** Bytes of a hash. */
export const hashBytes = 32;

// The one-shot hash of newer versions of Node is faster for small inputs; all that are supported have the other.
// It gives text sooner than memory of its own, which the collector has to free one by one.
const sha256: (bytes: Uint8Array | string) => Buffer =
  typeof crypto.hash === 'function'
    ? (bytes) => Buffer.from(crypto.hash('sha256', bytes), 'hex')
    : (bytes) => createHash('sha256').update(bytes).digest();

const leafPrefix = 0x00;
const nodePrefix = 0x01;

// Hashing is synchronous, so one piece of scratch memory serves all nodes and all leaves that fit.
const node = Buffer.alloc(1 + 2 * hashBytes);
node[0] = nodePrefix;
const leaf = Buffer.alloc(64 * 1024);
leaf[0] = leafPrefix;

/** Hash of a tree without leaves (RFC 6962, 2.1). */
export const emptyRoot: Buffer = sha256(new Uint8Array(0));

/** Hash of a leaf, SHA-256 of 0x00 and its bytes (RFC 6962, 2.1). A text counts as its UTF-8 bytes. */
export function leafHash(bytes: Uint8Array | string): Buffer {
  if (typeof bytes === 'string') return sha256(String.fromCharCode(leafPrefix) + bytes);
  if (bytes.length >= leaf.length) return sha256(Buffer.concat([Uint8Array.of(leafPrefix), bytes]));
  leaf.set(bytes, 1);
  return sha256(leaf.subarray(0, 1 + bytes.length));
}

/** Hash of two neighbours, SHA-256 of 0x01 and both (RFC 6962, 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== hashBytes || right.length !== hashBytes) throw new RangeError('a hash has 32 bytes');
  node.set(left, 1);
  node.set(right, 1 + hashBytes);
  return sha256(node);
}
