import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { fromBase64 } from './base64.js';
import { NoteInvalid } from './note.js';

/** What a signature is of (C2SP signed-note): a note's text, or a checkpoint that a witness has seen at a time. */
export const signatureTypes = { note: 0x01, cosignature: 0x04 } as const;

type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes];

// What stands before 32 bytes of an Ed25519 key in the forms that node:crypto reads (RFC 8410).
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether a text can be the name of a key: not empty, without spaces, controls and plus signs. */
export const isKeyName = (name: string): boolean => /^[^\s\p{Z}\p{C}+]+$/u.test(name);

/** The key that 32 secret bytes stand for (RFC 8032). */
export function privateKeyOf(seed: Buffer): { key: KeyObject; publicKey: Buffer } {
  if (seed.length !== 32) throw new RangeError('a seed has 32 bytes');
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { key, publicKey: der.subarray(publicPrefix.length) };
}

/** The first four bytes of SHA-256 of the name, a new line, the type and the public key. */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): Buffer {
  const hash = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type)).update(publicKey).digest();
  return hash.subarray(0, 4);
}

/** Signs by Ed25519. */
export const signBytes = (key: KeyObject, bytes: Uint8Array): Buffer => sign(null, bytes, key);

/** A key that signatures are checked with. */
export interface VerifierKey {
  name: string;
  type: SignatureType;
  id: Buffer;
  /** Whether it signed these bytes. */
  verifies(bytes: Uint8Array, signature: Uint8Array): boolean;
}

/** A verifier key as text (C2SP signed-note): its name, its id in hexadecimal and its type and bytes in Base 64, joined by plus signs. */
export function formatVerifierKey(name: string, type: SignatureType, publicKey: Uint8Array): string {
  const bytes = Buffer.concat([Uint8Array.of(type), publicKey]);
  return `${name}+${keyIdOf(name, type, publicKey).toString('hex')}+${bytes.toString('base64')}`;
}

// One key checks thousands of checkpoints, and to make it costs as much as to check one.
const parsedMax = 100;
const parsed = new LRUCache<string, VerifierKey>({ max: parsedMax });

/** Reads a verifier key. Throws NoteInvalid if it is none, or not of a type that is wanted. */
export function parseVerifierKey(text: string, wanted: SignatureType): VerifierKey {
  const asked = `${wanted} ${text}`;
  const found = parsed.get(asked) ?? newVerifierKey(text, wanted);
  parsed.set(asked, found);
  return found;
}

function newVerifierKey(text: string, wanted: SignatureType): VerifierKey {
  const [, name = '', id = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = fromBase64(base64);
  if (!isKeyName(name) || bytes?.length !== 33)
    throw new NoteInvalid('is no verifier key: it must be <name>+<8 hexadecimal digits>+<44 characters of Base 64>');
  if (bytes[0] !== wanted)
    throw new NoteInvalid(`has a key of type ${bytes[0]}, and one of type ${wanted} is needed here`);
  const publicKey = bytes.subarray(1);
  if (keyIdOf(name, wanted, publicKey).toString('hex') !== id)
    throw new NoteInvalid('is no verifier key: its digits do not belong to its name and bytes');
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: 'der', type: 'spki' });
  return {
    name,
    type: wanted,
    id: Buffer.from(id, 'hex'),
    verifies: (signed, signature) => signature.length === 64 && verify(null, signed, key, signature),
  };
}
