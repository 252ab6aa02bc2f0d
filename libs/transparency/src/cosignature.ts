import type { KeyObject } from 'node:crypto';
import { parseCheckpoint } from './checkpoint.js';
import {
  formatVerifierKey,
  isKeyName,
  keyIdOf,
  parseVerifierKey,
  privateKeyOf,
  signatureTypes,
  signBytes,
} from './keys.js';
import { NoteInvalid, signatureLine } from './note.js';

/** Bytes of the time that stands before the signature. */
const timeBytes = 8;

/** What a cosignature signs (C2SP tlog-cosignature): when, in seconds since 1970, and the checkpoint without its signatures. */
const messageOf = (seconds: bigint, body: string): Buffer => Buffer.from(`cosignature/v1\ntime ${seconds}\n${body}`);

/** Says on a checkpoint that a log held nothing else when it was seen. */
export class Cosigner {
  private readonly key: KeyObject;
  private readonly publicKey: Buffer;

  private constructor(
    seed: Buffer,
    readonly name: string,
  ) {
    if (!isKeyName(name)) throw new RangeError(`"${name}" cannot name a witness: leave out spaces and plus signs`);
    ({ key: this.key, publicKey: this.publicKey } = privateKeyOf(seed));
  }

  /** A cosigner of 32 secret bytes. Throws RangeError if they are not so many, or the name has spaces or plus signs. */
  static fromSeed(seed: Buffer, name: string): Cosigner {
    return new Cosigner(seed, name);
  }

  /** The key that its cosignatures are checked with, as text. */
  get verifierKey(): string {
    return formatVerifierKey(this.name, signatureTypes.cosignature, this.publicKey);
  }

  /** The signature line for a checkpoint, seen at a time in whole seconds since 1970. */
  cosign(checkpoint: string, seconds: number): string {
    const time = Buffer.alloc(timeBytes);
    time.writeBigUInt64BE(BigInt(seconds));
    const signature = signBytes(this.key, messageOf(BigInt(seconds), parseCheckpoint(checkpoint).body));
    const id = keyIdOf(this.name, signatureTypes.cosignature, this.publicKey);
    return signatureLine(this.name, id, Buffer.concat([time, signature]));
  }
}

/** The checkpoint with one more signature line. */
export const withSignature = (checkpoint: string, line: string): string => `${checkpoint}${line}`;

/**
 * When the cosigner saw this checkpoint, in seconds since 1970; undefined if it did not sign it. Throws NoteInvalid if a
 * signature in its name does not fit.
 */
export function cosignedAt(checkpoint: string, verifierKey: string): number | undefined {
  const key = parseVerifierKey(verifierKey, signatureTypes.cosignature);
  const { body, signatures } = parseCheckpoint(checkpoint);
  const ours = signatures.filter(({ name, id }) => name === key.name && id.equals(key.id));
  const times = ours.map(({ bytes }) => {
    const seconds = bytes.length === timeBytes + 64 ? bytes.readBigUInt64BE() : undefined;
    if (seconds === undefined || !key.verifies(messageOf(seconds, body), bytes.subarray(timeBytes)))
      throw new NoteInvalid(`has a cosignature of ${key.name} that does not fit`);
    return Number(seconds);
  });
  return times.length === 0 ? undefined : Math.max(...times);
}
